"""The codes of operators: their accounts, their calls, what they tell us."""

from quenty.kernel.errors import ErrorCodes, code


class OperatorError(ErrorCodes, prefix="orders.operator"):
    NOT_FOUND = code(404, en="There is no such operator.", es="No existe ese operador.")
    ACCOUNT_NOT_FOUND = code(
        404, en="There is no such operator account.", es="No existe esa cuenta de operador."
    )
    ADAPTER_UNKNOWN = code(
        422,
        en="There is no way to reach an operator by the name {adapter}.",
        es="No existe una conexión de operador llamada {adapter}.",
    )
    EXTRA_MISSING = code(
        422,
        en="Reaching this operator needs the extra {extra}, which is not installed here.",
        es="Para llegar a este operador hace falta el extra {extra}, que aquí no está instalado.",
    )
    NO_LABEL = code(
        404,
        en="The operator {operator} makes no label of its own for this guide.",
        es="El operador {operator} no hace un rótulo propio para esta guía.",
    )
    CREDENTIALS_INCOMPLETE = code(
        422,
        en="These credentials are missing: {missing}.",
        es="Faltan estas credenciales: {missing}.",
    )
    ADDRESS_MISSING = code(
        422,
        en="This way to reach an operator needs an address.",
        es="Esta conexión de operador necesita una dirección.",
    )
    MERCHANT_UNKNOWN = code(422, en="There is no such merchant.", es="No existe ese comercio.")
    ANOTHER_ACTIVE = code(
        409,
        en="Another account of this operator is active for the same merchant and environment.",
        es="Otra cuenta de este operador está activa para el mismo comercio y ambiente.",
    )
    ACCOUNT_OF_ANOTHER = code(
        409,
        en="The account {account} of this operator is somebody else's: give this one another name.",
        es="La cuenta {account} de este operador es de otro titular: dele a esta otro nombre.",
    )
    CREDENTIALS_REFUSED = code(
        422,
        en="The operator does not take these credentials: {detail}.",
        es="El operador no acepta estas credenciales: {detail}.",
    )
    REFUSED = code(
        409,
        en="The operator {operator} refused: {detail}.",
        es="El operador {operator} se negó: {detail}.",
    )
    UNAVAILABLE = code(
        503,
        en="The operator {operator} does not answer at this moment.",
        es="El operador {operator} no responde en este momento.",
    )
    SERIALS_USED_UP = code(
        503,
        en="The ranges of guide numbers of the operator {operator} are used up.",
        es="Las series de guías del operador {operator} se agotaron.",
    )
    SIGNATURE_INVALID = code(
        401,
        en="The message's signature is not right.",
        es="La firma del mensaje no es válida.",
    )
    MESSAGE_STALE = code(
        401,
        en="The message's time is too far from ours.",
        es="La hora del mensaje está muy lejos de la nuestra.",
    )


class OperatorSerialsError(ErrorCodes, prefix="orders.operator_serials"):
    BAD_RANGE = code(
        422,
        en="A range goes upwards and stands in its figures; one with the S10 digit has eight.",
        es="Una serie va hacia arriba y cabe en sus cifras; con el dígito S10 tiene ocho.",
    )
    OVERLAP = code(
        409,
        en="Another range of this operator has some of these numbers.",
        es="Otra serie de este operador tiene algunos de estos números.",
    )


class OperatorPickupError(ErrorCodes, prefix="orders.operator_pickup"):
    NOT_FOUND = code(404, en="There is no such collection.", es="No existe esa recogida.")
    BAD_TIME = code(
        422,
        en="A collection is ordered from today to thirty days on, from one hour to a later one.",
        es="Una recogida se pide de hoy a treinta días, de una hora a otra posterior.",
    )
    MIXED = code(
        422,
        en="The guides are not all of one operator and one sender's address.",
        es="Las guías no son todas de un mismo operador y una misma dirección de remitente.",
    )
    NOT_WAITING = code(
        409,
        en="The guide {number} does not wait to be collected.",
        es="La guía {number} no está a la espera de recogida.",
    )
    ALREADY_ORDERED = code(
        409,
        en="A collection was ordered already for one of these guides.",
        es="Ya se pidió una recogida para una de estas guías.",
    )
    NOT_OFFERED = code(
        409,
        en="The operator {operator} takes no orders for collections.",
        es="El operador {operator} no recibe pedidos de recogida.",
    )
