"""Tables of states in full, sums that lose nothing, and what the commands say."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from apps.customers.domain import holds, kyc, topups
from apps.customers.domain.postings import share_out
from apps.customers.models import LedgerAccount, LedgerCheck
from apps.customers.seeds import seed
from apps.customers.selectors.ledger_metrics import LedgerCollector
from apps.customers.tests.money import fund
from quenty.kernel.errors import DomainError

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("action", kyc.Action)
@pytest.mark.parametrize("status", kyc.Status)
def test_kyc_moves_by_its_table_only(status, action):
    if (status, action) in kyc.TRANSITIONS:
        assert kyc.next_status(status, action) == kyc.TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as caught:
        kyc.next_status(status, action)
    assert caught.value.code == "customers.kyc_transition_refused"


@pytest.mark.parametrize("action", holds.Action)
@pytest.mark.parametrize("status", holds.Status)
def test_a_hold_moves_by_its_table_only(status, action):
    def move():
        return holds.next_status(status, action, expires_at=NOW + timedelta(seconds=1), now=NOW)

    if (status, action) in holds.TRANSITIONS:
        assert move() == holds.TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as caught:
        move()
    assert caught.value.code == "customers.hold_not_open"


@pytest.mark.parametrize("action", topups.Action)
@pytest.mark.parametrize("status", topups.Status)
def test_money_that_arrived_stays_and_other_news_changes_nothing(status, action):
    to = topups.next_status(status, action)

    assert to == topups.TRANSITIONS.get((status, action))
    if status is topups.Status.CONFIRMED:
        assert to in (None, topups.Status.REVERSED)


@given(
    st.lists(st.integers(-1_000, 100_000), min_size=1, max_size=8).filter(lambda x: sum(x) > 0),
    st.data(),
)
def test_shares_of_a_part_sum_to_the_part(lines, data):
    part = data.draw(st.integers(0, sum(lines)))

    shares = share_out(lines, part)

    assert sum(shares) == part
    assert share_out(lines, sum(lines)) == lines
    assert share_out(lines, 0) == [0] * len(lines)
    for share, line in zip(shares, lines, strict=True):
        assert abs(share - line * part / sum(lines)) < 1


@pytest.mark.parametrize(
    ("approved", "ends"),
    [
        (datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2027, 3, 1, 9, tzinfo=UTC)),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), datetime(2029, 2, 28, 9, tzinfo=UTC)),
    ],
)
def test_an_approval_ends_a_year_later(approved, ends):
    assert kyc.approval_ends(approved) == ends


@pytest.mark.django_db(databases=["customers"])
def test_seeding_twice_opens_the_same_accounts():
    said: list[str] = []

    seed(said.append)
    before = LedgerAccount.objects.count()
    seed(said.append)

    assert said.count(f"customers: {before} platform accounts") == 2
    assert LedgerAccount.objects.count() == before == 32


@pytest.mark.django_db(databases=["customers"])
def test_the_fold_command_says_how_many(make_merchant):
    fund(make_merchant(), 100)
    out = io.StringIO()

    call_command("ledger", "fold", stdout=out)

    assert out.getvalue() == "1 entries folded\n"


@pytest.mark.django_db(databases=["customers"])
def test_a_metric_tells_how_the_last_check_went():
    def agrees():
        figures = {m.name: m.samples[0].value for m in LedgerCollector().collect()}
        return figures.get("quenty_ledger_agrees")

    assert agrees() is None
    LedgerCheck.objects.create(accounts=1, entries=2, seconds=1.0)
    assert agrees() == 1
    LedgerCheck.objects.create(accounts=1, entries=2, seconds=1.0, difference="account 1")
    assert agrees() == 0
