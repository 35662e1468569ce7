"""The codes of disputes over operators' invoices."""

from quenty.kernel.errors import ErrorCodes, code


class DisputeError(ErrorCodes, prefix="franchise.dispute"):
    NO_SUCH_LINE = code(
        404,
        en="Of these lines the invoice has none in dispute: {lines}.",
        es="La factura no tiene en disputa estas líneas: {lines}.",
    )
    TRANSITION = code(
        409,
        en="A dispute that is {status} cannot be changed by {action}.",
        es="Una disputa en estado {status} no admite {action}.",
    )
    NOTHING_LEFT = code(
        409,
        en="The invoice has no difference that {action} applies to.",
        es="La factura no tiene diferencias que admitan {action}.",
    )
    SECOND_PERSON = code(
        409,
        en="What ends a dispute needs a second person; you have said it already.",
        es="Lo que termina una disputa necesita a una segunda persona; usted ya lo dijo.",
    )
    AMOUNT = code(
        422,
        en="An amount is said where one is agreed upon, from {low} to {high}.",
        es="El valor se indica cuando se acuerda uno, de {low} a {high}.",
    )
    REFERENCE_MISSING = code(
        422,
        en="A credit note is taken with its number.",
        es="Una nota crédito se recibe con su número.",
    )
