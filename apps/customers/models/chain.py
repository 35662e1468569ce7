"""The hash chain over the ledger's postings. Append-only, by grant and by trigger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.customers.domain import chain
from apps.customers.models.ledger import LedgerPosting
from quenty.kernel import clock


class LedgerBlock(models.Model):
    """A block of postings, by the digest of what they are and of the block before.

    `first_posting`, `last_posting`: the lowest and highest id in it. Others between the two may
    be in a later block, since who commits late is taken then. `closed_until`: what is dated
    before that instant and is in no block up to this one was not there in time.
    """

    number = models.BigIntegerField(_("número"), primary_key=True)
    first_posting = models.UUIDField(_("primer asiento"))
    last_posting = models.UUIDField(_("último asiento"))
    postings = models.PositiveIntegerField(_("asientos"))
    previous = models.CharField(_("resumen anterior"), max_length=64, unique=True)
    digest = models.CharField(_("resumen"), max_length=64, unique=True)
    algorithm = models.PositiveSmallIntegerField(_("algoritmo"), default=chain.ALGORITHM)
    closed_until = models.DateTimeField(_("cerrado hasta"))
    made_at = models.DateTimeField(_("cuándo"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("bloque del libro")
        verbose_name_plural = _("bloques del libro")
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__gte=1, postings__gte=1), name="customers_block_figures"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


class ChainedPosting(models.Model):
    """A posting that is in a block, once, with its digest, so that what differs has a name."""

    posting = models.OneToOneField(
        LedgerPosting, primary_key=True, on_delete=models.PROTECT, related_name="chained"
    )
    block = models.ForeignKey(LedgerBlock, on_delete=models.PROTECT, related_name="chained")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.posting_id} {self.digest}"
