"""What the gateway writes to people, and the port through which it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from apps.gateway.domain.parcel_texts import PARCEL_TEXTS
from apps.gateway.domain.staff_texts import STAFF_TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person. `link`: secret; kept apart from the text."""

    template: str
    recipient: str
    language: str
    subject: str
    body: str
    link: str | None = None


class Sender(Protocol):
    """A way out. `send` runs inside the gateway's unit of work: it writes down what is to
    be sent and returns; calls to a provider come after the commit.
    """

    name: str

    def send(self, message: Message) -> None: ...


_TEXTS = {
    ("verify_email", "es"): (
        "Confirme su correo en Quenty",
        "Hola {name}:\n\nConfirme su correo con este enlace, válido por 48 horas:\n{{link}}\n\n"
        "Si usted no abrió una cuenta, ignore este mensaje.",
    ),
    ("verify_email", "en"): (
        "Confirm your e-mail at Quenty",
        "Hello {name},\n\nConfirm your e-mail with this link, good for 48 hours:\n{{link}}\n\n"
        "If you opened no account, ignore this message.",
    ),
    ("reset_password", "es"): (
        "Cambie su contraseña de Quenty",
        "Hola {name}:\n\nElija una contraseña nueva con este enlace, válido por una hora y una "
        "sola vez:\n{{link}}\n\nSi usted no lo pidió, ignore este mensaje.",
    ),
    ("reset_password", "en"): (
        "Choose a new Quenty password",
        "Hello {name},\n\nChoose a new password with this link, good for an hour and once:\n"
        "{{link}}\n\nIf you did not ask for it, ignore this message.",
    ),
    ("password_changed", "es"): (
        "Su contraseña de Quenty cambió",
        "Hola {name}:\n\nSu contraseña acaba de cambiar y se cerraron todas sus sesiones. "
        "Si no fue usted, escríbanos de inmediato.",
    ),
    ("password_changed", "en"): (
        "Your Quenty password was changed",
        "Hello {name},\n\nYour password was just changed and all your sessions were closed. "
        "If it was not you, write to us at once.",
    ),
}


def compose(
    template: str,
    *,
    recipient: str,
    name: str,
    language: str,
    link: str | None = None,
    words: Mapping[str, str] | None = None,
) -> Message:
    """The message in the person's language, Spanish where there is no text in it.

    `words`: what else the text names. `{link}` stays a placeholder in the body. Raises
    KeyError for an unknown template.
    """
    texts = {**_TEXTS, **PARCEL_TEXTS, **STAFF_TEXTS}
    known = language if (template, language) in texts else "es"
    subject, body = texts[template, known]
    said = {key: _bare(word) for key, word in {**(words or {}), "name": name}.items()}
    return Message(
        template=template,
        recipient=recipient,
        language=known,
        subject=subject.format(**said)[:200],
        body=body.format(**said),
        link=link,
    )


def _bare(text: str) -> str:
    """Somebody's input: braces in it must not look like the placeholder, nor lines like ours."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())
