"""The contract of our own making: conditions, their hash, and what is signed."""

from io import BytesIO

import pypdfium2
import pytest

from apps.franchise.tests.networks import ROOT, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(data))
    return " ".join(page.get_textpage().get_text_range() for page in document)


def draft(office, franchise) -> bytes:
    path = f"{ROOT}/franchises/{franchise['id']}/contract-draft"
    return office.client.get(path).getvalue()


def test_the_contract_says_the_conditions_and_their_hash(office):
    franchise = office.apply(capital="8000000", monthly_fee="650000")
    office.good(office.evaluate(franchise, "05001", "05088"))
    data = draft(office, franchise)
    said = words(data)
    for word in ("$ 8.000.000", "$ 5.000.000", "$ 650.000", "05001 MEDELLÍN", "05088"):
        assert word.casefold() in said.casefold()
    assert draft(office, franchise) == data

    office.good(office.step(franchise, "approve"))
    signed = office.good(office.sign(franchise))
    assert len(signed["terms_sha256"]) == 64
    assert signed["terms_sha256"] in said.replace("\r\n", "").replace(" ", "")


def test_other_conditions_have_another_hash(office):
    franchise = office.apply()
    before = office.good(office.sign(franchise))["terms_sha256"]
    office.client.patch(
        f"{ROOT}/franchises/{franchise['id']}", json={"monthly_fee": "1"},
        headers={"If-Match": '"2"'},
    )  # fmt: skip
    assert office.good(office.sign(franchise))["terms_sha256"] != before
