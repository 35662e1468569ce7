"""The nine bounded contexts: their names, database aliases and ports when they run alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """`alias`: its Django database alias. `port`: where it listens as a process of its own.
    `pages`: first parts of addresses, beside its API's, at which it shows pages to people.
    """

    name: str
    alias: str
    port: int
    pages: tuple[str, ...] = ()

    @property
    def app(self) -> str:
        return f"apps.{self.name}"


CONTEXTS = {
    context.name: context
    for context in (
        Context("gateway", "default", 8000),
        Context("customers", "customers", 8001),
        Context("orders", "orders", 8002, pages=("track", "novedad", "pay")),
        Context("pickups", "pickups", 8003, pages=("driver", "desk")),
        Context("international", "international", 8004),
        Context("microcredit", "microcredit", 8005),
        Context("analytics", "analytics", 8006),
        Context("returns", "returns", 8007),
        Context("franchise", "franchise", 8008),
    )
}


def alias_of(context: str) -> str:
    """The database alias of a context. Raises KeyError for a name that is none."""
    return CONTEXTS[context].alias
