"""How operators are reached: credentials, the call log, breakers and health."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from apps.orders.models import OperatorAccount, OperatorCall
from apps.orders.selectors.operators import reach_of, secrets_of
from apps.orders.services.operators.ask import AskedInTransaction, ask
from apps.orders.services.operators.breakers import forget_breakers
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.grants import refusal
from apps.orders.tests.test_operator_adapters import consignment
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
PATH = "/api/v1/orders/operators"


@pytest.fixture
def carrier() -> Any:
    forget_breakers()
    with serving() as running:
        yield running
    forget_breakers()


@pytest.fixture
def boss(api: Any) -> Any:
    return api.as_role("admin")


@pytest.fixture
def save(boss: Any, rates: Any, carrier: Any) -> Any:
    """`save(**changes)`: the answer to saving an account of the ground operator."""

    def act(**changes: Any) -> Any:
        body = {
            "operator_id": str(rates.ground.operator_id),
            "adapter": "servientrega",
            "base_url": carrier.url,
            "secrets": {"login": "quenty", "password": "s3cret", "billing_code": "SER408"},
            "seconds": "0.5",
            "breaker_failures": 2,
            **changes,
        }
        return boss.post(f"{PATH}/accounts", json=body)

    return act


@pytest.fixture
def asked(rates: Any) -> Any:
    """`asked(customer_id)`: how booking with the ground operator ends, by its outcome."""

    def act(customer: Any = None) -> str:
        reach = reach_of(rates.ground.operator_id, customer_id=customer, livemode=True)
        try:
            ask(reach, "book", "QTY1", lambda port: port.book(consignment()))
        except Exception as error:
            return getattr(error, "code", "") or getattr(error, "outcome", repr(error))
        return "ok"

    return act


def test_credentials_are_tried_sealed_and_never_shown(save, boss, carrier) -> None:
    answer = save()

    assert answer.status_code == 200, answer.json()
    assert answer.json()["secret_names"] == ["billing_code", "login", "password"]
    assert "s3cret" not in answer.content.decode()
    assert carrier.paths() == ["/CotizadorCorporativo/api/autenticacion/login"]
    row = OperatorAccount.objects.get()
    assert b"s3cret" not in bytes(row.sealed)
    assert secrets_of(row)["password"] == "s3cret"
    listed = boss.get(f"{PATH}/accounts").json()["results"]
    assert [one["adapter"] for one in listed] == ["servientrega"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secrets": {"login": "x"}}, "orders.operator.credentials_incomplete"),
        ({"adapter": "pigeons"}, "orders.operator.adapter_unknown"),
        (
            {"secrets": {"login": "q", "password": "wrong", "billing_code": "S"}},
            "orders.operator.credentials_refused",
        ),
        ({"base_url": "http://127.0.0.1:1"}, "orders.operator.unavailable"),
        ({"base_url": ""}, "orders.operator.address_missing"),
        ({"customer_id": str(new_id())}, "orders.operator.merchant_unknown"),
        (
            {"adapter": "interrapidisimo", "secrets": {"signature": "ñ", "token": "t"}},
            "orders.operator.credentials_refused",
        ),
        (
            {"adapter": "interrapidisimo", "secrets": {"signature": "a\r\nb: c", "token": "t"}},
            "orders.operator.credentials_refused",
        ),
        ({"operator_id": str(new_id())}, "orders.operator.not_found"),
    ],
)
def test_refuses_what_does_not_work(changes, code, save) -> None:
    answer = save(**changes)

    assert answer.json()["code"] == code
    assert OperatorAccount.objects.count() == 0


def test_an_answer_of_another_shape_is_no_answer(save, carrier) -> None:
    carrier.mode = "list"

    assert save().json()["code"] == "orders.operator.unavailable"


def test_a_second_active_account_is_refused(save, merchant) -> None:
    assert save().status_code == 200

    second = save(account="second")
    resting = save(account="second", active=False)
    own = save(account="own", customer_id=str(merchant.customer_id))

    assert (second.status_code, second.json()["code"]) == (409, "orders.operator.another_active")
    assert second.json()["errors"][0]["pointer"] == "account"
    assert (resting.status_code, own.status_code) == (200, 200)


def test_an_account_never_passes_to_another_by_its_name(save, merchant) -> None:
    save()
    own = save(account="own", customer_id=str(merchant.customer_id))

    taken = save(customer_id=str(merchant.customer_id))
    given = save(account="own")

    assert own.status_code == 200
    for answer in (taken, given):
        assert (answer.status_code, answer.json()["code"]) == (
            409,
            "orders.operator.account_of_another",
        )
    holders = OperatorAccount.objects.order_by("account").values_list("account", "customer_id")
    assert list(holders) == [("default", None), ("own", merchant.customer_id)]


def test_trying_credentials_is_logged(save, boss) -> None:
    save()
    save(secrets={"password": "wrong"})

    calls = boss.get(f"{PATH}/calls?operation=check").json()["results"]
    assert [(call["outcome"], call["operation"]) for call in calls] == [
        ("refused", "check"),
        ("ok", "check"),
    ]
    assert "wrong" not in str(calls)


def test_a_change_keeps_the_credentials_that_are_not_named_and_is_audited(save) -> None:
    save()
    save(secrets={"password": "newer"}, poll_minutes=30)

    row = OperatorAccount.objects.get()
    assert secrets_of(row) == {"login": "quenty", "password": "newer", "billing_code": "SER408"}
    with connections["orders"].cursor() as cursor:
        cursor.execute("SELECT data::text FROM platform_audit WHERE action LIKE 'operator_acc%'")
        told = [line for (line,) in cursor.fetchall()]
    assert len(told) == 2
    assert '"password"' in told[1]
    assert "newer" not in "".join(told)


@pytest.mark.parametrize("role", ["merchant", "operator", "support", "analyst"])
def test_others_may_not_save_credentials(role, api) -> None:
    assert api.as_role(role).post(f"{PATH}/accounts", json={}).status_code == 403


def test_a_call_is_logged_without_people_and_secrets(save, asked, carrier, boss) -> None:
    save()

    assert asked() == "ok"

    row = OperatorCall.objects.get(operation="book")
    assert (row.outcome, row.reference, row.livemode) == ("ok", "QTY1", True)
    assert row.latency_ms >= 0
    assert "CargueMasivoExterno" in row.sent
    assert "50000" in row.sent
    for hidden in ("Ana", "3001234567", "Cl 10", "s3cret", "SER408", "Tienda"):
        assert hidden not in row.sent
    [told] = boss.get(f"{PATH}/calls?operation=book").json()["results"]
    assert told["outcome"] == "ok"
    assert refusal("UPDATE orders_operatorcall SET outcome = 'refused'") == "42501"
    assert refusal("DELETE FROM orders_operatorcall") == "42501"


@pytest.mark.parametrize("mode", ["hang", "err", "trickle", "garbage"])
def test_an_ill_operator_opens_its_breaker_and_is_left_alone(
    mode, save, asked, carrier, published, boss
) -> None:
    save(seconds="0.2")
    carrier.mode = mode

    assert [asked() for _ in range(4)][2:] == ["breaker_open", "breaker_open"]

    assert carrier.paths().count("/GeneracionGuias.asmx") == 2
    [(told, _)] = published("orders.operator.health_changed")
    assert (told.before, told.after, told.reason) == ("up", "down", "no_answer")
    shown = boss.get(f"{PATH}/health").json()["results"]
    [mine] = [one for one in shown if one["operator_code"] == "op-ground"]
    assert (mine["state"], mine["calls"], mine["ill"], mine["uptime"]) == ("down", 4, 4, "0.00")
    assert (mine["promised_uptime"], mine["promise_kept"]) == ("99.00", False)


def test_a_month_is_held_to_what_was_promised(save, asked, carrier, boss, merchant) -> None:
    save(seconds="0.3", breaker_failures=50, promised_uptime="66.67")
    save(account="own", customer_id=str(merchant.customer_id))

    def month() -> tuple[Any, ...]:
        shown = boss.get(f"{PATH}/health").json()["results"]
        [mine] = [one for one in shown if one["operator_code"] == "op-ground"]
        return mine["uptime"], mine["promised_uptime"], mine["promise_kept"]

    assert month() == (None, "66.67", None)
    assert [asked(), asked()] == ["ok", "ok"]
    carrier.mode = "err"
    assert asked(merchant.customer_id) == "500"
    assert month() == ("100.00", "66.67", True)
    assert asked() == "500"
    assert month() == ("66.67", "66.67", False)


def test_a_reset_closes_the_breaker_at_once(save, asked, carrier, boss, published) -> None:
    account = save().json()
    carrier.mode = "err"
    assert [asked() for _ in range(3)][-1] == "breaker_open"
    carrier.mode = "ok"

    answer = boss.post(f"{PATH}/accounts/{account['id']}/reset")

    assert answer.status_code == 200
    assert asked() == "ok"
    assert [told.after for told, _ in published("orders.operator.health_changed")] == ["down", "up"]


def test_a_refusal_is_an_answer_and_opens_nothing(save, asked, carrier, published) -> None:
    save()
    carrier.refuses = "Destino sin cubrimiento"

    assert {asked() for _ in range(5)} == {"refused"}

    assert published("orders.operator.health_changed") == []


def test_nobody_is_asked_inside_a_transaction(save, rates, carrier) -> None:
    save()
    reach = reach_of(rates.ground.operator_id, customer_id=None, livemode=True)

    with pytest.raises(AskedInTransaction), unit_of_work("orders"):
        ask(reach, "check", "", lambda port: port.check())


def test_a_merchants_own_contract_goes_before_ours(save, rates, merchant) -> None:
    customer = merchant.customer_id
    save()
    save(account="own", customer_id=str(customer))
    operator = rates.ground.operator_id

    own = reach_of(operator, customer_id=customer, livemode=True)
    other = reach_of(operator, customer_id=new_id(), livemode=True)
    sandbox = reach_of(operator, customer_id=customer, livemode=False)

    assert (own.row.account, other.row.account) == ("own", "default")
    assert (sandbox.row, sandbox.adapter) == (None, "sandbox")


def test_credentials_about_to_run_out_are_warned_of_once(save, published) -> None:
    ends = clock.today() + timedelta(days=20)
    save(expires_on=str(ends))

    for _ in range(2):
        JOBS["orders.warn_of_expiry"].run()

    assert OperatorAccount.objects.get().expiry_warned_at is not None
    with connections["orders"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_audit WHERE action LIKE '%%expires'")
        assert cursor.fetchone() == (1,)
    [(told, _)] = published("orders.operator.credentials_expire")
    assert (told.operator_code, told.account, told.expires_on) == ("op-ground", "default", ends)


@pytest.mark.parametrize(
    "changes",
    [
        {"settings": {"a-b": "x"}},
        {"secrets": {"": "x"}},
        {"secrets": {"clave con espacios": "x"}},
        {"seconds": "0"},
        {"breaker_failures": 0},
    ],
)
def test_refuses_odd_names_and_bounds(changes, save) -> None:
    answer = save(**changes)

    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


@pytest.mark.parametrize("month", ["9999-12-31", "0001-01-01"])
def test_refuses_a_month_of_another_age(month, boss) -> None:
    assert boss.get(f"{PATH}/health?month={month}").status_code == 422
