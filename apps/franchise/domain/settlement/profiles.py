"""What of a payer and a payee decides their taxes."""

from dataclasses import dataclass

RETEFUENTE, RETEIVA, RETEICA = WITHHOLDINGS = ("retefuente", "reteiva", "reteica")
COMMISSION, SERVICE, FREIGHT = CONCEPTS = ("commission", "service", "freight")
LEGAL, NATURAL = PERSONS = ("legal", "natural")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """`agent_for`: the withholdings it is an agent of. `ica_places`: DANE codes of the
    municipalities where it withholds ICA."""

    agent_for: frozenset[str]
    ica_places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """`filer`: declares income tax. `self_withholds`: the taxes it withholds of itself.
    `simple`: of the regimen SIMPLE, from whom nothing is withheld (art. 911 ET).
    `municipality`: DANE code of where the activity is taxed with ICA."""

    person: str
    iva_responsible: bool
    filer: bool = True
    self_withholds: frozenset[str] = frozenset()
    simple: bool = False
    municipality: str = ""


def withheld(payer: Payer, payee: Payee, tax: str) -> bool:
    """Whether this payer withholds this tax of this payee."""
    if payee.simple or tax in payee.self_withholds or tax not in payer.agent_for:
        return False
    return tax != RETEICA or payee.municipality in payer.ica_places
