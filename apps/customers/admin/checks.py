"""How the ledger's nightly checks went, and the blocks of its hash chain."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.customers.models import LedgerBlock, LedgerCheck
from quenty.kernel.clock import BOGOTA
from quenty.platform.http.words import bilingual
from quenty.platform.store.dashboard import FIGURES
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import count


@admin.register(LedgerCheck)
class LedgerCheckAdmin(ReadOnlyAdmin):
    list_display = fields = (
        *("created_at", "agrees", "accounts", "entries", "blocks"),
        *("seconds", "difference"),
    )
    list_filter = ("created_at",)
    search_fields = ("difference",)

    @display(description=_("cuadra"), boolean=True)
    def agrees(self, row: LedgerCheck) -> bool:
        return not row.difference


@admin.register(LedgerBlock)
class LedgerBlockAdmin(ReadOnlyAdmin):
    list_display = ("number", "made_at", "postings", "closed_until", "digest")
    list_filter = ("made_at",)
    search_fields = ("number", "digest", "first_posting", "last_posting")
    fields = (
        *("number", "made_at", "closed_until", "postings", "first_posting", "last_posting"),
        *("previous", "digest", "algorithm"),
    )


def last_check() -> str:
    """One line for the front page: when the ledger was last recomputed, and whether it agreed."""
    last = LedgerCheck.objects.order_by("-created_at").first()
    if last is None:
        return str(_NEVER)
    when = last.created_at.astimezone(BOGOTA)
    verdict = last.difference or _AGREES
    return f"{verdict} · {count(last.entries)} · {when:%Y-%m-%d %H:%M}"


_TITLE = bilingual(en="Ledger", es="Libro mayor")
_NEVER = bilingual(en="Not checked yet", es="Sin verificar todavía")
_AGREES = bilingual(en="Agrees with its entries", es="Cuadra con sus asientos")
FIGURES.append((_TITLE, last_check))
