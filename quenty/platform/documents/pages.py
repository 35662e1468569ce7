"""docs/errors.md and docs/events.md, from the declarations."""

from quenty.kernel.errors import ErrorCodes
from quenty.kernel.events import EVENTS
from quenty.platform.documents import loading
from quenty.platform.events.declared import CONSUMERS


def errors_page() -> str:
    """Every code with its status and its sentence in both languages."""
    loading.everything()
    lines = [
        "# Error codes",
        "",
        "Made by `manage.py documents`; codes are stable and never change with the language.",
        "",
        "| code | status | English | Español |",
        "|---|---|---|---|",
    ]
    for key in sorted(ErrorCodes.registry):
        error = ErrorCodes.registry[key]
        if key.startswith("sample."):
            continue
        cells = [f"`{key}`", str(error.status), error.en, error.es]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def events_page() -> str:
    """Every event with who acts on it."""
    loading.contracts()
    lines = [
        "# Events",
        "",
        "Made by `manage.py documents`. Past tense, one fact each; versions only grow.",
        "",
        "| event | version | fields | consumers | webhook |",
        "|---|---|---|---|---|",
    ]
    for key in sorted(EVENTS):
        declared = EVENTS[key]
        names = [
            f"_{name}_" if name in declared.personal else name
            for name in declared.payload.__annotations__
        ]
        consumers = sorted({consumer.name for consumer in CONSUMERS.get(key, ())})
        lines.append(
            f"| `{declared.name}` | {declared.version} | {', '.join(names)} "
            f"| {', '.join(f'`{c}`' for c in consumers)} | {'yes' if declared.webhook else ''} |"
        )
    lines += ["", "_Italic_ fields are personal data: masked in logs, blanked on erasure."]
    return "\n".join(lines) + "\n"
