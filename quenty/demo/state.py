"""What the demo remembers between runs: log-ins, the API key, the last summary."""

import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

FILE = "demo.json"
FOLDER = "demo"
ADMIN_EMAIL = "admin@quenty.test"
MERCHANT_EMAIL = "tienda@quenty.test"


@dataclass
class State:
    """`summary`: of a run that came to its end, empty before."""

    admin_email: str = ADMIN_EMAIL
    admin_password: str = ""
    merchant_email: str = MERCHANT_EMAIL
    merchant_password: str = ""
    api_key: str = ""
    import_id: str = ""
    summary: dict[str, Any] = field(default_factory=dict)


def load(folder: Path) -> State:
    """The state kept in a folder; a new one, with passwords of its own, where there is none."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    known = {f.name for f in fields(State)}
    state = State(**{name: value for name, value in kept.items() if name in known})
    state.admin_password = state.admin_password or secrets.token_urlsafe(12)
    state.merchant_password = state.merchant_password or secrets.token_urlsafe(12)
    return state


def save(folder: Path, state: State) -> None:
    """Readable by its owner only, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files of mode 0600.
    handle, part = tempfile.mkstemp(dir=folder, prefix=f".{FILE}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(state), file, ensure_ascii=False, indent=2)
    Path(part).replace(folder / FILE)
