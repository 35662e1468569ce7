"""Reading a .po file, without gettext's tools, which a machine may lack."""

import ast
import re
from dataclasses import dataclass, field

KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+(".*")')


class Malformed(ValueError):
    """The message says which line."""


@dataclass
class Entry:
    """One message. `strings`: its translation, or one for each plural form."""

    fuzzy: bool = False
    context: str | None = None
    message: str | None = None
    plural: str | None = None
    strings: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """As gettext looks it up: context and EOT before, plural and NUL after."""
        before = f"{self.context}\x04" if self.context is not None else ""
        after = f"\0{self.plural}" if self.plural is not None else ""
        return f"{before}{self.message}{after}"

    @property
    def value(self) -> str:
        return "\0".join(self.strings[number] for number in sorted(self.strings))


def messages(text: str) -> dict[str, str]:
    """What a catalogue translates, fuzzy and empty ones left out. Raises Malformed."""
    wanted = [
        entry
        for entry in _entries(text)
        if all(entry.strings.values()) and (not entry.fuzzy or entry.message == "")
    ]
    return {entry.key: entry.value for entry in wanted}


def _entries(text: str) -> list[Entry]:
    entries: list[Entry] = []
    entry, last = Entry(), ("", 0)
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        starts = KEYWORD.fullmatch(line)
        begins_anew = line.startswith("#") or (starts and starts[1] in ("msgctxt", "msgid"))
        if begins_anew and entry.strings:
            entries.append(entry)
            entry = Entry()
        if line.startswith("#,"):
            entry.fuzzy = "fuzzy" in line
        elif starts:
            last = (starts[1].split("[")[0], int(starts[2] or 0))
            _add(entry, last, starts[3])
        elif line.startswith('"') and last[0]:
            _add(entry, last, line)
        elif line and not line.startswith("#"):
            raise Malformed(f"line {number}: {line[:60]}")
    return [*entries, entry] if entry.strings else entries


def _add(entry: Entry, where: tuple[str, int], quoted: str) -> None:
    try:
        text = str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError) as error:
        raise Malformed(quoted[:60]) from error
    keyword, form = where
    if keyword == "msgstr":
        entry.strings[form] = entry.strings.get(form, "") + text
    elif keyword == "msgid":
        entry.message = (entry.message or "") + text
    elif keyword == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:
        entry.context = (entry.context or "") + text
