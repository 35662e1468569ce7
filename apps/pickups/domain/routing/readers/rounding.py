"""How published figures become integers: the convention is part of the instance's result.

`dimacs`: times 10, fraction cut off (DIMACS challenge, 2021). `round`: nearest integer.
`exact`: times 1,000, nearest integer. `trunc`: fraction cut off.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from apps.pickups.domain.routing.problem import FOREVER, Matrix

SCALES = {"dimacs": 10, "round": 1, "exact": 1000, "trunc": 1}
_CUT_OFF = ("dimacs", "trunc")


class UnreadableInstance(ValueError):
    """The text is not an instance that we can read; the message says where and why."""


def scaled(values: npt.ArrayLike, rounding: str) -> Matrix:
    """Raises UnreadableInstance for a convention that is none or a figure beyond measure."""
    if rounding not in SCALES:
        raise UnreadableInstance(f"no rounding is called {rounding!r}")
    raw = np.asarray(values, dtype=np.float64) * SCALES[rounding]
    if not np.isfinite(raw).all():
        raise UnreadableInstance("a figure is not a number")
    whole = np.trunc(raw) if rounding in _CUT_OFF else np.round(raw)
    result: Matrix = np.clip(whole, -FOREVER, FOREVER).astype(np.int64)
    return result


def one(value: float, rounding: str) -> int:
    return int(scaled([value], rounding)[0])


def euclidean(points: Sequence[tuple[float, float]], rounding: str) -> Matrix:
    """Straight lines between all points."""
    xy = np.asarray(points, dtype=np.float64)
    apart = xy[:, None, :] - xy[None, :, :]
    return scaled(np.sqrt((apart**2).sum(axis=2)), rounding)
