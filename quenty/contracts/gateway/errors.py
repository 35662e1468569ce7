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
    ROLES_NOT_ALLOWED = code(
        422,
        en="These roles do not go together with this user: {roles}.",
        es="Estos roles no son posibles para este usuario: {roles}.",
    )
    INVALID_CREDENTIALS = code(
        401,
        en="E-mail or password are not right.",
        es="El correo o la contraseña no son correctos.",
    )
    TOO_MANY_ATTEMPTS = code(
        429,
        en="Too many failed log-ins; try again in {seconds} seconds.",
        es="Demasiados intentos fallidos; intente de nuevo en {seconds} segundos.",
    )
    SECOND_FACTOR_REQUIRED = code(
        401,
        en="A code of your authenticator is needed too.",
        es="También se necesita un código de su autenticador.",
    )
    INVALID_CODE = code(
        401,
        en="The code is not right or was used before.",
        es="El código no es correcto o ya fue usado.",
    )
    ACCOUNT_SUSPENDED = code(
        403,
        en="This merchant's account is suspended.",
        es="La cuenta de este comercio está suspendida.",
    )
    INVALID_REFRESH_TOKEN = code(
        401,
        en="The refresh token is unknown, expired, used or revoked; log in again.",
        es="El token de renovación es desconocido, venció, ya se usó o fue revocado; "
        "inicie sesión de nuevo.",
    )
    INVALID_LINK = code(
        422,
        en="The link is not valid, has expired or was used before.",
        es="El enlace no es válido, venció o ya fue usado.",
    )
    WRONG_PASSWORD = code(
        422,
        en="The present password is not right.",
        es="La contraseña actual no es correcta.",
    )
    USER_NOT_FOUND = code(404, en="There is no such user.", es="No existe ese usuario.")
    SESSION_NOT_FOUND = code(404, en="There is no such session.", es="No existe esa sesión.")
    API_KEY_NOT_FOUND = code(404, en="There is no such API key.", es="No existe esa llave de API.")
    NO_MERCHANT = code(
        409,
        en="This user acts for no merchant.",
        es="Este usuario no actúa por ningún comercio.",
    )
    SANDBOX_UNAVAILABLE = code(
        409,
        en="This merchant has no sandbox account yet, so it can have no test keys.",
        es="Este comercio aún no tiene cuenta de pruebas, así que no puede tener llaves de prueba.",
    )
    UNKNOWN_SCOPE = code(
        422, en="There is no scope {scope!r}.", es="No existe el alcance {scope!r}."
    )
    INVALID_NETWORK = code(
        422,
        en="{network!r} is no IP address or CIDR block.",
        es="{network!r} no es una dirección IP ni un bloque CIDR.",
    )
    EXPIRY_IN_PAST = code(
        422, en="The expiry lies in the past.", es="El vencimiento está en el pasado."
    )
    TOO_MANY_API_KEYS = code(
        409,
        en="A merchant may have {limit} live keys; revoke one first.",
        es="Un comercio puede tener {limit} llaves activas; revoque una primero.",
    )
    SECOND_FACTOR_ON = code(
        409,
        en="A second factor is on already.",
        es="Ya hay un segundo factor activo.",
    )
    SECOND_FACTOR_NOT_STARTED = code(
        409,
        en="No second factor was started.",
        es="No se ha iniciado un segundo factor.",
    )
    STAFF_ONLY = code(
        403, en="Only staff has a second factor.", es="Solo el personal tiene segundo factor."
    )
