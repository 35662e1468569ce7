"""The ledger against a plain model: every invariant after every step."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import Purpose
from apps.customers.facade import Customers
from apps.customers.models import LedgerPosting
from apps.customers.services.ledger.expire_holds import expire_holds
from apps.customers.services.ledger.fold_snapshots import fold_snapshots
from apps.customers.services.ledger.post_linked import post_linked
from apps.customers.services.ledger.reverse_posting import reverse_posting
from apps.customers.services.ledger.set_limit import set_limit
from apps.customers.tests.ledger_model import Asked, Model, Refused
from apps.customers.tests.money import TESTS, fund, pesos
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work

# Runs of so many steps; about one in nine finds nothing to do yet.
EXAMPLES, STEPS = 130, 100
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

_BALANCES = """
SELECT owner_id, purpose, detail, balance + coalesce(
    (SELECT sum(amount) FROM customers_ledgerpending p WHERE p.account_id = a.id), 0),
    (SELECT coalesce(sum(amount), 0) FROM customers_ledgerentry e WHERE e.account_id = a.id)
FROM customers_ledgeraccount a
"""
_BROKEN_RUNS = """
SELECT count(*) FROM (SELECT balance_after, version,
    sum(amount) OVER (PARTITION BY account_id ORDER BY version) AS summed,
    row_number() OVER (PARTITION BY account_id ORDER BY version) AS place
  FROM customers_ledgerentry WHERE version IS NOT NULL) e
