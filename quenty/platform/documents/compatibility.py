"""What may change in a published schema: a new optional field, a new method. Nothing else."""

from typing import Any

Schema = dict[str, Any]


def _object_breaks(where: str, old: Schema, new: Schema, *, incoming: bool) -> list[str]:
    found: list[str] = []
    before, after = old.get("properties", {}), new.get("properties", {})
    found += [f"{where}.{name} is gone" for name in before if name not in after]
    for name in before.keys() & after.keys():
        found += breaks(f"{where}.{name}", before[name], after[name], incoming=incoming)
    now_required = set(new.get("required", ())) - set(old.get("required", ()))
    # What a caller must send may not grow; what a reader was promised may not become optional.
    if incoming:
        found += [f"{where}.{name} is required now" for name in sorted(now_required)]
    else:
        optional = set(old.get("required", ())) - set(new.get("required", ()))
        found += [f"{where}.{name} is optional now" for name in sorted(optional) if name in after]
    return found


def breaks(where: str, old: Schema, new: Schema, *, incoming: bool) -> list[str]:
    """Sentences on what a new schema breaks for who wrote or reads by the old one."""
    found: list[str] = []
    for key in ("type", "format", "$ref", "enum", "const", "anyOf", "items", "prefixItems"):
        if key in ("enum",) and set(map(str, old.get(key, ()))) <= set(map(str, new.get(key, ()))):
            continue
        if old.get(key) != new.get(key):
            found.append(f"{where}: {key} was {old.get(key)!r}, is {new.get(key)!r}")
    found += _object_breaks(where, old, new, incoming=incoming)
    for name, inner in old.get("$defs", {}).items():
        other = new.get("$defs", {}).get(name)
        if other is None:
            found.append(f"{where}: {name} is gone")
        else:
            found += breaks(f"{where}:{name}", inner, other, incoming=incoming)
    return found


def event_breaks(old: dict[str, Schema], new: dict[str, Schema]) -> list[str]:
    found: list[str] = []
    for key, schema in old.items():
        if key not in new:
            found.append(f"{key} is gone")
        else:
            found += breaks(key, schema, new[key], incoming=False)
    return found


def method_breaks(old: dict[str, Schema], new: dict[str, Schema]) -> list[str]:
    found: list[str] = []
    for key, schema in old.items():
        if key not in new:
            found.append(f"{key} is gone")
            continue
        if schema["effect"] != new[key]["effect"]:
            found.append(f"{key} became a {new[key]['effect']}")
        found += _object_breaks(key, schema["arguments"], new[key]["arguments"], incoming=True)
        found += breaks(f"{key} answer", schema["answer"], new[key]["answer"], incoming=False)
    return found
