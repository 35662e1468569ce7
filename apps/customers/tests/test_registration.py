"""Registering over HTTP: documents, consent, and the user in the gateway."""

from typing import Any

import pytest

from apps.customers.models import Consent, LedgerAccount, Merchant
from quenty.contracts.gateway.api import GatewayApi, User
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["customers"])
PATH = "/api/v1/customers/registrations"


class Gateway:
    """Remembers its users by key, as the real one does."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {}
        self.calls: list[dict[str, Any]] = []
        self.fails: Exception | None = None

    def create_user(self, **asked: Any) -> User:
        self.calls.append(asked)
        if isinstance(self.fails, DomainError):
            raise self.fails
        made = self.users.setdefault(
            asked["idempotency_key"],
            User(
                user_id=new_id(), email=asked["email"], email_verified=False, roles=asked["roles"]
            ),
        )
        # Anything else is a crash on the way back.
        if self.fails:
            raise self.fails
        return made


@pytest.fixture
def gateway(fake_neighbour) -> Gateway:
    fake = Gateway()
    fake_neighbour(GatewayApi, create_user=fake.create_user)
    return fake


def one(users: dict[str, User]) -> User:
    (user,) = users.values()
    return user


def body(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "company",
        "document_type": "NIT",
        "document_number": "800197268-4",
        "legal_name": "Comercializadora Ñandú S.A.S.",
        "email": "Ventas@Nandu.example.com",
        "password": "correct horse battery staple",
        "phone": "300 123 4567",
        "consent": {"policy_version": "2026-01", "accepted": True},
        **changes,
    }


def test_registers_a_prospect_with_user_wallet_twin_and_consent(api, gateway, published):
    answer = api.anonymous().post(PATH, json=body())

    assert answer.status_code == 201, answer.json()
    out = answer.json()
    assert out["status"] == "prospect"
    assert (out["document_number"], out["check_digit"]) == ("800197268", "4")
    assert (out["phone"], out["email"]) == ("+573001234567", "ventas@nandu.example.com")
    assert out["display_name"] == "Comercializadora Ñandú S.A.S."
    live = Merchant.objects.select_related("twin").get(pk=out["customer_id"])
    assert live.user_id == one(gateway.users).user_id
    assert (live.twin.livemode, live.twin.status) == (False, "active")
    assert gateway.calls[0]["customer_id"] == live.id
    assert gateway.calls[0]["test_customer_id"] == live.twin_id
    assert LedgerAccount.objects.filter(owner_id__in=[live.id, live.twin_id]).count() == 4
    consent = Consent.objects.get(merchant=live)
    assert (consent.policy_version, consent.source_address) == ("2026-01", "127.0.0.1")
    ((event, envelope),) = published("customers.customer.registered")
    assert (event.customer_id, event.test_customer_id) == (live.id, live.twin_id)
    assert envelope.livemode


@pytest.mark.parametrize(
    ("number", "digit"),
    [
        ("800197268", "4"),
        ("890903938", "8"),
        ("899999068", "1"),
        ("860002964", "4"),
        ("800191045", "1"),
    ],
)
def test_takes_a_nit_with_its_digit_and_with_no_other(api, gateway, number, digit):
    for wrong in set("0123456789") - {digit}:
        refused = api.anonymous().post(PATH, json=body(document_number=f"{number}-{wrong}"))
        assert refused.status_code == 422
        assert refused.json()["code"] == "customers.nit_check_digit"
        assert refused.json()["errors"][0]["pointer"] == "document_number"

    dotted = f"{number[:3]}.{number[3:6]}.{number[6:]}-{digit}"
    assert api.anonymous().post(PATH, json=body(document_number=dotted)).status_code == 201


@pytest.mark.parametrize(
    ("type_", "number"),
    [("CC", "1.020.304.050"), ("CE", "345678"), ("PP", "AB123456"), ("PPT", "5123456")],
)
def test_takes_every_document_of_a_person(api, gateway, type_, number):
    answer = api.anonymous().post(
        PATH, json=body(kind="person", document_type=type_, document_number=number)
    )

    assert answer.status_code == 201, answer.json()
    assert answer.json()["document_number"] == number.replace(".", "")


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"document_type": "TI"}, "customers.document_of_minor", "document_type"),
        ({"document_type": "XX"}, "customers.document_invalid", "document_type"),
        ({"document_type": "CC"}, "customers.company_needs_nit", "document_type"),
        ({"document_number": "12"}, "customers.document_invalid", "document_number"),
        ({"document_number": "٨٠٠١٩٧٢٦٨٤"}, "customers.document_invalid", "document_number"),
        (
            {"kind": "person", "document_type": "CC", "document_number": "0123"},
            "customers.document_invalid",
            "document_number",
        ),
        (
            {"consent": {"policy_version": "2026-01", "accepted": False}},
            "customers.consent_required",
            "consent",
        ),
        (
            {"consent": {"policy_version": "1999", "accepted": True}},
            "customers.consent_required",
            "consent",
        ),
    ],
)
def test_refuses_by_code_and_field(api, gateway, changes, code, pointer):
    refused = api.anonymous().post(PATH, json=body(**changes))

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert (gateway.calls, Merchant.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"phone": "123"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"kind": "robot"}, "kind"),
        ({"legal_name": "a\r\nX-Injected: 1"}, "legal_name"),
        ({"legal_name": "x" * 201}, "legal_name"),
        ({"status": "active"}, "status"),
        ({"size": "large"}, "size"),
        ({"id": "018f"}, "id"),
        ({"roles": ["admin"]}, "roles"),
        ({"consent": None}, "consent"),
        ({"categories": ["x"] * 21}, "categories"),
    ],
)
def test_refuses_fields_that_do_not_fit_or_are_none_of_its_business(api, gateway, changes, pointer):
    refused = api.anonymous().post(PATH, json=body(**changes))

    assert (refused.status_code, refused.json()["code"]) == (422, "request.invalid")
    assert refused.json()["errors"][0]["pointer"].startswith(pointer)
    assert Merchant.objects.count() == 0


@pytest.mark.parametrize("sent", ['{"legal_name": "a\\u0000b"}', '{"legal_name": "\\ud800"}', "["])
def test_refuses_a_body_that_cannot_be_read(api, gateway, sent):
    refused = api.anonymous().request("POST", PATH, data=sent)

    assert (refused.status_code, refused.json()["code"]) == (400, "request.malformed")


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE x; --", "{{7*7}}${7*7}", "📦 Envíos \u202eabc", "Ñandú 日本"]
)
def test_stores_odd_names_faithfully(api, gateway, text):
    answer = api.anonymous().post(PATH, json=body(legal_name=text))

    assert answer.status_code == 201
    assert Merchant.objects.get(pk=answer.json()["customer_id"]).legal_name == text


def test_one_account_a_document(api, gateway):
    api.anonymous().post(PATH, json=body())

    again = api.anonymous().post(PATH, json=body(email="other@example.com"))

    assert (again.status_code, again.json()["code"]) == (409, "customers.document_taken")
    assert Merchant.objects.filter(livemode=True).count() == 1


def test_a_gateway_refusal_leaves_no_account_and_the_document_free(api, gateway, published):
    gateway.fails = GatewayError.EMAIL_TAKEN(field="email")
    refused = api.anonymous().post(PATH, json=body())
    assert (refused.status_code, refused.json()["code"]) == (409, "gateway.email_taken")
    assert published("customers.customer.registered") == []

    gateway.fails = None
    answer = api.anonymous().post(PATH, json=body(email="other@example.com"))

    assert answer.status_code == 201, answer.json()
    assert answer.json()["email"] == "other@example.com"
    assert Merchant.objects.filter(livemode=True).count() == 1


def test_a_crash_after_the_user_was_made_is_mended_by_registering_again(api, gateway, published):
    gateway.fails = RuntimeError("killed")
    assert api.anonymous().post(PATH, json=body()).status_code == 500
    draft = Merchant.objects.get(livemode=True)
    assert draft.registered_at is None
    stranger = api.anonymous().post(PATH, json=body(email="thief@example.com"))
    assert stranger.json()["code"] == "customers.document_taken"

    gateway.fails = None
    answer = api.anonymous().post(PATH, json=body())

    assert answer.status_code == 201
    assert answer.json()["customer_id"] == str(draft.id)
    assert Merchant.objects.get(livemode=True).user_id == one(gateway.users).user_id
    assert len(published("customers.customer.registered")) == 1


def test_a_half_done_registration_is_no_account(api, gateway):
    gateway.fails = RuntimeError()
    api.anonymous().post(PATH, json=body())
    draft = Merchant.objects.get(livemode=True)

    merchant = api.as_merchant(draft.id)

    assert merchant.get("/api/v1/customers/profile").status_code == 404
    listed = api.as_role("support").get("/api/v1/customers/merchants").json()
    assert listed["results"] == []


def test_the_same_key_registers_once(api, gateway):
    first = api.anonymous().post(PATH, json=body(), key="abc")
    again = api.anonymous().post(PATH, json=body(), key="abc")

    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    other = api.anonymous().post(PATH, json=body(legal_name="Otra"), key="abc")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
