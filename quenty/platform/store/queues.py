"""How each context's database and queues are, in numbers that anybody may see."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from quenty.kernel import clock
from quenty.kernel.contexts import CONTEXTS, alias_of
from quenty.platform.db.migrate import labels_of

_COUNTS = """
SELECT (SELECT count(*) FROM platform_outbox),
       (SELECT min(available_at) FROM platform_outbox),
       count(*) FILTER (WHERE status = 'pending'),
       min(next_attempt_at) FILTER (WHERE status = 'pending'),
       count(*) FILTER (WHERE status = 'parked')
FROM platform_inbox WHERE status IN ('pending', 'parked')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextState:
    """`hosted`: by this process; of others no more is known than what their unit says.
    `answers`: whether that unit does, None where nobody knows it. `breaker`: of this process
    towards it. Lags in seconds: how long the oldest row has been due. `pending_migrations`:
    None when it could not be read.
    """

    name: str
    hosted: bool
    answers: bool | None = None
    breaker: str = ""
    database: bool = False
    pending_migrations: int | None = None
    outbox: int = 0
    outbox_lag: int = 0
    inbox: int = 0
    inbox_lag: int = 0
    parked: int = 0

    @property
    def status(self) -> str:
        """elsewhere (nobody knows more), away (its unit does not answer), down, behind
        (migrations are missing), stuck (parked rows) or ok.
        """
        if not self.hosted and not self.answers:
            return "elsewhere" if self.answers is None else "away"
        if not self.database:
            return "down"
        if self.pending_migrations:
            return "behind"
        return "stuck" if self.parked else "ok"


def states() -> list[ContextState]:
    """All nine contexts, in their usual order; nobody else is asked."""
    return [
        state_of(name)
        if name in settings.QUENTY_CONTEXTS
        else ContextState(name=name, hosted=False)
        for name in CONTEXTS
    ]


def state_of(name: str) -> ContextState:
    """A hosted context's state. Raises nothing: a database that is gone is a state too."""
    alias = alias_of(name)
    try:
        pending = _pending(name, alias)
        with connections[alias].cursor() as cursor:
            cursor.execute(_COUNTS)
            outbox, outbox_since, inbox, inbox_since, parked = cursor.fetchone()
    except DatabaseError:
        return ContextState(name=name, hosted=True, database=_answers(alias))
    return ContextState(
        name=name,
        hosted=True,
        database=True,
        pending_migrations=pending,
        outbox=outbox,
        outbox_lag=_lag(outbox_since),
        inbox=inbox,
        inbox_lag=_lag(inbox_since),
        parked=parked,
    )


def _lag(since: datetime | None) -> int:
    return 0 if since is None else max(0, int((clock.now() - since).total_seconds()))


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    # The code of a running process does not change; building the graph takes a while.
    return frozenset(MigrationLoader(None).disk_migrations)


def _pending(name: str, alias: str) -> int:
    rows = MigrationRecorder.Migration.objects.using(alias).values_list("app", "name")
    labels = labels_of(name)
    return len({pair for pair in _on_disk() if pair[0] in labels} - set(rows))


def _answers(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
