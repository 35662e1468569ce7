"""What operators tell: by signed webhooks, when asked, and in other services' words."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest

from apps.orders.domain.operators import words_national as national
from apps.orders.domain.operators import words_public as words
from apps.orders.domain.operators.sandbox import SCRIPTS
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, Incident, OperatorAccount
from apps.orders.services.operators.breakers import forget_breakers
from apps.orders.services.operators.receive_webhook import sign
from apps.orders.tests import bodies
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.guide_rows import make_guide
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"
SECRET = "whsec-1"


@pytest.fixture
def carrier() -> Any:
    forget_breakers()
    with serving() as running:
        yield running
    forget_breakers()


@pytest.fixture
def account(api: Any, rates: Any, carrier: Any) -> Any:
    """`account(**settings)`: the id of the ground operator's account."""

    def save(**settings: str) -> str:
        body = {
            "operator_id": str(rates.ground.operator_id),
            "adapter": "servientrega",
            "base_url": carrier.url,
            "secrets": {
                "login": "q",
                "password": "p",
                "billing_code": "SER",
                "webhook_secret": SECRET,
            },
            "settings": settings,
            "poll_minutes": 30,
        }
        answer = api.as_role("admin").post(f"{BASE}/operators/accounts", json=body)
        assert answer.status_code == 200, answer.json()
        return str(answer.json()["id"])

    return save


@pytest.fixture
def booked(account: Any, confirmed: Any) -> Any:
    """`booked(**settings)`: an account and a guide booked with it two hours ago."""

    def act(**settings: str) -> tuple[str, Guide]:
        account_id = account(**settings)
        with clock.at(clock.now() - timedelta(hours=2)):
            confirmed()
        return account_id, Guide.objects.get()

    return act


def event(guide: Guide, status: str, minutes_ago: int, **more: Any) -> dict[str, Any]:
    at = (clock.now() - timedelta(minutes=minutes_ago)).isoformat()
    number = guide.operator_number
    return {"id": f"{status}-{minutes_ago}", "guide": number, "status": status,
            "occurred_at": at, **more}  # fmt: skip


def post(api: Any, account_id: str, events: list[Any], **changes: Any) -> Any:
    body = json.dumps({"events": events}).encode()
    timestamp = changes.get("timestamp", str(int(clock.now().timestamp())))
    signature = changes.get("signature", sign(changes.get("secret", SECRET), timestamp, body))
    headers = {"X-Quenty-Timestamp": timestamp, "X-Quenty-Signature": signature}
    path = f"{BASE}/operators/accounts/{account_id}/events"
    return api.anonymous().request("POST", path, data=body.decode(), headers=headers)


def test_a_signed_webhook_moves_the_guide_once_whatever_is_repeated(booked, api, published) -> None:
    account_id, guide = booked()
    events = [
        event(guide, "picked_up", 60),
        event(guide, "in_transit", 50),
        event(guide, "delivery_failed", 40, reason="recipient_refused"),
        event(guide, "out_for_delivery", 30),
        event(guide, "delivered", 20),
    ]

    for seed in range(5):
        shuffled = random.Random(seed).sample(events, len(events))
        for one in shuffled:
            assert post(api, account_id, [one]).status_code == 200

    row = Guide.objects.get()
    assert row.status == "delivered"
    assert row.events.count() == 1 + len(events)
    assert Incident.objects.count() <= 1
    assert len(published("orders.guide.delivered")) == 1


def test_a_batch_answers_for_each(booked, api) -> None:
    account_id, guide = booked()
    strange = {**event(guide, "in_transit", 10), "guide": "nobody"}

    answer = post(
        api, account_id, [event(guide, "picked_up", 60), strange, event(guide, "dancing", 5)]
    )

    results = {one["id"]: one["result"] for one in answer.json()["results"]}
    assert results == {
        "picked_up-60": "applied",
        "in_transit-10": "orders.guide_not_found",
        "dancing-5": "ignored",
    }


def test_a_merchants_own_contract_tells_of_its_guides_alone(
    booked, confirmed, api, verified
) -> None:
    account_id, guide = booked()
    stranger = new_id()
    verified(stranger)

    for owner, result in (
        (stranger, "orders.guide_not_found"),
        (guide.customer_id, "applied"),
    ):
        OperatorAccount.objects.update(customer_id=owner)
        answer = post(api, account_id, [event(guide, "picked_up", 60)])
        assert [one["result"] for one in answer.json()["results"]] == [result]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secret": "other"}, "orders.operator.signature_invalid"),
        ({"signature": ""}, "orders.operator.signature_invalid"),
        ({"signature": "ñ"}, "orders.operator.signature_invalid"),
        ({"timestamp": "1000000000"}, "orders.operator.message_stale"),
        ({"timestamp": "soon"}, "orders.operator.message_stale"),
    ],
)
def test_refuses_what_is_not_signed_or_not_fresh(changes, code, booked, api) -> None:
    account_id, guide = booked()

    answer = post(api, account_id, [event(guide, "delivered", 5)], **changes)

    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert Guide.objects.get().status == "generated"


