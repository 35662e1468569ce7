"""The codes of orders."""

# Declared once anybody reads the codes of orders.
from quenty.contracts.orders import incident_errors as incident_errors
from quenty.contracts.orders import operator_errors as operator_errors
from quenty.contracts.orders import policy_errors as policy_errors
from quenty.kernel.errors import ErrorCodes, code


class OrderError(ErrorCodes, prefix="orders"):
    NOT_FOUND = code(404, en="There is no such order.", es="No existe esa orden.")
    GUIDE_NOT_FOUND = code(404, en="There is no such guide.", es="No existe esa guía.")
    QUOTE_NOT_FOUND = code(404, en="There is no such quote.", es="No existe esa cotización.")
    ESTIMATE_NOT_FOUND = code(404, en="There is no such estimate.", es="No existe esa estimación.")
    OFFER_NOT_FOUND = code(
        404,
        en="The order's quote has no such offer.",
        es="La cotización de la orden no tiene esa oferta.",
    )
    INVALID = code(
        422,
        en="The order is not right at {pointer}: {problem}.",
        es="La orden no es correcta en {pointer}: {problem}.",
    )
    REFERENCE_TAKEN = code(
        409,
        en="There is an order with the reference {reference} already.",
        es="Ya existe una orden con la referencia {reference}.",
    )
    ORIGIN_MISSING = code(
        422,
        en="Say where the parcel starts, or set the merchant's origin first.",
        es="Indique dónde se recoge el paquete o configure antes el origen del comercio.",
    )
    ORIGIN_NOT_SET = code(
        404, en="No usual origin is set.", es="No hay un origen habitual configurado."
    )
    MERCHANT_SUSPENDED = code(
        409, en="The merchant is suspended.", es="El comercio está suspendido."
    )
    MERCHANT_NOT_VERIFIED = code(
        409,
        en="The merchant's identity is not verified yet.",
        es="La identidad del comercio aún no está verificada.",
    )
    TRANSITION_REFUSED = code(
        409,
        en="An order that is {status} does not admit: {event}.",
        es="Una orden en estado {status} no admite: {event}.",
    )
    NOT_CANCELLABLE = code(
        409,
        en="The order's guide is {status}: it can no longer be cancelled.",
        es="La guía de la orden está {status}: ya no se puede cancelar.",
    )
    NOT_VOIDABLE = code(
        409,
        en="The guide is {status}: only one that was not collected can be voided.",
        es="La guía está {status}: solo se anula una que no ha sido recogida.",
    )
    NO_PIECE_WENT = code(
        409,
        en="No other piece of the guide was collected: void the whole guide.",
        es="Ninguna otra pieza de la guía ha sido recogida: anule la guía completa.",
    )
    QUOTE_EXPIRED = code(
        409,
        en="The quote expired at {expired_at}; ask for another.",
        es="La cotización venció el {expired_at}; solicite otra.",
    )
    OFFER_NOT_AVAILABLE = code(
        409,
        en="This service cannot carry the order: {reasons}.",
        es="Este servicio no puede llevar la orden: {reasons}.",
    )
    ALREADY_CONFIRMED = code(
        409,
        en="The order was confirmed already: guide {number}.",
        es="La orden ya fue confirmada: guía {number}.",
    )
    CONFIRMATION_IN_PROGRESS = code(
        409,
        en="The order is being confirmed at this moment.",
        es="La orden se está confirmando en este momento.",
    )
    CONFIRMATION_UNDONE = code(
        409,
        en="The confirmation was withdrawn before a guide was issued.",
        es="La confirmación se retiró antes de emitir la guía.",
    )
    TRACKING_REFUSED = code(
        409,
        en="A guide that is {status} does not admit: {event}.",
        es="Una guía en estado {status} no admite: {event}.",
    )
    TRACKING_IN_FUTURE = code(
        422,
        en="An event cannot have happened at {occurred_at}, which is to come.",
        es="Un evento no pudo ocurrir el {occurred_at}, que aún no llega.",
    )
    TRACKING_BEFORE_ISSUE = code(
        422,
        en="An event cannot have happened before the guide was issued.",
        es="Un evento no pudo ocurrir antes de emitir la guía.",
    )
    PROOF_NOT_FOUND = code(
        404,
        en="There is no such picture of this delivery.",
        es="Esta entrega no tiene esa imagen.",
    )
    PIECE_UNKNOWN = code(
        422,
        en="The guide has no piece {piece}.",
        es="La guía no tiene la pieza {piece}.",
    )
    SERIAL_EXHAUSTED = code(
        503,
        en="There are no guide numbers left in the series.",
        es="No quedan números de guía en la serie.",
    )
