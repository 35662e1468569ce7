"""One OpenAPI document for everything, whoever hosts it."""

from collections.abc import Mapping
from typing import Any

MISSING = "x-quenty-missing"


def merged(own: dict[str, Any], others: Mapping[str, dict[str, Any] | None]) -> dict[str, Any]:
    """Our document with what each context of `others` documents of itself, ours unchanged.

    A context whose document is not known is named in the description, so that nobody
    takes what is left for all there is.
    """
    if not others:
        return own
    paths = dict(own.get("paths", {}))
    components = {kind: dict(named) for kind, named in own.get("components", {}).items()}
    for context, document in others.items():
        if document is None:
            continue
        prefix = f"/api/v1/{context}/"
        for path, methods in document.get("paths", {}).items():
            if path.startswith(prefix):
                paths.setdefault(path, methods)
        for kind, named in document.get("components", {}).items():
            components[kind] = {**named, **components.get(kind, {})}
    return {
        **own,
        "info": _info(own, sorted(name for name, found in others.items() if found is None)),
        "paths": dict(sorted(paths.items())),
        "components": {kind: dict(sorted(named.items())) for kind, named in components.items()},
    }


def _info(own: dict[str, Any], missing: list[str]) -> dict[str, Any]:
    info = dict(own.get("info", {}))
    if missing:
        names = ", ".join(missing)
        info[MISSING] = missing
        info["description"] = (
            f"{info.get('description', '')}\n\n**Incomplete: {names} cannot be reached now.** "
            f"Incompleto: no se puede consultar ahora {names}."
        )
    return info
