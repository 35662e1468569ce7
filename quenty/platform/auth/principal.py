"""The one who asks, as its token or key says: no user table is needed."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from quenty.kernel.actors import Actor


class Role(StrEnum):
    MERCHANT = "merchant"
    OPERATOR = "operator"
    DRIVER = "driver"
    FRANCHISEE = "franchisee"
    CREDIT_OFFICER = "credit_officer"
    SUPPORT = "support"
    ANALYST = "analyst"
    ADMIN = "admin"


STAFF = frozenset({Role.CREDIT_OFFICER, Role.SUPPORT, Role.ANALYST, Role.ADMIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """`kind`: user, api_key or service. The ids say whose rows it may see."""

    kind: str
    id: str
    roles: frozenset[str]
    scopes: frozenset[str] = field(default_factory=frozenset)
    customer_id: UUID | None = None
    franchise_id: UUID | None = None
    operator_id: UUID | None = None
    driver_id: UUID | None = None
    livemode: bool = True
    token_id: str = ""

    # What DRF and the admin ask of a user.
    is_authenticated = True
    is_active = True

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def is_staff(self) -> bool:
        return not self.roles.isdisjoint(STAFF)

    @property
    def actor(self) -> Actor:
        kind = "staff" if self.kind == "user" and self.is_staff else self.kind
        return Actor(kind, self.id)

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