def test_an_account_that_is_not_there_signs_nothing(api, rates) -> None:
    answer = post(api, str(new_id()), [{"id": "1", "guide": "x", "status": "delivered",
                                        "occurred_at": clock.now().isoformat()}])  # fmt: skip

    assert answer.json()["code"] == "orders.operator.signature_invalid"


def test_another_operators_guides_are_not_its_to_tell(booked, api, rates) -> None:
    account_id, guide = booked()
    OperatorAccount.objects.filter(pk=account_id).update(operator_id=new_id())

    answer = post(api, account_id, [event(guide, "delivered", 5)])

    assert answer.json()["results"][0]["result"] == "orders.guide_not_found"


@pytest.mark.parametrize(
    ("vocabulary", "word"), [("easypost", "in_transit"), ("aftership", "InTransit")]
)
def test_an_account_may_speak_in_other_words(vocabulary, word, booked, api) -> None:
    account_id, guide = booked(vocabulary=vocabulary)

    post(api, account_id, [event(guide, word, 30)])

    assert Guide.objects.get().status == "in_transit"


def test_a_guide_is_asked_for_as_often_as_its_account_says(booked, carrier) -> None:
    _, guide = booked()
    local = (clock.now() - timedelta(minutes=50)).astimezone(clock.BOGOTA)
    carrier.told[guide.operator_number] = [
        {"word": "Admitido", "at": f"{local:%d/%m/%Y %H:%M:%S}", "place": "BOGOTA"}
    ]

    for _ in range(2):
        JOBS["orders.poll_operators"].run()

    assert Guide.objects.get().status == "picked_up"
    assert carrier.paths().count("/wsrastreoenvios/wsrastreoenvios.asmx") == 1
    with clock.at(clock.now() + timedelta(minutes=31)):
        JOBS["orders.poll_operators"].run()
    assert carrier.paths().count("/wsrastreoenvios/wsrastreoenvios.asmx") == 2
    assert Guide.objects.get().events.count() == 2


def test_an_operator_that_is_away_is_asked_later(booked, carrier) -> None:
    booked()
    carrier.mode = "err"

    JOBS["orders.poll_operators"].run()

    assert Guide.objects.get().next_poll_at > clock.now()


ENDS = {
    "0001": "delivered",
    "0005": "delivered",
    "0006": "returned",
    "0007": "lost",
    "0008": "damaged",
    "0009": "delivered",
    "0010": "delivery_failed",
    "0011": "delivery_failed",
    "0012": "on_hold",
    "0013": "generated",
}


@pytest.mark.parametrize("figures", sorted(ENDS))
def test_the_sandbox_follows_its_scripts_to_their_end(
    figures, quoted, api, ledger, published
) -> None:
    twin = api.as_merchant(livemode=False)
    order_id, quote = quoted(twin, recipient=bodies.party(phone=f"300555{figures}"))
    path = f"{BASE}/orders/{order_id}/confirm"
    made = twin.post(path, json={"offer_id": bodies.best(quote)["id"]})
    assert made.status_code == 201, made.json()

    start = clock.now()
    for minutes in range(1, 16, 2):
        with clock.at(start + timedelta(minutes=minutes)):
            JOBS["orders.poll_operators"].run()

    assert Guide.objects.get().status == ENDS[figures]
    failures = [s for s in SCRIPTS[figures].steps if s.word in ("delivery_failed", "on_hold")]
    assert Incident.objects.count() == len(failures)
    assert all(not envelope.livemode for _, envelope in published("orders.guide.in_transit"))


def test_every_word_of_ours_is_one_of_theirs() -> None:
    assert set(words.TO_EASYPOST) == set(words.TO_AFTERSHIP) == set(GuideStatus)
    assert set(words.TO_EASYPOST.values()) <= set(words.EASYPOST_WORDS)
    assert set(words.TO_AFTERSHIP.values()) <= set(words.AFTERSHIP_WORDS)


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (words.FROM_EASYPOST, words.EASYPOST_WORDS),
        (words.FROM_AFTERSHIP, words.AFTERSHIP_WORDS),
        (national.SERVIENTREGA, tuple(national.SERVIENTREGA)),
        (national.INTERRAPIDISIMO, tuple(map(str, range(1, 18)))),
    ],
)
def test_every_word_of_theirs_is_one_of_ours_or_moves_nothing(table, known) -> None:
    assert set(table) == set(known)
    assert set(table.values()) <= {"", *(status.value for status in GuideStatus)}
    assert not {"generated", "voided"} & set(table.values())


def test_the_words_come_back_as_they_went() -> None:
    """What we say in their words and hear again never goes further than it was."""
    tables = [
        (words.TO_EASYPOST, words.FROM_EASYPOST),
        (words.TO_AFTERSHIP, words.FROM_AFTERSHIP),
    ]
    same = ["in_transit", "out_for_delivery", "delivered", "at_office", "delivery_failed"]
    for to, back in tables:
        assert [back[to[GuideStatus(status)]] for status in same] == same


@pytest.mark.parametrize("status", list(GuideStatus))
def test_tracking_answers_in_their_words_too(status, api) -> None:
    guide = make_guide(new_id(), status=status.value)

    told = api.anonymous().get(f"{BASE}/tracking/{guide.number}").json()

    assert told["easypost"] == words.TO_EASYPOST[status]
    assert told["aftership"] == words.TO_AFTERSHIP[status]
