"""What breaking a rule costs the engine, at first and at most."""

from statistics import fmean

import numpy as np
import pyvrp
from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams


def penalties_for(data: "pyvrp.ProblemData") -> PenaltyManager:
    return PenaltyManager(first_penalties(data), _range(data))


def penalties_like(data: "pyvrp.ProblemData", known: PenaltyManager) -> PenaltyManager:
    """Of a part of a problem, as the whole has learnt them."""
    return PenaltyManager(known.penalties(), _range(data))


def first_penalties(data: "pyvrp.ProblemData") -> tuple[list[float], float, float]:
    """What a unit too much costs at first: about as much as the way that it could save.

    The engine's own start is the middle of its range, thousands of times too dear for most
    problems; its search is over before that has come down.
    """
    way = _mean(data.distance_matrix(0)) * _unit_cost(data)
    demands = [(*client.delivery, *client.pickup) for client in data.clients()]
    mean = np.array(demands, dtype=float).reshape(len(demands), 2, -1).max(axis=1).mean(axis=0)
    late = way / max(1.0, _mean(data.duration_matrix(0)))
    return [max(1.0, way / max(1.0, load)) for load in mean], max(1.0, late), _unit_cost(data)


def _mean(matrix: "np.ndarray[int]") -> float:  # type: ignore[type-var]
    return float(np.median(matrix)) if matrix.size else 0.0


def _unit_cost(data: "pyvrp.ProblemData") -> float:
    return max(1.0, fmean(kind.unit_distance_cost for kind in data.vehicle_types()))


def _range(data: "pyvrp.ProblemData") -> PenaltyParams:
    """Up to where breaking a rule by a little never pays, whatever a stop is worth."""
    dearest = max((client.prize for client in data.clients()), default=0)
    fixed = max((kind.fixed_cost for kind in data.vehicle_types()), default=0)
    return PenaltyParams(max_penalty=min(1e9, max(1e5, dearest, fixed)))
