"""The back office of franchise, as staff with permissions see it."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.franchise.models import Operator, RateSheet, Service
from apps.franchise.seeds import seed
from apps.franchise.tests.conftest import COVERAGE, csv_file, sheet_csv

pytestmark = pytest.mark.django_db(databases=["default", "franchise"])
MODELS = ("operator", "service", "coverage", "ratesheet", "pairrow")


def staff(*codenames: str) -> Client:
    """A member of staff with these permissions of franchise and no more."""
    user = get_user_model().objects.create_user(
        "ops@quenty.test", "x", full_name="Ops", is_staff=True
    )
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="franchise", codename__in=codenames)
    )
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def everything() -> Client:
    return staff(
        *(f"{verb}_{model}" for model in MODELS for verb in ("view", "add", "change", "delete"))
    )


def url(model: str, page: str, *args: Any) -> str:
    return reverse(f"admin:franchise_{model}_{page}", args=args)


def operator_form(**changes: Any) -> dict[str, Any]:
    return {
        "code": "nuevo", "trade_name": "Nuevo", "legal_name": "Nuevo", "nit": "999.000.104-2",
        "registration": "R-1", "claims_channel": "c", "address": "", "dane_code": "11001",
        "contact_name": "N", "contact_email": "n@n.example", "contact_phone": "+573001234567",
        **changes,
    }  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_page_renders_and_is_searched(model):
    seed()
    client = everything()
    listed = client.get(url(model, "changelist") + "?q=05001")
    rows = {"operator": Operator, "service": Service, "ratesheet": RateSheet}

    assert listed.status_code == 200
    if model in rows:
        page = client.get(url(model, "change", rows[model].objects.first().pk))
        assert page.status_code == 200


def test_without_permission_nothing_is_shown():
    seed()
    client = staff("view_operator")
    assert client.get(url("operator", "changelist")).status_code == 200
    for model in ("service", "coverage", "ratesheet", "pairrow"):
        assert client.get(url(model, "changelist")).status_code == 403


def test_who_may_only_look_sees_money_as_people_write_it_and_saves_nothing():
    seed()
    client, service = staff("view_service"), Service.objects.get(code="mercancia")
    page = client.get(url("service", "change", service.pk))

    assert "$ 20.000.000" in page.content.decode()
    assert client.post(url("service", "change", service.pk), {"name": "x"}).status_code == 403
    assert client.get(url("service", "upload_rates", service.pk)).status_code == 403


def test_registers_and_changes_an_operator_through_the_services(published):
    client = everything()

    added = client.post(url("operator", "add"), operator_form())
    operator = Operator.objects.get()
    client.post(url("operator", "change", operator.pk), operator_form(trade_name="Otro"))
    operator.refresh_from_db()

    assert added.status_code == 302
    assert (operator.nit, operator.trade_name, operator.revision) == ("999000104-2", "Otro", 2)


def test_a_wrong_nit_is_told_at_its_field():
    answer = everything().post(url("operator", "add"), operator_form(nit="999000104-3"))
    assert answer.status_code == 200
    assert "no es un NIT" in answer.content.decode()
    assert not Operator.objects.exists()


def test_activates_and_suspends_by_post_alone(published):
    client = everything()
    client.post(url("operator", "add"), operator_form())
    operator = Operator.objects.get()

    client.get(url("operator", "activate_one", operator.pk))
    looked = Operator.objects.get().status
    client.post(url("operator", "activate_one", operator.pk))
    active = Operator.objects.get().status
    client.post(url("operator", "suspend_one", operator.pk), {"reason": "Licencia vencida"})
    again = client.post(url("operator", "suspend_one", operator.pk), {"reason": "x"})

    assert (looked, active, Operator.objects.get().status) == ("draft", "active", "suspended")
    assert "no admite" in again.content.decode()
    ((told, envelope),) = published("franchise.operator.suspended")
    assert told.reason == "Licencia vencida"
    assert envelope.actor.startswith("staff:")


def test_activates_a_selection():
    client = everything()
    client.post(url("operator", "add"), operator_form())
    operator = Operator.objects.get()
    client.post(
        url("operator", "changelist"), {"action": "activate", "_selected_action": [operator.pk]}
    )
    assert Operator.objects.get().status == "active"


def test_changes_a_service_and_shows_its_money_as_it_is():
    seed()
    client, service = everything(), Service.objects.get(code="mercancia")
    page = client.get(url("service", "change", service.pk))
    form = page.context["adminform"].form

    data = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, False)
    }
    answer = client.post(url("service", "change", service.pk), {**data, "max_cod": "4500000"})
    service.refresh_from_db()

    assert 'value="20000000.00"' in page.content.decode()
    assert answer.status_code == 302
    assert (service.max_cod.amount, service.max_declared_value.amount) == (4_500_000, 20_000_000)
    assert service.revision == 2


def test_settings_that_do_not_fit_are_told_at_their_field():
    seed()
    client, service = everything(), Service.objects.get(code="mensajeria")
    form = client.get(url("service", "change", service.pk)).context["adminform"].form
    data = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, False)
    }

    answer = client.post(url("service", "change", service.pk), {**data, "max_piece_weight_kg": "9"})

    assert answer.status_code == 200
    assert "max_piece_weight_kg" in answer.context["adminform"].form.errors


def test_uploads_coverage_with_a_row_report(desk):
    client, service = everything(), Service.objects.get(pk=desk.add_service(desk.register())["id"])
    where = url("service", "upload_coverage", service.pk)

    bad = client.post(where, {"file": csv_file(COVERAGE + "1001,yes,yes,no,no,0\n")})
    looked = client.post(where, {"file": csv_file(COVERAGE), "dry_run": "on"})
    before = Service.objects.get().coverage_rows
    done = client.post(where, {"file": csv_file(COVERAGE)})

    assert client.get(where).status_code == 200
    assert "franchise.import.unknown_dane" in bad.content.decode()
    assert looked.context["report"]["count"] == 0
    assert (before, done.status_code, Service.objects.get().coverage_rows) == (0, 302, 3)


def test_uploads_publishes_and_then_only_shows_a_sheet(service):
    client = everything()
    form = {"side": "cost", "valid_from": "2026-01-01"}
    where = url("service", "upload_rates", service["id"])

    bad = client.post(where, {"file": csv_file(sheet_csv("x")), **form})
    done = client.post(where, {"file": csv_file(sheet_csv()), **form})
    sheet = RateSheet.objects.get()
    page = url("ratesheet", "change", sheet.pk)
    edited = client.post(
        page, {"valid_from": "2026-02-01", "valid_to": "", "note": "n", **_no_inlines()}
    )
    client.post(url("ratesheet", "publish_one", sheet.pk))
    frozen = client.post(page, {"valid_from": "2027-01-01", "note": "n", **_no_inlines()})
    sheet.refresh_from_db()

    assert "franchise.import.not_a_choice" in bad.content.decode()
    assert (done.status_code, edited.status_code, frozen.status_code) == (302, 302, 403)
    assert (str(sheet.valid_from), sheet.status) == ("2026-02-01", "published")
    shown = client.get(page)
    assert shown.status_code == 200
    assert "$ 15.000" in shown.content.decode()
    assert client.post(url("ratesheet", "delete", sheet.pk), {"post": "yes"}).status_code == 403


def test_discards_a_draft_and_publishes_a_selection(desk, service):
    client = everything()
    first, second = desk.draft(service), desk.draft(service)

    gone = client.post(url("ratesheet", "delete", first["id"]), {"post": "yes"})
    selected = {"action": "publish", "_selected_action": [second["id"]]}
    client.post(url("ratesheet", "changelist"), selected)

    assert gone.status_code == 302
    assert [row.status for row in RateSheet.objects.all()] == ["published"]


def _no_inlines() -> dict[str, str]:
    names = ("zonerows", "bracketrows", "surchargerows", "taxrows", "exceptionrows")
    ends = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "0"}
    return {f"{name}-{end}": value for name in names for end, value in ends.items()}
