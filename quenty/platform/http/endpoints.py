"""The declaration of an endpoint, as data: what routes, documents and tests read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from quenty.platform.auth.access import Access

_CONVERTERS = {"UUID": "uuid", "int": "int", "str": "str"}


@dataclass(frozen=True)
class Endpoint:
    """`idempotency`: atomic, saga or none. `kind`: one or list. `etag`: a row attribute.
    `also`: other statuses of success, with the same answer. `ask`: what an atomic one asks of
    neighbours first, outside its transaction; it refuses by raising.
    """

    context: str
    method: str
    path: str
    handler: Callable[..., Any]
    access: Access
    operation: str
    summary: str
    kind: str = "one"
    body: Any = None
    query: Any = None
    answer: Any = None
    upload: bool = False
    status: int = 200
    also: tuple[int, ...] = ()
    idempotency: str = "none"
    ask: Callable[..., None] | None = None
    etag: str = ""
    ordering: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def django_path(self) -> str:
        """`orders/{order_id}` as Django writes it, with converters by annotation."""

        def converter(match: "re.Match[str]") -> str:
            name = match.group(1)
            # By the annotation's name: other annotations may exist for type checkers only.
            hint = self.params.get(name) or self.handler.__annotations__[name]
            return f"<{_CONVERTERS[getattr(hint, '__name__', hint)]}:{name}>"

        return re.sub(r"\{(\w+)\}", converter, self.path)

    @property
    def needs_if_match(self) -> bool:
        return bool(self.etag) and self.method in ("PATCH", "PUT", "DELETE")