WHERE balance_after <> summed OR version <> place
"""
_HOLDS = "SELECT id, amount, captured, refunded, status FROM customers_hold"

owners = st.integers(0, 2)
amounts = st.integers(1, 2_000)
kinds = st.sampled_from(["freight", "insurance", "tax"])


def query(sql: str) -> list[tuple[Any, ...]]:
    with connections["customers"].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


class Ledger(RuleBasedStateMachine):
    """Each run happens in a transaction of its own that is rolled back."""

    holds: Bundle = Bundle("holds")
    top_ups: Bundle = Bundle("top_ups")
    asked: Bundle = Bundle("asked")
    make_merchant: Any = None
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = unit_of_work("customers")
        self.block.__enter__()
        with connections["customers"].cursor() as cursor:
            # Nothing is committed here: what waits for a commit is checked at each statement.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.model = Model()
        self.customers = Customers()

    def teardown(self) -> None:
        connections["customers"].set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def merchants(self) -> None:
        with self.time():
            self.merchants = [type(self).make_merchant() for _ in range(3)]

    def time(self) -> Any:
        return clock.at(BEGAN + timedelta(seconds=self.model.now))

    def both(self, expected: Any, real: Any) -> Any:
        """Do it to the model and to the ledger: the same refusal, or none."""
        type(self).steps += 1
        trial = copy.deepcopy(self.model)
        wanted = code = ""
        got = None
        try:
            expected(trial)
            self.model = trial
        except Refused as refused:
            wanted = refused.code
        try:
            with self.time():
                got = real()
        except DomainError as error:
            code = error.code
        assert code == wanted
        return got

    def ask(self, name: str, **arguments: Any) -> Any:
        return getattr(self.customers, name)(**arguments)

    @rule(target=top_ups, owner=owners, amount=amounts)
    def top_up(self, owner: int, amount: int) -> Any:
        posting = self.both(
            lambda m: m.top_up(owner, amount), lambda: fund(self.merchants[owner], amount)
        )
        self.model.top_ups[posting] = (owner, amount)
        return posting

    @rule(posting=top_ups)
    def reverse(self, posting: Any) -> None:
        def real() -> None:
            with unit_of_work("customers"):
                reverse_posting(
                    idempotency_key=str(new_id()),
                    posting=LedgerPosting.objects.get(pk=posting),
                    reason="charge-back",
                    actor=TESTS,
                )

        self.both(lambda m: m.reverse(posting), real)

    @rule(targets=(holds, asked), owner=owners, amount=amounts, seconds=st.integers(1, 500))
    def place(self, owner: int, amount: int, seconds: int) -> Any:
        arguments = {
            "idempotency_key": str(new_id()),
            "customer_id": self.merchants[owner].id,
            "amount": pesos(amount),
            "purpose": "freight",
            "reference_id": new_id(),
            "expires_in_seconds": seconds,
        }
        placed: list[Any] = []
        hold = self.both(
            lambda m: placed.append(m.place(owner, amount, seconds)),
            lambda: self.ask("place_hold", **arguments),
        )
        if hold is None:
            return multiple()
        self.model.holds[hold.hold_id] = placed[0]
        return Asked("place_hold", arguments, hold)

    @rule(target=asked, hold=holds, parts=st.lists(st.tuples(kinds, amounts), max_size=3))
    def capture(self, hold: Asked, parts: list[tuple[str, int]]) -> Any:
        lines = tuple(RevenueLine(kind=kind, amount=pesos(a)) for kind, a in parts)
        arguments = {
            "idempotency_key": str(new_id()),
            "hold_id": hold.outcome.hold_id,
            "lines": lines,
            "description": "guide",
        }
        total = sum(amount for _, amount in parts)
        got = self.both(
            lambda m: m.capture(hold.outcome.hold_id, total),
            lambda: self.ask("capture_hold", **arguments),
        )
        return Asked("capture_hold", arguments, got) if got else multiple()

    @rule(hold=holds)
    def release(self, hold: Asked) -> None:
        self.both(
            lambda m: m.release(hold.outcome.hold_id),
            lambda: self.ask(
                "release_hold",
                idempotency_key=str(new_id()),
                hold_id=hold.outcome.hold_id,
                reason="x",
            ),
        )

    @rule(hold=holds, amount=amounts)
    def refund(self, hold: Asked, amount: int) -> None:
        self.both(
            lambda m: m.refund(hold.outcome.hold_id, amount),
            lambda: self.ask(
                "refund",
                idempotency_key=str(new_id()),
                hold_id=hold.outcome.hold_id,
                amount=pesos(amount),
                reason="x",
            ),
        )

    @rule(before=asked)
    def ask_again(self, before: Asked) -> None:
        again = self.both(lambda m: None, lambda: self.ask(before.name, **before.arguments))
        assert again == before.outcome

    @rule(before=consumes(asked))
    def ask_otherwise(self, before: Asked) -> None:
        changed = {**before.arguments}
        for name in ("purpose", "description"):
            if name in changed:
                changed[name] = "another"

        def expected(model: Model) -> None:
            raise Refused("idempotency_conflict")

        self.both(expected, lambda: self.ask(before.name, **changed))

    @rule(moves=st.lists(st.tuples(owners, owners, amounts), min_size=1, max_size=4))
    def move_linked(self, moves: list[tuple[int, int, int]]) -> None:
        moves = [(a, b if a != b else (b + 1) % 3, amount) for a, b, amount in moves]
        ids = [merchant.id for merchant in self.merchants]
        drafts = [
            postings.draft(
                postings.Kind.TOP_UP,
                [
                    (accounts.available(ids[source]), -pesos(amount)),
                    (accounts.available(ids[target]), pesos(amount)),
                ],
                description="linked",
                purpose="linked",
            )
            for source, target, amount in moves
        ]
        self.both(
            lambda m: m.move(moves),
            lambda: post_linked(
                idempotency_key=str(new_id()), drafts=drafts, livemode=True, actor=TESTS
            ),
        )

    @rule(owner=owners, limit=st.integers(0, 1_000))
    def change_limit(self, owner: int, limit: int) -> None:
        self.both(
            lambda m: m.set_limit(owner, limit),
            lambda: set_limit(
                customer_id=self.merchants[owner].id, limit=pesos(limit), actor=TESTS
            ),
        )

    @rule(seconds=st.integers(1, 300))
    def time_passes(self, seconds: int) -> None:
        type(self).steps += 1
        self.model.now += seconds

    @rule()
    def sweep(self) -> None:
        due: list[int] = []
        assert self.both(lambda m: due.append(m.expire()), expire_holds) == due[0]

    @rule()
    def fold(self) -> None:
        self.both(lambda m: None, fold_snapshots)

    @invariant()
    def agrees(self) -> None:
        rows = query(_BALANCES)
        assert all(kept == summed for *_, kept, summed in rows)
        assert sum(kept for *_, kept, _ in rows) == 0
        by_account = {(owner, purpose): kept for owner, purpose, _, kept, _ in rows if owner}
        for index, merchant in enumerate(getattr(self, "merchants", [])):
            available = by_account[merchant.id, Purpose.WALLET_AVAILABLE]
            assert available == self.model.available[index] * 100
            assert available >= -self.model.limit[index] * 100
            assert by_account[merchant.id, Purpose.WALLET_HELD] == self.model.held(index) * 100
        ours = [row for row in rows if row[0] is None]
        assert sum(r[3] for r in ours if r[1] == Purpose.BANK) == self.model.bank * 100
        assert sum(r[3] for r in ours if r[1] != Purpose.BANK) == self.model.earned * 100

    @invariant()
    def entries_run(self) -> None:
        assert query(_BROKEN_RUNS) == [(0,)]

    @invariant()
    def holds_agree(self) -> None:
        assert {row[0]: row[1:] for row in query(_HOLDS)} == {
            id_: (h.amount * 100, h.captured * 100, h.refunded * 100, h.status)
            for id_, h in self.model.holds.items()
        }


@pytest.mark.timeout(280)
@pytest.mark.django_db(databases=["customers"])
def test_the_ledger_agrees_with_a_plain_model(make_merchant):
    Ledger.make_merchant = staticmethod(make_merchant)
    Ledger.steps = 0

    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert Ledger.steps >= 10_000
