"""What every row of ours is made of: a time-ordered key and its two instants."""

from typing import Any

from django.db import models

from quenty.kernel import clock
from quenty.kernel.ids import new_id


class UpdatedAtField(models.DateTimeField):
    """The instant of the last save, by the kernel's clock."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = clock.now()
        setattr(model_instance, self.attname, value)
        return value


class Row(models.Model):
    """Abstract base: UUIDv7 primary key, aware `created_at` and `updated_at`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = UpdatedAtField(default=clock.now, editable=False)

    class Meta:
        abstract = True
