"""Optional extras of the distribution: whether they are there, and as pinned."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from quenty.platform.doctor.finding import Finding

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)$")


def extras(pyproject: Path) -> Iterator[Finding]:
    """One finding an extra for running; without one there is nothing wrong."""
    if not pyproject.exists():
        return
    named = tomllib.loads(pyproject.read_text())["project"]["optional-dependencies"]
    for name, packages in named.items():
        if name != "dev":
            yield _extra(name, packages)


def _extra(name: str, packages: list[str]) -> Finding:
    pins = [match for line in packages if (match := _PINNED.match(line))]
    wanted = {match[1]: match[2] for match in pins}
    found = {package: _installed(package) for package in wanted}
    if not any(found.values()):
        return Finding(f"extra {name}", "not installed: operators that need it can't be connected")
    wrong = [
        f"{package} is {found[package] or 'missing'}, not {pinned}"
        for package, pinned in wanted.items()
        if found[package] != pinned
    ]
    remedy = f"pip install -r requirements/{name}.txt" if wrong else ""
    return Finding(f"extra {name}", "; ".join(wrong) or "installed as pinned", remedy)


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
