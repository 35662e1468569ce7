"""The codes of invoices and of the credit they are owed under."""

from quenty.kernel.errors import ErrorCodes, code


class CreditError(ErrorCodes, prefix="customers.credit"):
    OVERDUE = code(
        409,
        en="{owed} of invoices is overdue: pay it to go on.",
        es="Hay {owed} en facturas vencidas: páguelas para continuar.",
    )
    SECOND_PERSON = code(
        409,
        en="A limit above {most} takes two people.",
        es="Un cupo superior a {most} lo aprueban dos personas.",
    )
    PROPOSAL_NOT_FOUND = code(
        404, en="There is no such credit proposal.", es="No existe esa propuesta de crédito."
    )
    PROPOSAL_ENDED = code(
        409,
        en="The proposal is {status} already.",
        es="La propuesta ya está {status}.",
    )


class InvoiceError(ErrorCodes, prefix="customers.invoice"):
    NOT_FOUND = code(404, en="There is no such invoice.", es="No existe esa factura.")
    NOTHING_OWED = code(409, en="Nothing of it is owed.", es="No se debe nada de esta factura.")
    OUTSTANDING = code(409, en="There are unpaid invoices.", es="Hay facturas sin pagar.")
    EXCEEDS_OWED = code(
        422,
        en="{wanted} is more than the {owed} owed.",
        es="{wanted} es más que lo que se debe, {owed}.",
    )
    NOTE_EXCEEDS = code(
        422,
        en="{wanted} is more than what is not credited yet of it, {left}.",
        es="{wanted} es más que lo que falta por acreditar de ella, {left}.",
    )
    RANGE_MISSING = code(
        409,
        en="There is no number range in force for {kind}.",
        es="No hay un rango de numeración vigente para {kind}.",
    )
    RANGE_INVALID = code(
        422,
        en="A range goes from a number above zero to a later one, between two dates in order.",
        es="Un rango va de un número mayor que cero a uno posterior, entre dos fechas en orden.",
    )
    RANGE_TAKEN = code(
        409,
        en="The prefix {prefix} has these numbers already.",
        es="El prefijo {prefix} ya tiene esos números.",
    )
