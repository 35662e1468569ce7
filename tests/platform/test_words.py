"""Values inside sentences, as each language says them."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec

import pytest

import apps
from quenty.kernel.contexts import CONTEXTS
from quenty.kernel.errors import ErrorCodes, code
from quenty.kernel.money import COP, USD, Money
from quenty.kernel.spanish import SPANISH
from quenty.kernel.words import Phrase, money, word


class SayingError(ErrorCodes, prefix="sample.saying"):
    GUIDE = code(409, en="The guide is {status}.", es="La guía está {status}.")
    CLIENT = code(409, en="The merchant is {status}.", es="El cliente está {status}.")
    DEBT = code(409, en="{held} of {wanted!r}", es="{held} de {wanted!r}")


@pytest.mark.parametrize(
    ("amount", "spanish", "english"),
    [
        (Money(4980, COP), "$ 4.980", "COP 4,980"),
        (Money("1234567.50", COP), "$ 1.234.567,50", "COP 1,234,567.50"),
        (Money(-300, COP), "$ -300", "COP -300"),
        (Money("12.5", USD), "USD 12,50", "USD 12.50"),
    ],
)
def test_money_is_written_as_each_language_writes_it(
    amount: Money, spanish: str, english: str
) -> None:
    assert (money(amount, "es"), money(amount, "en")) == (spanish, english)


def test_a_state_agrees_with_what_it_is_of() -> None:
    guide, client = SayingError.GUIDE(status="delivered"), SayingError.CLIENT(status="suspended")

    assert guide.message("es") == "La guía está entregada."
    assert client.message("es") == "El cliente está suspendido."
    assert guide.message("en") == "The guide is delivered."


def test_money_that_crossed_as_text_is_money_all_the_same() -> None:
    error = SayingError.DEBT(held="1,000.00 COP", wanted=Phrase(en="two", es="dos"))

    assert error.message("es").startswith("$ 1.000 de ")


def test_a_title_is_the_same_at_every_occurrence() -> None:
    first, second = SayingError.DEBT(held=1, wanted="a"), SayingError.DEBT(held=2, wanted="b")

    assert first.title("es") == second.title("es") == "… de …"
    assert SayingError.GUIDE(status="lost").title("en") == "The guide is …."


def test_what_is_in_no_table_stays_as_it_is() -> None:
    assert (word("kg_30", "es"), word("kg_30", "en")) == ("kg_30", "kg_30")
    assert word("picked_up", "en-GB") == "picked up"


def domains() -> Iterator[str]:
    for context in CONTEXTS:
        package = f"{apps.__name__}.{context}.domain"
        if find_spec(package) is None:
            continue
        yield package
        path = getattr(importlib.import_module(package), "__path__", None)
        if path is not None:
            yield from (found.name for found in pkgutil.walk_packages(path, f"{package}."))


# Written alike in Spanish, or names of the law.
SAME = {"CC", "CE", "NIT", "PP", "PPT"}


def test_every_state_and_event_of_every_domain_has_its_spanish_word() -> None:
    for name in domains():
        importlib.import_module(name)
    found = {
        str(member.value)
        for kind in StrEnum.__subclasses__()
        if kind.__module__.startswith(f"{apps.__name__}.") and ".domain" in kind.__module__
        for member in kind
    }

    assert found - SAME - SPANISH.keys() == set()
