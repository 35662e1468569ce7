"""A published rate sheet is immutable: the database refuses, whoever asks."""

from django.db import migrations

SHEET_STAYS = """
CREATE FUNCTION franchise_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing text[] := '{status,superseded_at,updated_at,revision}';
BEGIN
    IF OLD.status = 'draft' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.status IN ('draft', 'published') THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE'
        AND (NEW.status = OLD.status OR (OLD.status = 'published' AND NEW.status = 'superseded'))
        AND to_jsonb(NEW) - changing = to_jsonb(OLD) - changing
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rate sheet % is % and stays as it is', OLD.id, OLD.status
        USING ERRCODE = 'restrict_violation';
END $$
"""

ROWS_STAY = """
CREATE FUNCTION franchise_sheet_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
BEGIN
    IF TG_OP = 'UPDATE' OR EXISTS (
        SELECT 1 FROM franchise_ratesheet WHERE id = whose AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'the rows of rate sheet % stay as they are', whose
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

ROW_TABLES = ("zonerow", "bracketrow", "pairrow", "surchargerow", "taxrow")


def rows_trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER sheet_rows_stay BEFORE INSERT OR UPDATE OR DELETE ON franchise_{table} "
        "FOR EACH ROW EXECUTE FUNCTION franchise_sheet_rows_stay()",
        f"DROP TRIGGER sheet_rows_stay ON franchise_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("franchise", "0001_initial")]

    operations = [
        migrations.RunSQL(SHEET_STAYS, "DROP FUNCTION franchise_sheet_stays()"),
        migrations.RunSQL(ROWS_STAY, "DROP FUNCTION franchise_sheet_rows_stay()"),
        migrations.RunSQL(
            "CREATE TRIGGER sheet_stays BEFORE UPDATE OR DELETE ON franchise_ratesheet "
            "FOR EACH ROW EXECUTE FUNCTION franchise_sheet_stays()",
            "DROP TRIGGER sheet_stays ON franchise_ratesheet",
        ),
        *(rows_trigger(table) for table in ROW_TABLES),
    ]
