"""What is told between a question to customers and what follows from its answer."""

import pytest

from apps.franchise.tests.networks import merchant, office
from apps.franchise.tests.test_customers_told import approved, expired, status, tell
from apps.franchise.tests.test_stopped_customers import suspended
from quenty.contracts.customers.api import CustomersApi

__all__ = ["office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def while_asked(fake_neighbour):
    """The answer was true, and stale once it arrives: `then` happens on its way."""

    def put(then, **answer):
        def answered(**asked):
            then()
            return merchant(**asked, **answer)

        fake_neighbour(CustomersApi, merchant=answered)

    return put


@pytest.fixture
def ready(office):
    """A franchise that has all but its activation."""
    franchise = office.apply()
    office.good(office.evaluate(franchise, "05001"))
    office.good(office.step(franchise, "approve"))
    office.good(office.sign(franchise))
    return franchise


@pytest.mark.parametrize(
    ("ends", "code"), [(expired, "kyc_missing"), (suspended, "customer_stopped")]
)
def test_what_ends_on_the_way_is_not_passed_over(office, tell, ready, while_asked, ends, code):
    while_asked(lambda: tell(ends(ready), 7))
    refused = office.step(ready, "activate")
    assert refused.json()["code"] == f"franchise.network.{code}"
    assert status() == "approved"


def test_what_begins_on_the_way_counts(office, tell, ready, while_asked):
    while_asked(lambda: tell(approved(ready), 7), kyc_level="basic")
    assert office.good(office.step(ready, "activate"))["status"] == "active"


def test_what_was_told_before_the_question_is_older_than_its_answer(office, tell, ready):
    tell(expired(ready), 7)
    assert office.good(office.step(ready, "activate"))["status"] == "active"


def test_one_approved_with_a_kyc_that_just_ended_is_refused_too(office, tell, while_asked):
    franchise = office.apply()
    office.good(office.evaluate(franchise, "05001"))
    while_asked(lambda: tell(expired(franchise), 7))
    refused = office.step(franchise, "approve")
    assert refused.json()["code"] == "franchise.network.kyc_missing"
    assert status() == "in_evaluation"
