"""The codes of customers."""

from quenty.contracts.customers.invoice_errors import CreditError, InvoiceError
from quenty.contracts.customers.payout_errors import BankError, BankPayoutError
from quenty.kernel.errors import ErrorCodes, code

__all__ = ["BankError", "BankPayoutError", "CreditError", "CustomerError", "InvoiceError"]


class CustomerError(ErrorCodes, prefix="customers"):
    """Of merchants, wallets and the ledger."""

    NOT_FOUND = code(404, en="There is no such customer.", es="No existe ese cliente.")
    NOT_ACTIVE = code(
        409,
        en="The customer is {status} and cannot do this.",
        es="El cliente está {status} y no puede hacer esto.",
    )
    KYC_REQUIRED = code(
        409,
        en="The customer has no KYC approval in force.",
        es="El cliente no tiene una verificación vigente.",
    )
    TRANSITION_REFUSED = code(
        409,
        en="A customer that is {status} does not admit: {action}.",
        es="Un cliente en estado {status} no admite: {action}.",
    )
    WALLET_NOT_EMPTY = code(
        409,
        en="The wallet still holds {available} available and {held} held.",
        es="La billetera aún tiene {available} disponibles y {held} retenidos.",
    )
    INSUFFICIENT_FUNDS = code(
        402,
        en="The wallet has {available} available and {wanted} is needed.",
        es="La billetera tiene {available} disponibles y se necesitan {wanted}.",
    )
    HOLD_NOT_FOUND = code(404, en="There is no such hold.", es="No existe esa retención.")
    HOLD_NOT_OPEN = code(
        409, en="The hold is {status} already.", es="La retención ya está {status}."
    )
    CAPTURE_EXCEEDS_HOLD = code(
        422,
        en="{wanted} is more than the {held} held.",
        es="{wanted} es más que lo retenido, {held}.",
    )
    REFUND_EXCEEDS_CAPTURE = code(
        422,
        en="{wanted} is more than what remains of the capture, {captured}.",
        es="{wanted} es más que lo que queda de lo cobrado, {captured}.",
    )
    IDEMPOTENCY_CONFLICT = code(
        409,
        en="This idempotency key was used for another operation.",
        es="Esta clave de idempotencia ya se usó para otra operación.",
    )
    AMOUNT_NOT_POSITIVE = code(
        422, en="The amount must be above zero.", es="El monto debe ser mayor que cero."
    )
    AMOUNT_NOT_WHOLE = code(
        422,
        en="{amount} is not in whole pesos.",
        es="{amount} no está en pesos enteros.",
    )
    POSTING_UNBALANCED = code(
        422,
        en="The entries do not sum to zero in each currency.",
        es="Los asientos no suman cero en cada moneda.",
    )
    NOT_REVERSIBLE = code(
        409,
        en="A posting of kind {kind} is not taken back this way.",
        es="Un asiento de tipo {kind} no se reversa así.",
    )
    ALREADY_REVERSED = code(
        409, en="The posting was taken back already.", es="El asiento ya fue reversado."
    )
    MIXED_LIVEMODE = code(
        422,
        en="Play money and real money do not meet in one posting.",
        es="El dinero de prueba y el real no se mezclan en un asiento.",
    )
    LIMIT_BELOW_DEBT = code(
        409,
        en="The wallet owes more than the new limit of {limit}.",
        es="La billetera debe más que el nuevo cupo de {limit}.",
    )
    ACCOUNT_UNKNOWN = code(
        422, en="There is no account named {account}.", es="No existe una cuenta {account}."
    )
    PAYOUT_EXCEEDS_COD = code(
        409,
        en="{wanted} is more than the {owed} collected and not paid out.",
        es="{wanted} es más que lo recaudado por pagar, {owed}.",
    )
    NOTHING_OWED = code(409, en="The customer owes us nothing.", es="El cliente no nos debe nada.")
    LIEN_NOT_FOUND = code(404, en="There is no such lien.", es="No existe ese gravamen.")
    LIEN_NOT_OPEN = code(
        409, en="The lien is {status} already.", es="El gravamen ya está {status}."
    )
    LIEN_EXISTS = code(
        409,
        en="There is a lien for this claim already.",
        es="Ya existe un gravamen por esta obligación.",
    )
    LIEN_INVALID = code(
        422,
        en="A lien takes above 0 and up to 100 percent of a payout, until an amount above zero.",
        es="Un gravamen toma más de 0 y hasta 100 por ciento de un pago, hasta un monto "
        "mayor que cero.",
    )
    COD_OUTSTANDING = code(
        409,
        en="Money of deliveries is still to be collected or paid out.",
        es="Aún hay recaudos por cobrar o por pagar.",
    )
    TOP_UP_NOT_FOUND = code(404, en="There is no such top-up.", es="No existe esa recarga.")
    TOP_UP_OUT_OF_BOUNDS = code(
        422,
        en="A top-up is between {minimum} and {maximum}.",
        es="Una recarga está entre {minimum} y {maximum}.",
    )
    TOP_UP_MISMATCH = code(
        422,
        en="The provider tells another amount than the top-up's.",
        es="El proveedor informa un monto distinto al de la recarga.",
    )
    PROVIDER_UNAVAILABLE = code(
        503,
        en="Payments are not available at the moment.",
        es="Los pagos no están disponibles en este momento.",
    )
    SIGNATURE_INVALID = code(401, en="The signature does not match.", es="La firma no corresponde.")
    PERIOD_INVALID = code(
        422,
        en="The period ends before it begins or is longer than {most} days.",
        es="El período termina antes de empezar o dura más de {most} días.",
    )
    DOCUMENT_INVALID = code(
        422,
        en="This is no valid document of type {document_type}.",
        es="No es un documento válido de tipo {document_type}.",
    )
    DOCUMENT_OF_MINOR = code(
        422,
        en="A minor's document cannot open an account.",
        es="Un documento de menor de edad no puede abrir una cuenta.",
    )
    NIT_CHECK_DIGIT = code(
        422,
        en="The check digit is not that of NIT {number}.",
        es="El dígito de verificación no es el del NIT {number}.",
    )
    COMPANY_NEEDS_NIT = code(
        422, en="A company registers with its NIT.", es="Una empresa se registra con su NIT."
    )
    DOCUMENT_TAKEN = code(
        409,
        en="There is an account with this document already.",
        es="Ya existe una cuenta con este documento.",
    )
    CONSENT_REQUIRED = code(
        422,
        en="Consent to the data policy {version} is required.",
        es="Se requiere aceptar la política de datos {version}.",
    )
    ADDRESS_NOT_FOUND = code(404, en="There is no such address.", es="No existe esa dirección.")
    KYC_CASE_NOT_FOUND = code(
        404, en="There is no such KYC case.", es="No existe ese caso de verificación."
    )
    KYC_DOCUMENT_NOT_FOUND = code(
        404, en="There is no such document.", es="No existe ese documento."
    )
    KYC_TRANSITION_REFUSED = code(
        409,
        en="A KYC case that is {status} does not admit: {action}.",
        es="Un caso de verificación en estado {status} no admite: {action}.",
    )
    KYC_DOCUMENTS_MISSING = code(
        422, en="Documents are missing: {missing}.", es="Faltan documentos: {missing}."
    )
    KYC_SECOND_REVIEWER = code(
        409,
        en="A case of high risk is approved by two different reviewers.",
        es="Un caso de alto riesgo lo aprueban dos revisores distintos.",
    )
    KYC_REASON_REQUIRED = code(
        422, en="Say why, for the merchant.", es="Indique el motivo para el cliente."
    )
    FILE_EMPTY = code(422, en="The file is empty.", es="El archivo está vacío.")
    FILE_TOO_LARGE = code(
        422, en="The file is larger than {most} MB.", es="El archivo pesa más de {most} MB."
    )
    FILE_TYPE_REFUSED = code(
        422,
        en="The file is not a PDF, JPEG or PNG.",
        es="El archivo no es un PDF, JPEG o PNG.",
    )
    FILE_DAMAGED = code(422, en="The file is cut short.", es="El archivo está incompleto.")
    FILE_LINK_INVALID = code(
        404,
        en="The link is not valid or has expired.",
        es="El enlace no es válido o ya venció.",
    )
