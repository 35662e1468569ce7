"""The back office of operators, incidents, corrections and policies."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import (
    Guide,
    GuideCorrection,
    GuideMend,
    Incident,
    OperatorAccount,
    OperatorCall,
    OperatorCopy,
    OperatorHealth,
    OperatorInstruction,
    OperatorWords,
    ShippingPolicy,
)
from apps.orders.selectors.operators import SEAL, secrets_of
from apps.orders.services.incidents.report import Report, report_incident
from apps.orders.tests.carrier import carrier as serving
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.crypto import seal

# The admin's front counts the queues of every context.
pytestmark = pytest.mark.django_db(databases="__all__")
MODELS = (
    GuideCorrection,
    GuideMend,
    Incident,
    OperatorAccount,
    OperatorCall,
    OperatorHealth,
    ShippingPolicy,
)


def url(model: Any, what: str, *args: Any) -> str:
    return reverse(f"admin:orders_{model._meta.model_name}_{what}", args=args)


@pytest.fixture
def offices(client: Any, settings: Any) -> Any:
    """`offices(n)`: the client, as the n-th of several who may do everything."""

    def log_in(number: int) -> Any:
        email = f"jefe{number}@quenty.co"
        users = get_user_model().objects
        found = users.filter(email=email).first()
        client.force_login(found or users.create_superuser(email=email, password="x"))
        return client

    return log_in


@pytest.fixture
def incident(confirmed: Any) -> Incident:
    with clock.at(clock.now() - timedelta(hours=2)):
        guide = confirmed()
    told = Report(
        reason="missorted",
        occurred_at=clock.now() - timedelta(minutes=30),
        source="operator",
        actor=SYSTEM,
    )
    return report_incident(guide_id=guide["id"], report=told)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_list_and_page_opens(language, offices, incident) -> None:
    office = offices(1)
    ShippingPolicy.objects.create(code="x", title="X", forbids=True, valid_from=clock.today())
    for model in MODELS:
        page = office.get(url(model, "changelist"), headers={"Accept-Language": language})
        assert page.status_code == 200, model
        assert office.get(url(model, "changelist") + "?q=ana").status_code == 200, model
        row = model.objects.first()
        if row is not None:
            assert office.get(url(model, "change", row.pk)).status_code == 200, model
    assert all(model in admin.site._registry for model in MODELS)


@pytest.mark.parametrize(
    ("chosen", "status"),
    [
        ("try_again", "answered"),
        ("send_back", "resolved"),
        ("leave_at_office", "answered"),
        ("settle", "resolved"),
    ],
)
def test_the_queue_decides_for_many(chosen, status, offices, incident) -> None:
    office = offices(1)

    sent = {"action": chosen, "_selected_action": [str(incident.pk)]}
    office.post(url(Incident, "changelist"), sent)

    assert Incident.objects.get().status == status


def test_the_queue_begins_with_what_waits(offices, incident) -> None:
    office = offices(1)
    settled = {"action": "settle", "_selected_action": [str(incident.pk)]}
    office.post(url(Incident, "changelist"), settled)
    told = Report(
        reason="vehicle_failure", occurred_at=clock.now(), source="operator", actor=SYSTEM
    )
    waiting = report_incident(guide_id=incident.guide_id, report=told)
    Incident.objects.filter(pk=waiting.pk).update(deadline=clock.now() + timedelta(days=9))

    shown = office.get(url(Incident, "changelist")).context["cl"].result_list

    assert [row.pk for row in shown] == [waiting.pk, incident.pk]


def test_the_queue_shows_what_is_overdue(offices, incident) -> None:
    office = offices(1)
    path = url(Incident, "changelist")

    assert incident.guide.number not in office.get(f"{path}?overdue=yes").content.decode()
    Incident.objects.update(deadline=clock.now() - timedelta(hours=1))
    assert incident.guide.number in office.get(f"{path}?overdue=yes").content.decode()


def test_the_queue_shows_what_is_to_be_told_by_hand_and_takes_it_as_told(offices, incident) -> None:
    office = offices(1)
    path = url(Incident, "changelist")
    office.post(path, {"action": "try_again", "_selected_action": [str(incident.pk)]})
    number = incident.guide.number
    assert number in office.get(f"{path}?to_tell=pending").content.decode()
    assert number not in office.get(f"{path}?to_tell=by_hand").content.decode()
    OperatorInstruction.objects.update(status="by_hand", failure="not_offered")

    shown = office.get(f"{path}?to_tell=by_hand").content.decode()
    page = office.get(url(Incident, "change", incident.pk)).content.decode()
    office.post(path, {"action": "mark_told", "_selected_action": [str(incident.pk)]})

    assert number in shown
    assert "a mano" in shown
    assert "no ofrecido" in page
    row = OperatorInstruction.objects.get()
    assert (row.status, row.told_by[:6]) == ("told", "staff:")
    assert number not in office.get(f"{path}?to_tell=by_hand").content.decode()


def test_a_correction_is_asked_for_by_one_and_approved_by_another(offices, confirmed, api) -> None:
    with clock.at(clock.now() - timedelta(hours=2)):
        number = confirmed()["number"]
    api.as_role("support").post(
        f"/api/v1/orders/guides/{number}/events", json={"event": "delivered"}
    )
    guide = Guide.objects.get()
    page = reverse("admin:orders_guide_correct", args=[guide.pk])

    offices(1).post(page, {"to": "in_transit", "reason": "escaneo errado"})
    asked = GuideCorrection.objects.get()
    approve = {"action": "approve", "_selected_action": [str(asked.pk)]}
    offices(1).post(url(GuideCorrection, "changelist"), approve)
    assert Guide.objects.get().status == "delivered"
    offices(2).post(url(GuideCorrection, "changelist"), approve)

    assert Guide.objects.get().status == "in_transit"


def test_an_operator_is_connected_and_its_breaker_closed(offices, rates) -> None:
    office = offices(1)
    copy = OperatorCopy.objects.get(code="op-ground")
    with serving() as carrier:
        sent = {
            "account": "default",
            "adapter": "servientrega",
            "base_url": carrier.url,
            "settings": "cargue=Quenty",
            "secrets": "login=q\npassword=p\nbilling_code=S",
            "livemode": "on",
        }
        page = reverse("admin:orders_operatorcopy_connect", args=[copy.pk])
        wrong = office.post(page, {**sent, "secrets": "login=q"})
        right = office.post(page, sent)

    assert "password" in wrong.content.decode()
    assert right.status_code == 302
    row = OperatorAccount.objects.get()
    assert secrets_of(row)["password"] == "p"
    OperatorCall.objects.create(
        account=row,
        operator_id=row.operator_id,
        livemode=True,
        operation="book",
        outcome="broken_off",
        latency_ms=0,
    )
    accounts = office.get(url(OperatorAccount, "changelist")).content.decode()
    assert "interrumpido" in accounts
    reset = {"action": "reset", "_selected_action": [str(row.pk)]}
    office.post(url(OperatorAccount, "changelist"), reset)
    assert OperatorAccount.objects.get().breaker_reset_at is not None


def test_a_merchants_own_contract_is_connected_beside_ours(offices, rates, merchant) -> None:
    office = offices(1)
    copy = OperatorCopy.objects.get(operator_id=rates.ground.operator_id)
    page = reverse("admin:orders_operatorcopy_connect", args=[copy.pk])
    sent = {"account": "default", "adapter": "rate_sheet", "livemode": "on"}
    own = {**sent, "customer_id": str(merchant.customer_id)}

    assert office.post(page, sent).status_code == 302
    taken = office.post(page, own)
    assert office.post(page, {**own, "account": "tienda"}).status_code == 302

    assert "es de otro titular" in taken.content.decode()
    rows = OperatorAccount.objects.order_by("account").values_list("account", "customer_id")
    assert list(rows) == [("default", None), ("tienda", merchant.customer_id)]


def test_staff_explain_an_operators_words_in_theirs(offices, rates) -> None:
    office = offices(1)
    copy = OperatorCopy.objects.get(code="op-ground")
    page = reverse("admin:orders_operatorcopy_words", args=[copy.pk])
    sent = {
        "vocabulary": "quenty",
        "statuses": "Puesto a bordo=En tránsito\nDigitado=nada\nLeído=PICKED_UP",
        "reasons": "Nadie abre=destinatario ausente",
        "columns": "guia=Remesa\nstatus=Evento",
    }

    wrong = office.post(page, {**sent, "statuses": "Puesto a bordo=volando"}).content.decode()
    empty = office.post(page, {**sent, "columns": "guia="}).content.decode()
    assert OperatorWords.objects.count() == 0
    right = office.post(page, sent)

    assert "«volando» no es ninguno de" in wrong
    assert "en tránsito" in wrong
    assert "Escriba una línea" in empty
    assert right.status_code == 302
    row = OperatorWords.objects.get()
    assert row.operator_id == copy.operator_id
    assert row.statuses == {"Puesto a bordo": "in_transit", "Digitado": "", "Leído": "picked_up"}
    assert row.reasons == {"Nadie abre": "recipient_absent"}
    assert row.columns == {"guide": "Remesa", "status": "Evento"}
    again = office.get(page).content.decode()
    for shown in ("Puesto a bordo=en tránsito", "Digitado=nada", "guia=Remesa"):
        assert shown in again


def test_changing_credentials_keeps_what_the_form_does_not_ask(offices, rates, merchant) -> None:
    office = offices(1)
    row = OperatorAccount.objects.create(
        operator_id=rates.ground.operator_id,
        operator_code="op-ground",
        account="own",
        adapter="sandbox",
        customer_id=merchant.customer_id,
        seconds=3,
        live_rates=True,
        poll_minutes=5,
        sealed=seal(b"{}", purpose=SEAL),
    )
    page = reverse("admin:orders_operatoraccount_connect", args=[row.pk])
    sent = {"account": "own", "adapter": "sandbox", "secrets": "login=q", "livemode": "on"}

    assert office.post(page, sent).status_code == 302

    row.refresh_from_db()
    assert row.customer_id == merchant.customer_id
    assert (row.seconds, row.live_rates, row.poll_minutes) == (3, True, 5)
    assert row.secret_names == ["login"]


def test_the_form_begins_with_the_account_as_it_is(offices, rates) -> None:
    office = offices(1)
    row = OperatorAccount.objects.create(
        operator_id=rates.ground.operator_id,
        operator_code="op-ground",
        account="bogota",
        adapter="sandbox",
        settings={"cargue": "Quenty", "id_cliente": "7"},
        sealed=seal(b'{"login": "secreto"}', purpose=SEAL),
    )
    page = reverse("admin:orders_operatoraccount_connect", args=[row.pk])

    shown = office.get(page).context["form"]
    office.post(page, {name: shown[name].value() or "" for name in shown.fields})

    assert "secreto" not in str(shown)
    again = OperatorAccount.objects.get()
    assert (again.account, again.adapter) == ("bogota", "sandbox")
    assert again.settings == {"cargue": "Quenty", "id_cliente": "7"}
    assert secrets_of(again) == {"login": "secreto"}


def test_a_policy_is_published_and_ended_and_never_rewritten(offices) -> None:
    office = offices(1)
    rule = {
        "code": "liquidos",
        "title": "Sin líquidos",
        "goods": "líquido",
        "forbids": "on",
        "valid_from": str(clock.today()),
    }
    office.post(url(ShippingPolicy, "add"), rule)
    row = ShippingPolicy.objects.get()
    end = str(clock.today() + timedelta(days=5))

    office.post(url(ShippingPolicy, "change", row.pk), {"title": "Otra", "valid_to": end})

    row.refresh_from_db()
    assert (row.title, str(row.valid_to)) == ("Sin líquidos", end)
