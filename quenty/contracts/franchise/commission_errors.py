"""The codes of commissions and settlements."""

from quenty.kernel.errors import ErrorCodes, code


class CommissionError(ErrorCodes, prefix="franchise.commission"):
    GUIDE_NOT_FOUND = code(404, en="There is no such guide.", es="No existe esa guía.")
    RULE_NOT_FOUND = code(
        404, en="There is no such commission rule.", es="No existe esa regla de comisión."
    )
    PAYEE_NOT_FOUND = code(404, en="There is no such payee.", es="No existe ese beneficiario.")
    PAYEE_EXISTS = code(409, en="It is a payee already.", es="Ya es un beneficiario.")
    RULE_EXISTS = code(409, en="There is a rule {code} already.", es="Ya existe una regla {code}.")
    RULE_INCOMPLETE = code(
        422,
        en="The rule's amounts, scope or dates do not fit together.",
        es="Los valores, el ámbito o las fechas de la regla no son coherentes.",
    )
    BANDS_INVALID = code(
        422,
        en="Bands start at zero, rise, and are not negative.",
        es="Los tramos empiezan en cero, son crecientes y no son negativos.",
    )
    TRANSITION = code(
        409,
        en="A commission that is {status} cannot be changed by {action}.",
        es="Una comisión en estado {status} no admite {action}.",
    )


class SettlementError(ErrorCodes, prefix="franchise.settlement"):
    NOT_FOUND = code(404, en="There is no such settlement.", es="No existe esa liquidación.")
    PERIOD_OPEN = code(
        409,
        en="The month {period} is not over and cannot be settled yet.",
        es="El mes {period} no ha terminado y aún no se puede liquidar.",
    )
    SECOND_APPROVER = code(
        409,
        en="A settlement above {limit} is approved by two different people.",
        es="Una liquidación superior a {limit} la aprueban dos personas distintas.",
    )
    RATE_EXISTS = code(
        409,
        en="There is a row {row} from that day already.",
        es="Ya existe una fila {row} desde ese día.",
    )
    RATE_INVALID = code(
        422,
        en="A row of {tax} does not have this value here.",
        es="Una fila de {tax} no lleva ese valor aquí.",
    )
    RATE_MISSING = code(
        409,
        en="Nothing is settled: there is no tax row {row}.",
        es="No se liquida: falta la fila tributaria {row}.",
    )
    PAYER_UNNAMED = code(
        409,
        en="Whoever withholds has a legal name, a NIT, an address and a municipality: add a"
        " payer's profile with all four.",
        es="Quien retiene tiene razón social, NIT, dirección y municipio: agregue un perfil del"
        " pagador con los cuatro.",
    )
    FRANCHISE_SUSPENDED = code(
        409,
        en="Nothing is paid to a suspended franchise or its points: reinstate or terminate it"
        " first.",
        es="No se paga a una franquicia suspendida ni a sus puntos: primero reactívela o"
        " termínela.",
    )
    KYC_MISSING = code(
        409,
        en="Nothing is paid to a payee without KYC in force.",
        es="No se paga a un beneficiario sin verificación vigente.",
    )
    PAYEE_BLOCKED = code(
        409,
        en="Nothing is paid to a payee whose customer account is {status}.",
        es="La cuenta de cliente del beneficiario está {status}: no se le paga.",
    )
    TRANSITION = code(
        409,
        en="A settlement that is {status} cannot be changed by {action}.",
        es="Una liquidación en estado {status} no admite {action}.",
    )
