"""How the contexts are split into units: processes with databases, worker and queue of their own.

A split is written `gateway,orders+pickups`: each name is a unit, names joined by `+` share
one, and what is not named shares one more, called `rest`. An empty split is nine units.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded.ports import LOOPBACK, next_free

REST = "rest"


class SplitError(ValueError):
    """The split names what is no context, or one twice."""


@dataclass(frozen=True)
class Unit:
    """`port`: of the loopback interface, where its web server listens."""

    name: str
    contexts: tuple[str, ...]
    port: int

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"


def split(written: str, hosted: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Names of units with their contexts. Raises SplitError."""
    left = list(hosted)
    units: list[tuple[str, tuple[str, ...]]] = []
    for name in written.split(",") if written else left.copy():
        members = tuple(part.strip() for part in name.split("+"))
        for member in members:
            if member not in left:
                known = "named twice" if member in CONTEXTS else "no context of ours"
                raise SplitError(f"{member!r} is {known}; there are {', '.join(CONTEXTS)}")
            left.remove(member)
        units.append(("-".join(members), members))
    return [*units, (REST, tuple(left))] if left else units


def units_of(written: str, hosted: Iterable[str], first_port: int) -> list[Unit]:
    """The units of a split, each at its first context's port, or the next free one.

    `first_port`: the gateway's; the others keep their distance from it (8001, 8002 ...).
    Raises SplitError.
    """
    found: list[Unit] = []
    offset = first_port - CONTEXTS["gateway"].port
    for name, contexts in split(written, hosted):
        port = next_free(CONTEXTS[contexts[0]].port + offset)
        while port in {unit.port for unit in found}:
            port = next_free(port + 1)
        found.append(Unit(name, contexts, port))
    return found


def front_of(units: list[Unit]) -> Unit:
    """The unit that hosts the gateway, or the first."""
    return next((unit for unit in units if "gateway" in unit.contexts), units[0])


def environment_of(
    unit: Unit, units: list[Unit], outside: Mapping[str, str], *, broker: str
) -> dict[str, str]:
    """What a unit may know: its own databases, the secrets all share, and where the others are.

    `outside`: an environment that names every database.
    """
    own = {f"{name.upper()}_DATABASE_URL" for name in unit.contexts}
    peers = {name: other.url for other in units for name in other.contexts if other != unit}
    return {
        **{k: v for k, v in outside.items() if not k.endswith("_DATABASE_URL") or k in own},
        "QUENTY_UNIT": unit.name,
        "QUENTY_CONTEXTS": ",".join(unit.contexts),
        "QUENTY_PEERS": ",".join(f"{name}={url}" for name, url in peers.items()),
        "QUENTY_TRUSTED_PROXIES": "" if unit == front_of(units) else LOOPBACK,
        "QUENTY_EVENTS_TRANSPORT": "rabbitmq",
        "RABBITMQ_URL": broker,
    }
