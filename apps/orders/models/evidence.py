"""Files that back a claim or a measured weight, sealed."""

from django.db import models

from quenty.platform.db import Row


class Evidence(Row):
    """`subject_id`: the claim or the weight dispute. The content is sealed with the row's id,
    so that it opens nowhere else. Append-only."""

    subject_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField()
    uploaded_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("created_at",)
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.name
