"""The gateway's codes."""

from quenty.kernel.errors import ErrorCodes, code


class GatewayError(ErrorCodes, prefix="gateway"):
    EMAIL_TAKEN = code(
        409,
        en="A user with this e-mail exists already.",
        es="Ya existe un usuario con este correo.",
    )
    WEAK_PASSWORD = code(
        422,
        en="The password is too weak: {reasons}",
        es="La contraseña es demasiado débil: {reasons}",
    )
