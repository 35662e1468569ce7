"""How the last check of the ledger went, for Prometheus."""

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from apps.customers.models import LedgerCheck


class LedgerCollector(Collector):
    """`quenty_ledger_agrees`: 1 when every figure agreed, 0 when one differed."""

    def describe(self) -> list[Any]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            last = LedgerCheck.objects.order_by("-created_at").first()
        except DatabaseError:
            return
        if last is None:
            return
        yield GaugeMetricFamily(
            "quenty_ledger_agrees",
            "Whether the ledger agreed with its entries when last checked",
            value=0 if last.difference else 1,
        )
        yield GaugeMetricFamily(
            "quenty_ledger_checked_at_seconds",
            "When the ledger was last checked, in Unix time",
            value=last.created_at.timestamp(),
        )
        yield GaugeMetricFamily(
            "quenty_ledger_entries", "Entries of the last check", value=last.entries
        )


def register() -> None:
    """Once a process."""
    if not getattr(REGISTRY, "_quenty_ledger", False):
        REGISTRY._quenty_ledger = True  # type: ignore[attr-defined]
        REGISTRY.register(LedgerCollector())
