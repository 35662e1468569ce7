"""The codes of bank accounts and of what is paid out to them."""

from quenty.kernel.errors import ErrorCodes, code


class BankError(ErrorCodes, prefix="customers.bank"):
    ACCOUNT_MISSING = code(
        409,
        en="There is no bank account to pay to.",
        es="No hay una cuenta bancaria a la cual pagar.",
    )
    NOT_FOUND = code(
        404, en="There is no bank account.", es="No hay una cuenta bancaria registrada."
    )
    UNKNOWN = code(422, en="There is no bank {bank}.", es="No existe el banco {bank}.")
    NUMBER_INVALID = code(
        422,
        en="This is no account number of that kind.",
        es="No es un número de cuenta de ese tipo.",
    )
    COOLING = code(
        409,
        en="The bank account was changed: it is paid to from {until}.",
        es="La cuenta bancaria cambió: se le paga desde {until}.",
    )


class BankPayoutError(ErrorCodes, prefix="customers.payout"):
    NOT_FOUND = code(404, en="There is no such payout.", es="No existe ese desembolso.")
    BATCH_NOT_FOUND = code(
        404, en="There is no such file for the bank.", es="No existe ese archivo para el banco."
    )
    NOTHING_READY = code(
        409, en="No payout waits for the bank.", es="Ningún desembolso espera al banco."
    )
    EXCEEDS_EARNED = code(
        409,
        en="{wanted} is more than may leave for a bank, {earned}: what was topped up goes back "
        "to its source only.",
        es="{wanted} es más que lo que puede salir a un banco, {earned}: lo recargado solo vuelve "
        "a su origen.",
    )
    RATE_MISSING = code(
        409,
        en="There is no rate of the 4x1000 for {day}.",
        es="No hay tarifa del 4x1000 para {day}.",
    )
    SECOND_PERSON = code(
        409,
        en="More than {most} takes two people.",
        es="Más de {most} lo aprueban dos personas.",
    )
    TRANSITION = code(
        409,
        en="A payout that is {status} does not admit: {action}.",
        es="Un desembolso en estado {status} no admite: {action}.",
    )
    UNDER_WAY = code(409, en="A payout is under way.", es="Hay un desembolso en curso.")
