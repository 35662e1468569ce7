"""The local copies of rates, compiled once a process and kept until they change."""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from uuid import UUID

from apps.orders.domain.pricing.limits import Coverage
from apps.orders.domain.pricing.offers import Tariff
from apps.orders.domain.pricing.policies import Policy
from apps.orders.domain.pricing.sheet import Sheet, compile_sheet
from apps.orders.domain.pricing.terms import Terms
from apps.orders.models import CoverageCopy, OperatorCopy, RateCatalogue, ServiceCopy, SheetCopy
from apps.orders.selectors.policies import policies_on
from quenty.contracts.franchise.api import CoverageRow, RateSheet, Service
from quenty.kernel.ids import new_id
from quenty.platform.codec import from_plain


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every service that may be sold on `day`. `stamp`: of the copies it was compiled from."""

    stamp: UUID
    day: date
    tariffs: tuple[Tariff, ...]
    policies: tuple[Policy, ...] = ()


@dataclass(frozen=True, slots=True)
class _Current:
    """The version of a side that applies on the day."""

    version: int
    hash: str
    id: UUID


_lock = Lock()
_sheets: dict[str, Sheet] = {}
_coverages: dict[str, Coverage] = {}
_latest: Catalogue | None = None


def catalogue(day: date) -> Catalogue:
    """One query when nothing has changed."""
    return catalogue_at(RateCatalogue.objects.values_list("stamp", flat=True).first(), day)


def catalogue_at(stamp: UUID | None, day: date) -> Catalogue:
    """`stamp`: of the copies, as the caller has just read it. What has changed since it was
    another is read and compiled."""
    global _latest
    with _lock:
        latest = _latest
        if latest is None or stamp is None or (latest.stamp, latest.day) != (stamp, day):
            latest = _latest = Catalogue(stamp or new_id(), day, _tariffs(day), policies_on(day))
        return latest


def _tariffs(day: date) -> tuple[Tariff, ...]:
    suspended = OperatorCopy.objects.filter(active=False).values("operator_id")
    services = ServiceCopy.objects.filter(active=True).exclude(operator_id__in=suspended)
    current = _current_sheets(day)
    sheets = _compiled_sheets({found.hash: found.id for found in current.values()})
    coverages = _compiled_coverages()
    tariffs = []
    for service in services:
        selling = current.get((service.service_id, "selling"))
        cost = current.get((service.service_id, "cost"))
        coverage = coverages.get(service.service_id)
        if selling and coverage is not None:
            tariffs.append(
                Tariff(
                    terms=Terms.of(from_plain(service.terms, Service)),
                    digest=service.digest,
                    coverage=coverage,
                    selling=sheets[selling.hash],
                    version=selling.version,
                    cost=sheets[cost.hash] if cost else None,
                )
            )
    return tuple(tariffs)


def _current_sheets(day: date) -> dict[tuple[UUID, str], _Current]:
    """By service and side: of the versions that apply on the day, the highest."""
    rows = SheetCopy.objects.filter(valid_from__lte=day).order_by("version")
    found = {}
    for row in rows.only("id", "service_id", "side", "version", "hash", "valid_to"):
        if row.valid_to is None or day < row.valid_to:
            found[row.service_id, row.side] = _Current(row.version, row.hash, row.id)
    return found


def _compiled_sheets(wanted: dict[str, UUID]) -> dict[str, Sheet]:
    """By hash. What is no longer wanted is forgotten."""
    missing = [id_ for digest, id_ in wanted.items() if digest not in _sheets]
    fresh = {
        row.hash: compile_sheet(from_plain(row.content, RateSheet))
        for row in SheetCopy.objects.filter(pk__in=missing)
    }
    kept = {digest: _sheets[digest] for digest in wanted if digest in _sheets} | fresh
    _sheets.clear()
    _sheets.update(kept)
    return kept


def _compiled_coverages() -> dict[UUID, Coverage]:
    """By service; the rows themselves are read only where their hash is new."""
    hashes = dict(CoverageCopy.objects.values_list("service_id", "hash"))
    missing = [service for service, digest in hashes.items() if digest not in _coverages]
    for row in CoverageCopy.objects.filter(service_id__in=missing):
        _coverages[row.hash] = {code: _reach(code, flags) for code, flags in row.rows.items()}
    for digest in set(_coverages) - set(hashes.values()):
        del _coverages[digest]
    return {
        service: _coverages[digest] for service, digest in hashes.items() if digest in _coverages
    }


def _reach(code: str, flags: list[int]) -> CoverageRow:
    pickup, delivery, cod, remote, extra_days = flags
    return CoverageRow(
        dane_code=code,
        pickup=bool(pickup),
        delivery=bool(delivery),
        cod=bool(cod),
        remote=bool(remote),
        extra_days=extra_days,
    )
