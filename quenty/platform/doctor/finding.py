"""One thing looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`remedy` is empty when nothing is wrong; else it says what to do."""

    about: str
    found: str
    remedy: str = ""

    @property
    def ok(self) -> bool:
        return not self.remedy


def one_line(error: BaseException) -> str:
    """An error's message without its line breaks."""
    return " ".join(str(error).split()) or type(error).__name__
