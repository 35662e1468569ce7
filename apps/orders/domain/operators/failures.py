"""How an operator fails, told apart by what may have happened at its end."""


class OperatorFailure(Exception):
    """`outcome`: the word under which the call log keeps it. `code`: the operator's own."""

    outcome = "failed"

    def __init__(self, detail: str, *, code: str = "") -> None:
        self.code = code
        self.detail = detail[:300]
        super().__init__(self.detail)


class Refused(OperatorFailure):
    """It answered, and said no: nothing was done. The operator itself is well."""

    outcome = "refused"


class NotReached(OperatorFailure):
    """Nobody was asked, or nobody listened: nothing was done."""

    outcome = "not_reached"


class NotInstalled(NotReached):
    """What is needed to ask it is not installed here."""


class NoAnswer(OperatorFailure):
    """It was asked and did not answer in time or in sense: it may or may not have done it."""

    outcome = "no_answer"


class NotOffered(Refused):
    """This operator has no such operation."""

    outcome = "not_offered"


OUTCOMES = ("ok", "refused", "not_offered", "not_reached", "no_answer", "broken_off")
# What says that the operator is ill, and counts towards its breaker.
ILL = frozenset({"not_reached", "no_answer"})
