"""What every endpoint is promised: strict input, codes, keys, pages, scopes."""

from typing import Any

import pytest

from quenty.platform.store.models import Audit
from quenty.platform.testing.http import Api

pytestmark = [
    pytest.mark.django_db(databases=["analytics"]),
    pytest.mark.urls("tests.support.endpoints"),
]


def made() -> int:
    return Audit.objects.using("analytics").count()


def codes(response: Any) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in response.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"name":"a","name":"b"}', "duplicate"),
        (b'{"name":NaN}', "nan"),
        (b'{"name":"a","weight":1e400}', "huge"),
        (b'{"name":"a","weight":1e-300}', "tiny"),
        (b'{"name":"\\ud800"}', "surrogate"),
        (b'{"name":"a\\u0000"}', "nul"),
        (b"[" * 100_000, "deep"),
        (b'{"name":' + b"1" * 5000 + b"}", "long number"),
        (b"\xff\xfe", "no utf-8"),
        (b"{", "cut"),
    ],
)
def test_a_body_that_is_no_strict_json_is_400(api: Api, body: bytes, why: str) -> None:
    response = api.as_merchant().post("/t/things", data=body)
    assert (response.status_code, response.json()["code"]) == (400, "request.malformed"), why
    assert made() == 0


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "name", "required"),
        ({"name": "a", "is_staff": True}, "is_staff", "unknown"),
        ({"name": 7}, "name", "invalid"),
        ({"name": "a\x07"}, "name", "control"),
        ({"name": "a", "amount": "-1"}, "amount", "negative"),
        ({"name": "a", "amount": 1.5}, "amount", "fraction"),
        ({"name": "a", "amount": "NaN"}, "amount", "invalid"),
        ({"name": "a", "amount": "9" * 17}, "amount", "invalid"),
        ({"name": "a", "amount": True}, "amount", "invalid"),
        ({"name": "a", "place": "99999"}, "place", "dane.unknown"),
        ({"name": "a", "phone": "123"}, "phone", "phone.invalid"),
        ({"name": "a", "weight": "0"}, "weight", "min_value"),
        ({"name": "a", "weight": "1000.001"}, "weight", "max_value"),
        ({"name": "a", "weight": "1e2"}, "weight", "invalid"),
        ({"name": "a", "phone": 3001234567}, "phone", "invalid"),
        ({"name": "a" + " " * 40}, "name", "max_length"),
        ({"name": "a", "kept": "true"}, "kept", "invalid"),
        ({"name": "a", "kept": 1}, "kept", "invalid"),
        ({"name": "a", "codes": ["b", 2]}, "codes.1", "invalid"),
        ({"name": "a", "codes": False}, "codes", "not_a_list"),
        ({"name": "a", "codes": ["b", "b"]}, "codes", "repeated"),
    ],
)
def test_a_bad_field_is_named_with_its_code(
    api: Api, body: dict[str, Any], pointer: str, code: str
) -> None:
    response = api.as_merchant().post("/t/things", json=body)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert codes(response) == [(pointer, code)]


@pytest.mark.parametrize("text", ["'; DROP TABLE x--", "{{7*7}}", "\u202eabc", "𝓠😀", "<script>"])
def test_odd_strings_are_kept_as_they_came(api: Api, text: str) -> None:
    response = api.as_merchant().post("/t/things", json={"name": text})
    assert (response.status_code, response.json()["subject"]) == (201, text)


