"""The codes of customers."""

from quenty.kernel.errors import ErrorCodes, code


class CustomerError(ErrorCodes, prefix="customers"):
    NOT_FOUND = code(404, en="There is no such customer.", es="No existe ese cliente.")
    NOT_ACTIVE = code(
        409,
        en="The customer is {status} and cannot do this.",
        es="El cliente está {status} y no puede hacer esto.",
    )
    INSUFFICIENT_FUNDS = code(
        402,
        en="The wallet has {available} available and {wanted} is needed.",
        es="La billetera tiene {available} disponibles y se necesitan {wanted}.",
    )
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
