"""The coverage of a service in the contract's words."""

from uuid import UUID

from apps.franchise.models import Coverage
from quenty.contracts.franchise.api import CoverageRow


def coverage_rows(service_id: UUID) -> tuple[CoverageRow, ...]:
    """In the order of their codes; empty for a service without coverage."""
    return tuple(
        CoverageRow(
            dane_code=dane_code, pickup=pickup, delivery=delivery, cod=cod, remote=remote,
            extra_days=extra_days,
        )
        for dane_code, pickup, delivery, cod, remote, extra_days in Coverage.objects.filter(
            service_id=service_id
        ).values_list("dane_code", "pickup", "delivery", "cod", "remote", "extra_days")
    )  # fmt: skip
