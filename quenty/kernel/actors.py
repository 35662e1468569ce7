"""Who did it: the actor written into every transition, posting and event."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind`: user, staff, api_key, service, system, operator.
    `id`: its id in the gateway, or a name.
    """

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Actor":
        kind, _, id_ = text.partition(":")
        return cls(kind, id_)


SYSTEM = Actor("system", "quenty")
