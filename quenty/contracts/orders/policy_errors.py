"""The codes of shipping policies."""

from quenty.kernel.errors import ErrorCodes, code


class PolicyError(ErrorCodes, prefix="orders.policy"):
    LIMITS_NOTHING = code(
        422,
        en="A policy forbids or limits something.",
        es="Una política prohíbe o limita algo.",
    )
    DATES = code(
        422,
        en="The dates do not fit those of the version before, or end before they begin.",
        es="Las fechas no encajan con la versión anterior o terminan antes de empezar.",
    )
