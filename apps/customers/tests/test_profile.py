"""A merchant's own profile, tax profile and address book over HTTP."""

import pytest

from apps.customers.models import Address, Merchant, TaxProfile
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["customers"])
BASE = "/api/v1/customers"


@pytest.fixture
def merchant(make_merchant):
    return make_merchant()


@pytest.fixture
def client(api, merchant):
    return api.as_merchant(merchant.id)


def test_shows_the_profile_with_its_etag(client, merchant):
    answer = client.get(f"{BASE}/profile")

    assert answer.status_code == 200
    assert answer["ETag"] == '"1"'
    assert answer.json()["customer_id"] == str(merchant.id)
    assert answer.json()["kyc_level"] == "basic"


def test_changes_under_the_etag_only(client, merchant):
    change = {"display_name": "Otro nombre", "notify_by": ["email"], "phone": "6015551234"}

    missing = client.patch(f"{BASE}/profile", json=change)
    assert (missing.status_code, missing.json()["code"]) == (428, "request.precondition_required")
    done = client.patch(f"{BASE}/profile", json=change, headers={"If-Match": '"1"'})
    stale = client.patch(f"{BASE}/profile", json=change, headers={"If-Match": '"1"'})

    assert (done.status_code, done["ETag"]) == (200, '"2"')
    assert done.json()["phone"] == "+576015551234"
    assert stale.status_code == 412
    merchant.refresh_from_db()
    assert merchant.display_name == "Otro nombre"


@pytest.mark.parametrize(
    "name", ["status", "size", "email", "document_number", "livemode", "kyc_level", "user_id"]
)
def test_takes_no_field_that_is_not_the_merchants_to_change(client, merchant, name):
    refused = client.patch(f"{BASE}/profile", json={name: "large"}, headers={"If-Match": '"1"'})

    assert refused.status_code == 422
    assert refused.json()["errors"][0] | {"detail": ""} == {
        "pointer": name,
        "code": "unknown",
        "detail": "",
    }


def test_a_test_key_sees_the_twin(api, make_merchant):
    twin = make_merchant(livemode=False, kyc="")
    live = make_merchant(twin=twin)

    seen = api.as_key(live.id, scopes=("customers:read",), livemode=False).get(f"{BASE}/profile")

    assert seen.json()["customer_id"] == str(twin.id)


def test_keys_need_their_scope(api, merchant):
    assert (
        api.as_key(merchant.id, scopes=("wallet:read",)).get(f"{BASE}/profile").status_code == 403
    )
    assert (
        api.as_key(merchant.id, scopes=("customers:read",)).get(f"{BASE}/profile").status_code
        == 200
    )


def test_states_the_tax_profile(client, merchant, published):
    blank = client.get(f"{BASE}/tax-profile").json()
    assert blank["regime"] == ""

    stated = client.put(
        f"{BASE}/tax-profile",
        json={
            "regime": "ordinary",
            "withholding_agent": True,
            "iva_responsible": True,
            "ica_municipality": "Medellín",
        },
    )

    assert (stated.status_code, stated.json()["ica_municipality"]) == (200, "05001")
    assert client.get(f"{BASE}/tax-profile").json() == stated.json()
    assert TaxProfile.objects.get().merchant_id == merchant.id
    ((event, _),) = published("customers.customer.tax_profile_changed")
    assert (event.regime, event.ica_municipality) == ("ordinary", "05001")


def address(**changes):
    return {
        "label": "Bodega",
        "contact_name": "Luz Dary",
        "phone": "3001234567",
        "line1": "Cra 43A # 1-50",
        "dane_code": "05001",
        **changes,
    }


def test_keeps_an_address_with_its_municipalitys_point(client, merchant):
    made = client.post(f"{BASE}/addresses", json=address())

    assert made.status_code == 201, made.json()
    out = made.json()
    assert (out["dane_code"], out["approximate_point"]) == ("05001", True)
    assert round(float(out["latitude"]), 1) == 6.2
    exact = client.patch(
        f"{BASE}/addresses/{out['id']}",
        json={"latitude": "6.208763", "longitude": "-75.565460"},
        headers={"If-Match": made["ETag"]},
    )
    assert (exact.json()["approximate_point"], exact["ETag"]) == (False, '"2"')
    gone = client.delete(f"{BASE}/addresses/{out['id']}", headers={"If-Match": '"2"'})
    assert (gone.status_code, Address.objects.count()) == (204, 0)


def test_there_is_one_default_origin(client):
    first = client.post(f"{BASE}/addresses", json=address(is_default_origin=True)).json()
    second = client.post(f"{BASE}/addresses", json=address(is_default_origin=True)).json()

    assert list(Address.objects.filter(is_default_origin=True).values_list("id", flat=True)) == [
        Address.objects.get(pk=second["id"]).id
    ]
    assert first["id"] != second["id"]


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"dane_code": "99999"}, "dane_code", "dane.unknown"),
        ({"dane_code": "San Pedro"}, "dane_code", "dane.unknown"),
        ({"dane_code": 5001}, "dane_code", "invalid"),
        ({"latitude": "6.2"}, "latitude", "point"),
        ({"latitude": "91", "longitude": "0"}, "latitude", "max_value"),
        ({"latitude": "NaN", "longitude": "0"}, "latitude", "invalid"),
        ({"postal_code": "12"}, "postal_code", "invalid"),
        ({"line1": ""}, "line1", "blank"),
        ({"merchant": "x"}, "merchant", "unknown"),
    ],
)
def test_refuses_an_address_by_field(client, changes, pointer, code):
    refused = client.post(f"{BASE}/addresses", json=address(**changes))

    assert refused.status_code == 422
    error = refused.json()["errors"][0]
    assert (error["pointer"], error["code"]) == (pointer, code)


def test_anothers_address_is_not_there(api, client, make_merchant):
    made = client.post(f"{BASE}/addresses", json=address()).json()
    stranger = api.as_merchant(make_merchant().id)
    path = f"{BASE}/addresses/{made['id']}"

    seen = stranger.get(path)
    changed = stranger.patch(path, json={"label": "x"}, headers={"If-Match": '"1"'})
    removed = stranger.delete(path, headers={"If-Match": '"1"'})

    for answer in (seen, changed, removed):
        assert (answer.status_code, answer.json()["code"]) == (404, "customers.address_not_found")
    assert stranger.get(f"{BASE}/addresses").json()["results"] == []


def test_staff_of_no_customer_has_no_profile(api):
    assert api.as_role("merchant").get(f"{BASE}/profile").status_code == 404
    assert api.as_merchant(new_id()).get(f"{BASE}/profile").status_code == 404
    assert api.anonymous().get(f"{BASE}/profile").status_code == 401
    assert Merchant.objects.count() == 0
