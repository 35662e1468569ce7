"""What an import says of a file: each fault with its line, column, code and reason."""

from dataclasses import dataclass, field
from typing import Any

from quenty.kernel.errors import ErrorCode

# A file may be wrong in every row: the report names the first ones and counts the rest.
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`line`: as an editor counts, the header is 1. `column`: empty when it is the whole line."""

    error: ErrorCode
    line: int
    column: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.error.code

    def message(self, language: str = "es") -> str:
        template = self.error.es if language.startswith("es") else self.error.en
        return template.format(**self.params)


@dataclass
class Report:
    """Gathers problems while a file is read. `rows`: data rows seen. `halted`: not to its end."""

    rows: int = 0
    count: int = 0
    halted: bool = False
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return self.count == 0

    def add(self, error: ErrorCode, line: int, column: str = "", **params: Any) -> None:
        self.count += 1
        if len(self.problems) < MOST_LISTED:
            self.problems.append(RowProblem(error, line, column, params))

    def halt(self, error: ErrorCode, line: int, column: str = "", **params: Any) -> None:
        """What ends the reading is listed first, however much was listed before."""
        self.count += 1
        self.halted = True
        self.problems.insert(0, RowProblem(error, line, column, params))

    def warn(self, error: ErrorCode, line: int, column: str = "", **params: Any) -> None:
        if len(self.warnings) < MOST_LISTED:
            self.warnings.append(RowProblem(error, line, column, params))
