"""The codes of incidents, corrections and mends."""

from quenty.kernel.errors import ErrorCodes, code


class IncidentError(ErrorCodes, prefix="orders.incident"):
    NOT_FOUND = code(404, en="There is no such incident.", es="No existe esa novedad.")
    LINK_INVALID = code(
        404,
        en="The link is not valid, or its term is over.",
        es="El enlace no es válido o su plazo terminó.",
    )
    EVIDENCE_MISSING = code(
        422,
        en="This reason needs {missing}.",
        es="Esta causa exige {missing}.",
    )
    DEADLINE_PASSED = code(
        409,
        en="The term to answer ended at {deadline}.",
        es="El plazo para responder terminó el {deadline}.",
    )
    TRANSITION_REFUSED = code(
        409,
        en="An incident that is {status} does not admit: {event}.",
        es="Una novedad en estado {status} no admite: {event}.",
    )
    NOT_YOURS = code(
        409,
        en="It is not for the merchant to act on this incident.",
        es="No es el comercio quien debe actuar en esta novedad.",
    )
    ANSWER_INCOMPLETE = code(
        422,
        en="This answer needs {missing}.",
        es="Esta respuesta exige {missing}.",
    )
    ATTEMPTS_SPENT = code(
        409,
        en="No attempt is left: it is fetched at the office, or goes back.",
        es="No quedan intentos: se reclama en la oficina o se devuelve.",
    )
    GUIDE_ENDED = code(
        409,
        en="The guide is {status}: nothing more happens to it.",
        es="La guía está {status}: ya no le ocurre nada.",
    )
    NOTHING_TO_TELL = code(
        409,
        en="There is nothing to tell the operator by hand.",
        es="No hay nada que informar a mano al operador.",
    )


class CorrectionError(ErrorCodes, prefix="orders.correction"):
    NOT_FOUND = code(404, en="There is no such correction.", es="No existe esa corrección.")
    NOT_CORRECTABLE = code(
        409,
        en="A guide that is {status} is not corrected to {to}.",
        es="Una guía en estado {status} no se corrige a {to}.",
    )
    OPEN_ALREADY = code(
        409,
        en="A correction of this guide awaits its decision.",
        es="Una corrección de esta guía espera decisión.",
    )
    SAME_PERSON = code(
        409,
        en="Whoever asked for it cannot decide it.",
        es="Quien la pidió no puede decidirla.",
    )
    DECIDED = code(409, en="It was decided already.", es="Ya fue decidida.")


class MendError(ErrorCodes, prefix="orders.mend"):
    NOT_MENDABLE = code(
        409,
        en="The guide is {status}: its data can be changed before it is collected.",
        es="La guía está {status}: sus datos se cambian antes de recogerla.",
    )
    COD_ONLY_LOWER = code(
        422,
        en="What is collected can only be lowered, since its price holds; void the guide instead.",
        es="El recaudo solo se puede bajar, pues su precio se mantiene; anule la guía.",
    )
    BOOKED = code(
        409,
        en="{operator} has it as it was booked and collects that: void the guide, confirm again.",
        es="{operator} lo tiene como se reservó y cobra eso: anule la guía y confirme de nuevo.",
    )
    PAID = code(
        409,
        en="The recipient has paid already: what is collected does not change any more.",
        es="El destinatario ya pagó: el recaudo ya no cambia.",
    )
    NOTHING = code(422, en="There is nothing to change.", es="No hay nada que cambiar.")
    UNPRINTABLE = code(
        422,
        en="The label cannot print {text}. Write it in Latin letters.",
        es="El rótulo no puede imprimir {text}. Escríbalo en letras latinas.",
    )
