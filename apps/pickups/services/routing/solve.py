"""Solve a problem of any size: split, side by side, joined, repaired, judged."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from apps.pickups.domain.routing.aims import aimed
from apps.pickups.domain.routing.beside import Beside
from apps.pickups.domain.routing.digest import digest
from apps.pickups.domain.routing.insertion import ENGINE as FLOOR
from apps.pickups.domain.routing.insertion import VERSION as FLOOR_VERSION
from apps.pickups.domain.routing.insertion import cheapest_insertion
from apps.pickups.domain.routing.plan import Made, Plan
from apps.pickups.domain.routing.port import (
    MOST_AT_ONCE,
    Profile,
    Progress,
    Terms,
    usual_seconds,
)
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.repair import repaired
from apps.pickups.domain.routing.split import Part, joined, split
from apps.pickups.domain.routing.steady import steady
from apps.pickups.services.routing.process import ProcessPool, Task

Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """`parts`: into how many the problem was split. `cpu_seconds`: of all processes. `beside`:
    where it was asked for, and the problem is one part."""

    plan: Plan
    parts: int
    cpu_seconds: float
    beside: Beside | None = None


def solve(
    problem: Problem,
    terms: Terms | None = None,
    *,
    pool: ProcessPool | None = None,
    watch: Watch | None = None,
    cancelled: Callable[[], bool] | None = None,
    most: int = MOST_AT_ONCE,
    both_profiles: bool = False,
    packed: bytes | None = None,
    beside: bool = False,
) -> Solved:
    """The best plan of the time there is. Raises SolverFailed.

    `both_profiles`: run the two side by side and keep the better, where the problem is one
    part and cores are free. `packed`: the problem, where it is packed already. `beside`: what
    people want to know beside the plan is asked for.
    """
    pool = pool or ProcessPool()
    terms = terms or Terms(seconds=usual_seconds(min(len(problem.stops), most)))
    if len(problem.stops) <= most:
        both = both_profiles and pool.slots > 1 and terms.profile is Profile.AUTO
        profiles = [Profile.DEEP, Profile.QUICK] if both else [terms.profile]
        tasks = [
            Task(problem, replace(terms, profile=profile), packed=packed, beside=beside)
            for profile in profiles
        ]
        pool.run(tasks, _telling(watch, alike=True), cancelled)
        return _better(tasks)
    # What is balanced, and what is kept, is the whole.
    whole = aimed(problem, terms.aim)
    parts = split(whole, most)
    tasks = [Task(part.problem, _for_part(terms, part.problem)) for part in parts]
    pool.run(tasks, _telling(watch), cancelled)
    solved = together(whole, parts, tasks, terms)
    return replace(solved, plan=steady(problem, solved.plan, terms))


def _better(tasks: list[Task]) -> Solved:
    """Of the answers to the same question."""
    answers = [task.answer for task in tasks if task.answer is not None]
    best = min(answers, key=lambda answer: answer.rank)
    return Solved(
        plan=best.plan,
        parts=1,
        cpu_seconds=sum(task.cpu_seconds for task in tasks),
        beside=best.beside,
    )


def _for_part(terms: Terms, problem: Problem) -> Terms:
    mine = {vehicle.id for vehicle in problem.vehicles}
    warm = {name: steps for name, steps in terms.warm.items() if name in mine}
    return replace(terms, warm=warm, aim="cheapest", worth=None)


def together(problem: Problem, parts: list[Part], tasks: list[Task], terms: Terms) -> Solved:
    """The parts' routes as one plan; what one part could not serve is offered to all."""
    plans = [task.answer.plan for task in tasks if task.answer is not None]
    plan = repaired(problem, joined(problem, parts, plans)).plan()
    first = next((made.made for made in plans if made.made is not None), None)
    made = Made(
        engine=first.engine if first else "",
        version=first.version if first else "",
        profile=first.profile if first else "",
        seed=terms.seed,
        iterations=sum(p.made.iterations for p in plans if p.made),
        digest=digest(problem),
        notes=(f"split in {len(parts)} parts",),
    )
    return Solved(
        plan=replace(plan, made=made),
        parts=len(parts),
        cpu_seconds=sum(task.cpu_seconds for task in tasks),
    )


def _telling(watch: Watch | None, *, alike: bool = False) -> Callable[[list[Task]], None] | None:
    """Progress of several processes as one: their sum, or the better of two that compete."""
    if watch is None:
        return None

    def tell(tasks: list[Task]) -> None:
        known = [task.progress for task in tasks if task.progress is not None]
        if not known:
            return
        best = [p.best for p in known if p.best is not None]
        whole = len(best) == len(tasks) or (alike and best)
        watch(
            Progress(
                best=(min(best) if alike else sum(best)) if whole else None,
                iterations=sum(p.iterations for p in known),
                seconds=max(p.seconds for p in known),
            )
        )

    return tell


def fallback(problem: Problem) -> Plan:
    """A plan without an engine: what serves when solving failed."""
    made = Made(
        engine=FLOOR,
        version=FLOOR_VERSION,
        profile="",
        seed=0,
        iterations=0,
        digest=digest(problem),
        notes=("the optimizer failed; made by insertion",),
    )
    return replace(cheapest_insertion(problem), made=made)
