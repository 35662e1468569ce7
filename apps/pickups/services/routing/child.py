"""A solver's own process: `python -m apps.pickups.services.routing.child`.

Reads one task from standard input, writes progress and then its answer to standard output.
It knows no settings, no database and no network, and may be killed at any time.
"""

import os
import sys
import time
from dataclasses import replace

from apps.pickups.domain.routing.aims import aimed
from apps.pickups.domain.routing.beside import beside
from apps.pickups.domain.routing.evaluate import evaluate, rank
from apps.pickups.domain.routing.optimizer import Optimizer
from apps.pickups.domain.routing.port import Progress
from apps.pickups.services.routing import frames

# Seconds that a stop costs after the search: repaired, judged and sent.
_FINISHING = 0.0001


def main() -> int:
    """0 with an answer written; anything else is a failure, with its reason on standard error."""
    out = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not come between our messages.
    os.dup2(2, 1)
    task = frames.read_task(sys.stdin.buffer)
    if task is None:
        return 2
    problem, terms, wanted = task
    if terms.cpu:
        # Whoever counts seconds of processor counts starting and finishing too.
        own = time.process_time() + _FINISHING * len(problem.stops)
        terms = replace(terms, seconds=max(0.1, terms.seconds - own))

    def report(progress: Progress) -> None:
        frames.write(
            out,
            {
                "kind": "progress",
                "best": progress.best,
                "iterations": progress.iterations,
                "seconds": progress.seconds,
            },
        )

    plan = Optimizer().solve(problem, terms, report)
    answer = frames.Answer(
        plan=plan,
        rank=rank(evaluate(aimed(problem, terms.aim), plan)),
        beside=beside(problem, plan, terms.warm) if wanted else None,
        cpu_seconds=time.process_time(),
    )
    frames.write(out, frames.answer_message(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
