"""Published instances through the same port, profiles and evaluator as the day's routes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.port import Profile, Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.readers.rounding import UnreadableInstance
from apps.pickups.domain.routing.readers.solomon import read_solomon
from apps.pickups.domain.routing.readers.solutions import read_solution
from apps.pickups.domain.routing.readers.vrplib import read_vrplib
from apps.pickups.services.routing.process import ProcessPool
from apps.pickups.services.routing.solve import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """`bks`: best known objective in scaled integer units."""

    name: str
    bks: int
    problem: Problem
    solution: Path | None


def instances(folder: Path) -> Iterator[Instance]:
    """What the folder's `bks.json` lists. Raises UnreadableInstance."""
    try:
        listed = json.loads((folder / "bks.json").read_text("utf-8"))["instances"]
        for entry in listed:
            yield _instance(folder, entry)
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise UnreadableInstance(f"{folder}: {error}") from error


def _instance(folder: Path, entry: dict[str, Any]) -> Instance:
    text = (folder / entry["file"]).read_text("utf-8")
    read = read_solomon if entry["format"] == "solomon" else read_vrplib
    solution = folder / entry["solution"] if entry.get("solution") else None
    return Instance(
        name=entry["name"],
        bks=int(entry["bks"]),
        problem=read(text, entry["rounding"]),
        solution=solution,
    )


def published_gap(instance: Instance) -> float | None:
    """What our evaluator makes of the published solution, in percent of its figure."""
    if instance.solution is None or not instance.solution.exists():
        return None
    plan = read_solution(instance.solution.read_text("utf-8"), instance.problem)
    judged = evaluate(instance.problem, plan)
    return None if not judged.feasible else _gap(judged.objective, instance.bks)


def run_one(instance: Instance, *, seed: int, seconds: float, profile: Profile) -> dict[str, Any]:
    """One solve, with one thread's seconds of processor as the limit."""
    terms = Terms(seconds=seconds, seed=seed, cpu=True, profile=profile)
    solved = solve(
        instance.problem, terms, pool=ProcessPool(slots=1), most=len(instance.problem.stops)
    )
    judged = evaluate(instance.problem, solved.plan)
    made = solved.plan.made
    return {
        "name": instance.name,
        "seed": seed,
        "objective": judged.objective,
        "bks": instance.bks,
        "gap_percent": round(_gap(judged.objective, instance.bks), 3),
        "feasible": judged.feasible,
        "routes": len(solved.plan.routes),
        "unserved": len(solved.plan.unserved),
        "cpu_seconds": round(solved.cpu_seconds, 2),
        "engine": made.engine if made else "",
        "profile": made.profile if made else "",
    }


def _gap(objective: int, bks: int) -> float:
    return 100 * (objective / bks - 1)
