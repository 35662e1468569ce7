"""What an endpoint's function is handed."""

from dataclasses import dataclass, field
from typing import Any

from quenty.kernel.actors import Actor
from quenty.platform import ambient
from quenty.platform.auth.principal import Principal


@dataclass(slots=True)
class Call:
    """`body` and `query`: validated dicts. `if_match`: the version of If-Match, where demanded."""

    request: Any
    principal: Principal
    body: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    if_match: int | None = None
    idempotency_key: str = ""

    @property
    def actor(self) -> Actor:
        return ambient.current().actor

    @property
    def livemode(self) -> bool:
        return self.principal.livemode if self.principal else True

    @property
    def language(self) -> str:
        """`es` or `en`, as negotiated."""
        from django.utils.translation import get_language

        return "en" if (get_language() or "es").startswith("en") else "es"
