"""What was measured, as a table for people and JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """`value`: the median of `samples`. `target`: at least (`most` False) or at most so much;
    None for what is only told. `note`: the speeds behind it.
    """

    name: str
    value: float
    unit: str = "ratio"
    target: float | None = None
    most: bool = False
    samples: tuple[float, ...] = ()
    note: str = ""
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.most else self.value >= self.target


def of_samples(name: str, samples: Sequence[float], **options: object) -> Figure:
    """The median of paired ratios, or of repeated measurements."""
    return Figure(name, median(samples), samples=tuple(samples), **options)  # type: ignore[arg-type]


def show(figures: Iterable[Figure]) -> None:
    table = Table(title="Quenty, measured")
    for heading in ("figure", "measured", "target", "", "least to most", "behind it"):
        table.add_column(heading, overflow="fold")
    for figure in figures:
        sign = "≤" if figure.most else "≥"
        target = "" if figure.target is None else f"{sign} {_short(figure.target)}"
        verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
        spread = ""
        if len(figure.samples) > 1:
            spread = f"{_short(min(figure.samples))} to {_short(max(figure.samples))}"
        measured = f"{_short(figure.value)} {'' if figure.unit == 'ratio' else figure.unit}"
        table.add_row(figure.name, measured, target, verdict, spread, figure.note)
    # As wide as its texts, where nobody's terminal says otherwise.
    Console(width=None if Console().is_terminal else 150).print(table)


def write(figures: Iterable[Figure], path: Path) -> None:
    rows = [{**asdict(figure), "met": figure.met} for figure in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
