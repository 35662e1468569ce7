"""An invoice or credit note as data that is ready for DIAN's electronic invoicing (Resolución
000165 of 2023, Anexo técnico 1.9, whose names these are). A draft: nothing is transmitted, so
it has neither CUFE nor signature.

Document types by DIAN's table 13.2.1: 13 CC, 22 CE, 31 NIT, 41 passport, 48 PPT.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.customers.domain.invoices import Content, Line

_DOCUMENTS = {"CC": "13", "CE": "22", "NIT": "31", "PP": "41", "PPT": "48"}
INVOICE, CREDIT_NOTE = "01", "91"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`document_type`: CC, CE, NIT, PP or PPT. `check_digit`: of a NIT, else empty."""

    name: str
    document_type: str
    number: str
    check_digit: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What a number was taken of: the range that DIAN authorised, or will."""

    prefix: str
    number: int
    resolution: str
    first: int
    last: int
    valid_from: date
    valid_to: date


def draft(
    *,
    type_code: str,
    numbered: Numbered,
    issuer: Party,
    buyer: dict[str, Any],
    content: Content,
    issued_on: date,
    due_on: date,
    on_credit: bool,
    of_invoice: str = "",
) -> dict[str, Any]:
    """`buyer`: as `party` writes it. `on_credit`: part of it is still to be paid.
    `of_invoice`: the one a note corrects."""
    references = {"BillingReference": {"ID": of_invoice}} if of_invoice else {}
    return {
        "transmitted": False,
        "ID": f"{numbered.prefix}{numbered.number}",
        "InvoiceTypeCode": type_code,
        "IssueDate": issued_on.isoformat(),
        "DueDate": due_on.isoformat(),
        "DocumentCurrencyCode": "COP",
        **references,
        "InvoiceControl": {
            "InvoiceAuthorization": numbered.resolution,
            "AuthorizationPeriod": {
                "StartDate": numbered.valid_from.isoformat(),
                "EndDate": numbered.valid_to.isoformat(),
            },
            "AuthorizedInvoices": {
                "Prefix": numbered.prefix,
                "From": numbered.first,
                "To": numbered.last,
            },
        },
        "AccountingSupplierParty": party(issuer),
        "AccountingCustomerParty": buyer,
        "PaymentMeans": {"ID": "2" if on_credit else "1", "PaymentDueDate": due_on.isoformat()},
        "TaxTotal": [_tax(tax) for tax in content.taxes],
        "LegalMonetaryTotal": {
            "LineExtensionAmount": str(content.net.amount),
            "TaxInclusiveAmount": str(content.total.amount),
            "PayableAmount": str(content.total.amount),
        },
        "InvoiceLine": [
            {
                "ID": str(position),
                "InvoicedQuantity": "1",
                "LineExtensionAmount": str(line.amount.amount),
                "Item": {"Description": line.kind},
            }
            for position, line in enumerate(content.lines, start=1)
        ],
    }


def party(who: Party) -> dict[str, Any]:
    return {
        "RegistrationName": who.name,
        "CompanyID": {
            "value": who.number,
            "schemeID": who.check_digit,
            "schemeName": _DOCUMENTS[who.document_type],
        },
        "ElectronicMail": who.email,
    }


def _tax(tax: Line) -> dict[str, Any]:
    return {
        "TaxScheme": {"ID": "01", "Name": "IVA"},
        "TaxCode": tax.kind,
        "Percent": tax.percent,
        "TaxableAmount": None if tax.base is None else str(tax.base.amount),
        "TaxAmount": str(tax.amount.amount),
    }
