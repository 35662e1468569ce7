"""Codes of the platform itself: requests, identity, keys."""

from quenty.kernel.errors import ErrorCodes, code


class RequestError(ErrorCodes, prefix="request"):
    MALFORMED = code(
        400, en="The body cannot be read: {why}", es="No se puede leer el cuerpo: {why}"
    )
    NOT_FOUND = code(404, en="There is nothing here.", es="Aquí no hay nada.")
    METHOD_NOT_ALLOWED = code(
        405, en="This method is not allowed here.", es="Este método no se permite aquí."
    )
    NOT_ACCEPTABLE = code(
        406,
        en="None of the accepted media types can be served.",
        es="No se puede servir ninguno de los tipos aceptados.",
    )
    TOO_LARGE = code(
        413,
        en="The body is larger than {limit} bytes.",
        es="El cuerpo es mayor que {limit} bytes.",
    )
    UNSUPPORTED_MEDIA = code(
        415, en="This media type is not read here.", es="Este tipo de contenido no se lee aquí."
    )
    INVALID = code(422, en="Some fields are not valid.", es="Algunos campos no son válidos.")
    PRECONDITION_FAILED = code(
        412,
        en="It was changed meanwhile: version {current}, not {expected}.",
        es="Cambió entre tanto: versión {current}, no {expected}.",
    )
    PRECONDITION_REQUIRED = code(
        428,
        en="Send If-Match with the ETag that you read.",
        es="Envíe If-Match con el ETag que leyó.",
    )
    TOO_MANY = code(
        429,
        en="Too many requests; try again in {seconds} s.",
        es="Demasiadas solicitudes; intente de nuevo en {seconds} s.",
    )
    INTERNAL = code(500, en="Something went wrong on our side.", es="Algo falló de nuestro lado.")
    UNAVAILABLE = code(
        503,
        en="The service cannot answer now; try again shortly.",
        es="El servicio no puede responder ahora; intente en un momento.",
    )


class AuthError(ErrorCodes, prefix="auth"):
    REQUIRED = code(401, en="Log in or send an API key.", es="Ingrese o envíe una clave de API.")
    INVALID = code(401, en="The credentials are not valid.", es="Las credenciales no son válidas.")
    FORBIDDEN = code(403, en="This is not allowed for you.", es="Esto no le está permitido.")


class IdempotencyError(ErrorCodes, prefix="idempotency"):
    MALFORMED_KEY = code(
        422,
        en="An idempotency key has 1 to 255 printable ASCII characters.",
        es="Una clave de idempotencia tiene de 1 a 255 caracteres ASCII visibles.",
    )
    KEY_REUSED = code(
        422,
        en="This key was used with another body.",
        es="Esta clave ya se usó con otro cuerpo.",
    )
    IN_PROGRESS = code(
        409,
        en="A request with this key is still running.",
        es="Una solicitud con esta clave sigue en curso.",
    )
