"""Freight that goes back, in the back office: rules by date, and the proposal when it is given."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import FreightRefund, FreightRule, Guide
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases="__all__")
ADD = "admin:orders_freightrule_add"


@pytest.fixture
def office(client):
    client.force_login(get_user_model().objects.create_superuser(email="a@quenty.co", password="x"))
    return client


def rule(**changes):
    since = str(clock.today())
    return {"cause": "recipient", "percent": "20", "valid_from": since, **changes}


def test_an_administrator_publishes_and_ends_a_rule(office) -> None:
    answer = office.post(reverse(ADD), rule())
    assert answer.status_code == 302, answer.context["errors"]
    row = FreightRule.objects.get(cause="recipient", valid_to=None)
    assert row.percent == 20

    change = reverse("admin:orders_freightrule_change", args=[row.pk])
    early = office.post(change, {"valid_to": str(clock.today())})
    assert early.context["errors"]
    ends = clock.today() + timedelta(days=3)
    assert office.post(change, {"valid_to": str(ends)}).status_code == 302
    row.refresh_from_db()
    assert (row.valid_to, row.percent) == (ends, 20)


def test_rules_of_a_cause_never_hold_on_one_day(office) -> None:
    begins = clock.today() + timedelta(days=40)
    old = FreightRule.objects.get(cause="recipient")
    assert office.post(reverse(ADD), rule(valid_from=str(begins))).status_code == 302
    change = reverse("admin:orders_freightrule_change", args=[old.pk])

    for late in (str(begins + timedelta(days=1)), ""):
        assert office.post(change, {"valid_to": late}).status_code == 200, late

    assert office.post(change, {"valid_to": str(begins - timedelta(days=1))}).status_code == 302
    new = FreightRule.objects.get(cause="recipient", valid_from=begins)
    change = reverse("admin:orders_freightrule_change", args=[new.pk])
    for ends in (str(begins + timedelta(days=1)), ""):
        assert office.post(change, {"valid_to": ends}).status_code == 302
        new.refresh_from_db()
        assert str(new.valid_to or "") == ends


def test_a_rule_that_does_not_hold_yet_is_withdrawn(office) -> None:
    """Published for another year by mistake, it would let no rule begin before."""
    far = clock.today() + timedelta(days=4000)
    old = FreightRule.objects.get(cause="recipient")
    assert office.post(reverse(ADD), rule(valid_from=str(far))).status_code == 302
    new = FreightRule.objects.get(cause="recipient", valid_from=far)

    begun = reverse("admin:orders_freightrule_delete", args=[old.pk])
    assert office.post(begun, {"post": "yes"}).status_code == 403
    waits = reverse("admin:orders_freightrule_delete", args=[new.pk])
    assert office.post(waits, {"post": "yes"}).status_code == 302

    assert FreightRule.objects.get(cause="recipient").valid_to is None
    assert office.post(reverse(ADD), rule()).status_code == 302


def test_a_rule_that_was_cut_short_has_its_own_end_again(office) -> None:
    """Fifty percent for ten days, sixty from the fifth on, and the sixty is withdrawn."""
    today = clock.today()
    ends, cut = today + timedelta(days=10), today + timedelta(days=5)
    assert office.post(reverse(ADD), rule(percent="50", valid_to=str(ends))).status_code == 302
    fifty = FreightRule.objects.get(cause="recipient", valid_from=today)
    sixty = rule(percent="60", valid_from=str(cut))
    assert office.post(reverse(ADD), sixty).status_code == 302
    fifty.refresh_from_db()
    assert fifty.valid_to == cut

    last = FreightRule.objects.get(cause="recipient", valid_from=cut)
    office.post(reverse("admin:orders_freightrule_delete", args=[last.pk]), {"post": "yes"})

    fifty.refresh_from_db()
    assert fifty.valid_to == ends


def test_rules_withdrawn_one_after_the_other_leave_the_former_as_it_was(office) -> None:
    """One of ten days follows it, another cuts that short, and both are withdrawn."""
    today = clock.today()
    ends, cut = today + timedelta(days=20), today + timedelta(days=15)
    former = FreightRule.objects.get(cause="recipient")
    begins = today + timedelta(days=10)
    for since, until in ((begins, str(ends)), (cut, "")):
        body = rule(valid_from=str(since), valid_to=until)
        assert office.post(reverse(ADD), body).status_code == 302

    for since, held_to in ((begins, cut), (cut, None)):
        row = FreightRule.objects.get(cause="recipient", valid_from=since)
        office.post(reverse("admin:orders_freightrule_delete", args=[row.pk]), {"post": "yes"})
        former.refresh_from_db()
        assert former.valid_to == held_to


@pytest.mark.parametrize(
    ("language", "said"), [("es", "empieza después de la anterior"), ("en", "begins after the one")]
)
def test_a_rule_that_does_not_fit_is_refused_in_words(office, language, said) -> None:
    assert office.post(reverse(ADD), rule()).status_code == 302
    answer = office.post(reverse(ADD), rule(), headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert office.post(reverse(ADD), rule(percent="101")).status_code == 200
    assert FreightRule.objects.filter(cause="recipient").count() == 2


def test_no_day_that_has_passed_gets_another_rule(office) -> None:
    yesterday = clock.today() - timedelta(days=1)
    begun = office.post(reverse(ADD), rule(valid_from=str(yesterday)))
    assert "valid_from" in begun.context["adminform"].form.errors
    old = FreightRule.objects.get(cause="recipient")
    change = reverse("admin:orders_freightrule_change", args=[old.pk])

    ended = office.post(change, {"valid_to": str(yesterday)})
    assert "valid_to" in ended.context["adminform"].form.errors
    FreightRule.objects.filter(pk=old.pk).update(valid_to=yesterday)
    again = office.post(change, {"valid_to": ""})
    assert "valid_to" in again.context["adminform"].form.errors
    assert office.post(change, {"valid_to": str(yesterday)}).status_code == 302


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "falla del operador: 100 %, y 100 % del regreso"),
        ("en", "operator fault: 100 %, and 100% of the way back"),
    ],
)
def test_staff_see_what_the_rules_propose_and_apply_it(
    office, confirmed, collecting, language, said
) -> None:
    collecting.tell(confirmed(), "returned")
    guide = Guide.objects.get()
    where = reverse("admin:orders_guide_refund", args=[guide.pk])
    office.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    page = office.get(where).content.decode().lower()
    assert said in page
    bare = office.post(where, {"cause": "operator_fault", "percent": "60"})
    assert bare.status_code == 200
    assert office.post(where, {"cause": "operator_fault"}).status_code == 302

    row = FreightRefund.objects.get()
    assert (row.cause, row.percent, row.rule) == ("operator_fault", 100, 100)
    assert row.back_percent == 100
    listed = office.get(reverse("admin:orders_freightrefund_changelist")).content.decode()
    assert guide.number in listed
    assert (
        office.get(reverse("admin:orders_freightrefund_change", args=[row.pk])).status_code == 200
    )
    assert office.get(reverse("admin:orders_freightrule_changelist")).status_code == 200