def test_the_same_key_and_body_replays_the_answer(api: Api) -> None:
    merchant = api.as_merchant()
    first = merchant.post("/t/things", json={"name": "a"}, key="k1")
    again = merchant.post("/t/things", json={"name": "a"}, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again["Idempotent-Replayed"] == "true"
    assert made() == 1


def test_a_key_with_another_body_is_refused(api: Api) -> None:
    merchant = api.as_merchant()
    merchant.post("/t/things", json={"name": "a"}, key="k1")
    response = merchant.post("/t/things", json={"name": "b"}, key="k1")
    assert (response.status_code, response.json()["code"]) == (422, "idempotency.key_reused")
    assert made() == 1


def test_keys_belong_to_their_caller(api: Api) -> None:
    for _ in range(2):
        assert api.as_merchant().post("/t/things", json={"name": "a"}, key="k").status_code == 201
    assert made() == 2


def test_a_refusal_stays_one_under_its_key_and_leaves_no_trace(api: Api) -> None:
    merchant = api.as_merchant()
    for _ in range(2):
        response = merchant.post("/t/things", json={"name": "refuse"}, key="k")
        assert (response.status_code, response.json()["code"]) == (409, "sample.refused")
    assert made() == 0


def test_a_malformed_key_is_refused(api: Api) -> None:
    response = api.as_merchant().post("/t/things", json={"name": "a"}, key="ñ ")
    assert (response.status_code, response.json()["code"]) == (422, "idempotency.malformed_key")


def test_pages_follow_their_cursor_to_the_end(api: Api, django_assert_num_queries: Any) -> None:
    merchant = api.as_merchant()
    for number in range(7):
        merchant.post("/t/things", json={"name": str(number)})
    seen: list[int] = []
    where = "/t/things?page_size=3"
    while where:
        with django_assert_num_queries(1, using="analytics"):
            page = merchant.get(where).json()
        seen += [row["id"] for row in page["results"]]
        where = page["next"]
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("page_size=0", "page_size"),
        ("page_size=-1", "page_size"),
        ("page_size=1000000000", "page_size"),
        ("cursor=zzz", "cursor"),
        ("cursor=eyJhIjoxfQ==", "cursor"),  # {"a":1}
        ("cursor=cD1zb29u", "cursor"),  # p=soon, where a time belongs
        ("cursor=cD0yMDI2LTAxLTAxJTAw", "cursor"),  # p=2026-01-01%00
        ("ordering=actor", "ordering"),
        ("nobody=1", "nobody"),
        ("action=a&action=b", "action"),
    ],
)
def test_a_query_that_is_not_declared_is_refused(api: Api, query: str, pointer: str) -> None:
    response = api.as_merchant().get(f"/t/things?{query}")
    assert response.status_code == 422
    assert codes(response)[0][0] == pointer


def test_who_is_nobody_gets_401_and_who_may_not_403(api: Api) -> None:
    assert api.anonymous().post("/t/things", json={"name": "a"}).status_code == 401
    refused = api.as_role("driver").post("/t/things", json={"name": "a"})
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.forbidden")


def test_a_key_needs_the_scope(api: Api) -> None:
    assert api.as_key().post("/t/things", json={"name": "a"}).status_code == 403
    permitted = api.as_key(scopes=("things:write",))
    assert permitted.post("/t/things", json={"name": "a"}).status_code == 201


def test_a_bad_token_is_401_on_public_endpoints_too(api: Api) -> None:
    assert api.anonymous().get("/t/open/x").status_code == 200
    assert api.with_token("nonsense").get("/t/open/x").status_code == 401


def test_updates_need_the_version_they_saw(api: Api) -> None:
    merchant = api.as_merchant()
    for tag in ({}, {"If-Match": "9"}, {"If-Match": "*"}, {"If-Match": '"9", "10"'}):
        refused = merchant.patch("/t/things/3", json={"name": "a"}, headers=tag)
        assert (refused.status_code, refused.json()["code"]) == (
            428,
            "request.precondition_required",
        )
    answered = merchant.patch("/t/things/3", json={"name": "a"}, headers={"If-Match": '"9"'})
    assert (answered.json()["subject"], answered["ETag"]) == ("9", '"3"')


def test_a_bug_tells_its_correlation_id_and_nothing_else(api: Api) -> None:
    response = api.anonymous().get("/t/bug", headers={"X-Correlation-Id": "abcdefgh-1"})
    assert (response.status_code, response.json()["correlation_id"]) == (500, "abcdefgh-1")
    assert b"ZeroDivision" not in response.content


def test_limits_are_refused_before_any_view(api: Api) -> None:
    merchant = api.as_merchant()
    assert merchant.post("/t/things", data=b" " * (1024 * 1024 + 1)).status_code == 413
    zipped = merchant.post("/t/things", data=b"x", headers={"Content-Encoding": "gzip"})
    assert zipped.status_code == 415
    assert merchant.get("/t/open/a%00b").status_code == 400
    assert merchant.get("/t/things?action=%00").status_code == 400
    assert merchant.put("/t/things", json={}).status_code == 405
    assert merchant.post("/t/things", data="a=b", content_type="text/plain").status_code == 415


def test_errors_speak_the_callers_language(api: Api) -> None:
    spanish = api.as_merchant().post("/t/things", json={"name": "refuse"})
    english = api.as_merchant().post(
        "/t/things", json={"name": "refuse"}, headers={"Accept-Language": "en"}
    )
    assert (spanish.json()["detail"], english.json()["detail"]) == ("Rechazado.", "Refused.")


def test_words_with_a_figure_in_them_are_said_anew_in_each_language(api: Api) -> None:
    merchant = api.as_merchant()

    def said(language: str) -> str:
        headers = {"Accept-Language": language}
        answer = merchant.post("/t/things", json={"name": "a", "weight": "0"}, headers=headers)
        return str(answer.json()["errors"][0]["detail"])

    assert [said("es"), said("en"), said("es")] == [
        "Asegúrese de que este valor es mayor o igual a 0.001.",
        "Ensure this value is greater than or equal to 0.001.",
        "Asegúrese de que este valor es mayor o igual a 0.001.",
    ]
