"""Files of orders and what became of each row."""

from django.db import models
from django.db.models import Q

from apps.orders.models.orders import Order
from apps.orders.models.titles import titled
from quenty.kernel import clock
from quenty.platform.db import Row

_BATCH = ("running", "done", "failed")
_ROW = ("valid", "created", "known", "bad")


class ImportBatch(Row):
    """One file: orders of a merchant, or what an operator tells of its guides. `file_hash`:
    SHA-256 hex of its bytes. `encoding`: that it was read in, "" for a workbook. `layout`:
    quenty, shopify, woocommerce, tracking. `failure`: the code of what made the whole file
    unreadable. `rows_expected`: its orders or events, once counted; `rows_total`: those taken
    so far. `beat_at`: the last sign of life of a running one."""

    customer_id = models.UUIDField(null=True)  # customers context, no FK
    operator_id = models.UUIDField(null=True)  # franchise context, no FK
    livemode = models.BooleanField(default=True)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    encoding = models.CharField(max_length=12, blank=True)
    layout = models.CharField(max_length=20)
    dry_run = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="running")
    failure = models.CharField(max_length=80, blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_created = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(null=True, blank=True)
    beat_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    created_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-created_at",)
        verbose_name_plural = "import batches"
        indexes = (
            models.Index(fields=("customer_id", "-created_at"), name="import_batch_customer"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=_BATCH), name="import_batch_status_known"
            ),
            models.CheckConstraint(
                condition=Q(customer_id__isnull=False, operator_id__isnull=True)
                | Q(customer_id__isnull=True, operator_id__isnull=False),
                name="import_batch_one_owner",
            ),
            models.UniqueConstraint(
                fields=("customer_id", "livemode"),
                condition=Q(status="running"),
                name="import_batch_one_running",
            ),
            models.UniqueConstraint(
                fields=("operator_id", "livemode"),
                condition=Q(status="running"),
                name="import_batch_one_running_operator",
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class ImportMapping(Row):
    """A merchant's own headers by field of a layout, for every file of it."""

    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    preset = models.CharField(max_length=20)
    columns = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("customer_id", "livemode", "preset"), name="import_mapping_one"
            ),
        )

    def __str__(self) -> str:
        return self.preset


class OperatorWords(Row):
    """How an operator writes its files. `vocabulary`: one of words_files.OF_FILES; `statuses`,
    `reasons`: its own words before those, `columns`: its headers by field."""

    operator_id = models.UUIDField(unique=True)  # franchise context, no FK
    vocabulary = models.CharField(max_length=20, default="quenty")
    statuses = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "operator words"

    def __str__(self) -> str:
        return self.vocabulary


class ImportFile(Row):
    """The bytes of a file that is taken in by a job; gone when its batch ends. Personal data.
    `template`: domain.imports.template.Template as plain JSON."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    template = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.batch_id)


class ImportRow(Row):
    """One order or event of the file. `line`: of its first row in the file, the header being 1.
    `problems`: list of {column, code, detail}. `known`: the order existed already, or
    the event was told before."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    problems = models.JSONField(default=list)
    raw = models.JSONField(default=dict)

    class Meta:
        ordering = ("line",)
        constraints = (
            models.UniqueConstraint(fields=("batch", "line"), name="import_row_line_once"),
            models.CheckConstraint(condition=Q(status__in=_ROW), name="import_row_status_known"),
        )

    def __str__(self) -> str:
        return titled(f"{self.line}:", self.status)
