"""One franchise a municipality at a time: the database refuses the second."""

from django.db import migrations

# gist has an operator class for ranges without any extension, so the municipality is a range
# of one number.
EXCLUSIVE = """
ALTER TABLE franchise_territory ADD CONSTRAINT territory_exclusive EXCLUDE USING gist (
    int4range(municipality, municipality, '[]') WITH &&,
    tstzrange(starts_at, ends_at, '[)') WITH &&
)
"""


class Migration(migrations.Migration):
    dependencies = [("franchise", "0003_network")]

    operations = [
        migrations.RunSQL(
            EXCLUSIVE, "ALTER TABLE franchise_territory DROP CONSTRAINT territory_exclusive"
        )
    ]
