"""KYC over HTTP: documents in, the sandbox's answers, people's reviews, twelve months."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.customers.models import KycCase, KycDocument, KycFile, KycTransition, Merchant
from apps.customers.services.kyc.expire_cases import expire_cases, warn_of_expiry
from apps.customers.tests.files import jpeg, named, pdf, png
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.platform.registry import registry
from quenty.platform.store.models import Audit

pytestmark = pytest.mark.django_db(databases=["customers"])
BASE = "/api/v1/customers"


@pytest.fixture
def applicant(api, make_merchant):
    """A prospect with both sides of its document handed in; `ending` of its number."""

    def make(ending: str = "12345", **fields):
        merchant = make_merchant(
            kyc="", **{"status": "prospect", "document_number": f"10203{ending}", **fields}
        )
        client = api.as_merchant(merchant.id)
        for kind in ("id_front", "id_back"):
            answer = client.upload(
                f"{BASE}/kyc/documents", {"kind": kind, "file": named(f"{kind}.png", png())}
            )
            assert answer.status_code == 201, answer.json()
        return merchant, client

    return make


def submit(client, level="basic"):
    return client.post(f"{BASE}/kyc/submissions", json={"level": level})


def level_of(client, name="basic"):
    levels = client.get(f"{BASE}/kyc").json()["levels"]
    return next(level for level in levels if level["level"] == name)


def test_an_approval_activates_the_merchant(applicant, run_jobs, published):
    merchant, client = applicant()

    submitted = submit(client)
    assert submitted.status_code == 202, submitted.json()
    assert level_of(client)["status"] == "pending"
    run_jobs("customers")

    assert level_of(client)["status"] == "approved"
    assert Merchant.objects.get(pk=merchant.id).status == "active"
    seen = registry.get(CustomersApi).merchant(customer_id=merchant.id)
    assert (seen.status, seen.kyc_level) == ("active", "basic")
    ((approved, _),) = published("customers.kyc.approved")
    assert timedelta(364) < approved.expires_at - clock.now() < timedelta(367)
    assert len(published("customers.kyc.submitted")) == 1
    assert len(published("customers.customer.activated")) == 1


@pytest.mark.parametrize(
    ("ending", "status", "event"),
    [
        ("99001", "rejected", "rejected"),
        ("99002", "requires_update", "update_required"),
        ("99003", "in_review", "in_review"),
        ("99004", "in_review", "in_review"),
        ("99009", "pending", "submitted"),
    ],
)
def test_the_sandbox_answers_by_the_documents_ending(
    applicant, run_jobs, published, ending, status, event
):
    merchant, client = applicant(ending)
    submit(client)

    run_jobs("customers")

    assert level_of(client)["status"] == status
    assert len(published(f"customers.kyc.{event}")) == 1
    assert Merchant.objects.get(pk=merchant.id).status == "prospect"
    steps = KycTransition.objects.values_list("from_status", "to_status")
    assert next(iter(steps)) == ("not_started", "pending")


def test_says_which_documents_are_missing(api, make_merchant):
    merchant = make_merchant(kyc="", status="prospect", kind="company")
    client = api.as_merchant(merchant.id)

    refused = submit(client)

    assert (refused.status_code, refused.json()["code"]) == (
        422,
        "customers.kyc_documents_missing",
    )
    assert level_of(client)["missing"] == [
        "rut",
        "chamber_of_commerce",
        "legal_representative_id",
    ]
    assert KycCase.objects.count() == 0


def test_is_not_submitted_twice(applicant, run_jobs):
    _, client = applicant()
    submit(client)
    assert submit(client).json()["code"] == "customers.kyc_transition_refused"
    run_jobs("customers")

    refused = submit(client)

    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "customers.kyc_transition_refused",
    )


def decide(client, decision, reason=""):
    case = KycCase.objects.get()
    return client.post(
        f"{BASE}/kyc/cases/{case.id}/decisions", json={"decision": decision, "reason": reason}
    )


def test_low_risk_takes_one_reviewer(api, applicant, run_jobs):
    merchant, client = applicant("99003")
    submit(client)
    run_jobs("customers")

    decided = decide(api.as_role("support"), "approve")

    assert (decided.status_code, decided.json()["status"]) == (200, "approved")
    assert Merchant.objects.get(pk=merchant.id).status == "active"


def test_high_risk_takes_two_different_reviewers(api, applicant, run_jobs, published):
    merchant, client = applicant("99004")
    submit(client)
    run_jobs("customers")
    first, second = api.as_role("support"), api.as_role("admin")

    noted = decide(first, "approve")
    assert (noted.json()["status"], noted.json()["flags"]) == ("in_review", ["pep"])
    again = decide(first, "approve")
    assert (again.status_code, again.json()["code"]) == (409, "customers.kyc_second_reviewer")
    assert published("customers.kyc.approved") == []

    done = decide(second, "approve")

    assert done.json()["status"] == "approved"
    assert Merchant.objects.get(pk=merchant.id).status == "active"


def test_a_rejection_says_why_and_may_be_reopened(api, applicant, run_jobs, published):
    _, client = applicant("99003")
    submit(client)
    run_jobs("customers")
    support = api.as_role("support")

    assert decide(support, "reject").json()["code"] == "customers.kyc_reason_required"
    assert decide(support, "reject", "Foto de otra persona").status_code == 200
    ((rejected, _),) = published("customers.kyc.rejected")
    assert rejected.reason == "Foto de otra persona"
    assert decide(support, "approve").json()["code"] == "customers.kyc_transition_refused"
    assert decide(support, "reopen", "Nueva evidencia").json()["status"] == "requires_update"
    assert submit(client).status_code == 202


@pytest.mark.parametrize("role", ["merchant", "analyst", "credit_officer", "operator"])
def test_others_decide_nothing(api, applicant, role):
    _, client = applicant("99003")
    submit(client)

    assert decide(api.as_role(role), "approve").status_code == 403
    assert api.as_role("merchant").get(f"{BASE}/kyc/cases").status_code == 403


def test_takes_up_a_file_of_another_kind_for_what_it_is(applicant):
    _, client = applicant()
    for content, type_ in ((pdf(), "application/pdf"), (jpeg(), "image/jpeg")):
        made = client.upload(
            f"{BASE}/kyc/documents", {"kind": "rut", "file": named("rut.exe", content)}
        )
        assert made.json()["content_type"] == type_
    assert KycDocument.objects.filter(kind="rut", replaced_at=None).count() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00 this is a program", "file_type_refused"),
        (b"<svg onload='alert(1)'/>", "file_type_refused"),
        (b"%PDF-1.7\n no end", "file_damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 2000, "file_damaged"),
        (b"%PDF-" + b"0" * (5 * 1024 * 1024), "file_too_large"),
    ],
)
def test_refuses_a_file_by_its_content(applicant, content, code):
    _, client = applicant()
    before = KycDocument.objects.count()

    refused = client.upload(
        f"{BASE}/kyc/documents", {"kind": "rut", "file": named("rut.pdf", content)}
    )

    assert (refused.status_code, refused.json()["code"]) == (422, f"customers.{code}")
    assert refused.json()["errors"][0]["pointer"] == "file"
    assert KycDocument.objects.count() == before


@pytest.mark.parametrize(
    ("data", "pointer"),
    [({"kind": "rut"}, "file"), ({"file": "text"}, "file"), ({"kind": "x"}, "kind")],
)
def test_refuses_an_upload_that_is_none(applicant, data, pointer):
    _, client = applicant()

    refused = client.upload(f"{BASE}/kyc/documents", data)

    assert refused.status_code == 422
    assert pointer in [error["pointer"] for error in refused.json()["errors"]]


def test_files_are_sealed_at_rest(applicant):
    applicant()

    for file in KycFile.objects.all():
        assert bytes(file.sealed).startswith(b"t2:")
        assert b"PNG" not in bytes(file.sealed)


def test_a_document_is_seen_by_its_short_lived_link_and_the_look_is_logged(api, applicant):
    _merchant, _client = applicant()
    document = KycDocument.objects.get(kind="id_front")
    support = api.as_role("support")

    link = support.post(f"{BASE}/kyc/documents/{document.id}/links")
    assert link.status_code == 201
    path = link.json()["url"].split("8000", 1)[1]
    seen = api.anonymous().get(path)

    assert (seen.status_code, seen["Content-Type"], seen.content) == (200, "image/png", png())
    assert seen["Cache-Control"] == "no-store, private"
    look = Audit.objects.using("customers").get(action="kyc.look")
    assert (look.subject, look.actor.split(":")[0]) == (str(document.id), "staff")
    with clock.at(clock.now() + timedelta(minutes=5)):
        late = api.anonymous().get(path)
    assert (late.status_code, late.json()["code"]) == (404, "customers.file_link_invalid")
    forged = api.anonymous().get(path[:-3] + "abc")
    assert forged.json()["code"] == "customers.file_link_invalid"
    assert Audit.objects.using("customers").filter(action="kyc.look").count() == 1


def test_anothers_document_is_not_there(api, applicant, make_merchant):
    applicant()
    document = KycDocument.objects.first()

    refused = api.as_merchant(make_merchant().id).post(f"{BASE}/kyc/documents/{document.id}/links")

    assert (refused.status_code, refused.json()["code"]) == (
        404,
        "customers.kyc_document_not_found",
    )


def test_an_approval_lasts_twelve_months_with_two_warnings(applicant, run_jobs, published):
    merchant, client = applicant()
    start = datetime(2028, 2, 29, 12, tzinfo=UTC)
    with clock.at(start):
        submit(client)
        run_jobs("customers")
    end = datetime(2029, 2, 28, 12, tzinfo=UTC)
    told = []
    for days in (31, 30, 29, 7, 6):
        with clock.at(end - timedelta(days=days)):
            told.append((warn_of_expiry(), expire_cases()))

    assert told == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 0)]
    with clock.at(end):
        assert (warn_of_expiry(), expire_cases(), expire_cases()) == (0, 1, 0)
        assert level_of(client)["status"] == "expired"
        assert registry.get(CustomersApi).merchant(customer_id=merchant.id).kyc_level == "none"
    assert len(published("customers.kyc.expiring")) == 2
    assert len(published("customers.kyc.expired")) == 1


def test_a_renewal_keeps_the_approval_until_it_is_decided(applicant, run_jobs):
    merchant, client = applicant()
    start = datetime(2027, 3, 1, tzinfo=UTC)
    with clock.at(start):
        submit(client)
        run_jobs("customers")
    with clock.at(datetime(2028, 1, 30, tzinfo=UTC)):
        assert submit(client).status_code == 409
    with clock.at(datetime(2028, 2, 10, tzinfo=UTC)):
        assert submit(client).status_code == 202
        seen = registry.get(CustomersApi).merchant(customer_id=merchant.id)
        assert (level_of(client)["status"], seen.kyc_level) == ("pending", "basic")
        run_jobs("customers")
    assert KycCase.objects.get().approved_until == datetime(2029, 2, 10, tzinfo=UTC)


def test_history_is_append_only():
    from apps.customers.tests.test_ledger_guards import sqlstate

    assert sqlstate("UPDATE customers_kyctransition SET reason = ''") == "42501"
    assert sqlstate("DELETE FROM customers_kyctransition") == "42501"
