"""What a new context may be called, and what its files say of it."""

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass

SHAPE = re.compile(r"[a-z][a-z0-9_]{2,30}")
# Names that Django, the platform or the address space have taken.
RESERVED = {"admin", "api", "auth", "contenttypes", "default", "docs", "platform", "sessions"}


class BadName(ValueError):
    """The message says what is wrong with the name."""


@dataclass(frozen=True)
class NewContext:
    """`port`: where it listens as a process of its own. `purpose`: one sentence."""

    name: str
    port: int
    purpose: str

    @property
    def substitutions(self) -> dict[str, str]:
        words = self.name.split("_")
        return {
            "name": self.name,
            "title": " ".join(words).capitalize(),
            "camel": "".join(word.title() for word in words),
            "port": str(self.port),
            "purpose": self.purpose,
        }


def new_context(name: str, *, purpose: str, ports: Iterable[int]) -> NewContext:
    """A checked name with the next free port. Raises BadName."""
    if not SHAPE.fullmatch(name) or keyword.iskeyword(name):
        raise BadName(f"{name!r}: a context's name is lower case, 3 to 31 letters, digits and _")
    if name in RESERVED:
        raise BadName(f"{name!r} is taken by the platform")
    return NewContext(name=name, port=max(ports) + 1, purpose=purpose)
