"""`make guards`: takes out one guard at a time and wants its test to fail for that.

`GUARDS="words"`: only those whose name has one of the words. Exit code 1 when a test stays green,
breaks in another way, or is red with every guard in its place.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.faults.guards import GUARDS
from tests.faults.guards.copies import Copy, Outcome, shared_servers
from tests.faults.guards.guard import ASSERTED, Guard

RED, GREEN, BROKEN = "red", "GREEN", "BROKEN"


def verdict(guard: Guard, outcome: Outcome) -> str:
    wanted = f"{ASSERTED}|{guard.also}" if guard.also else ASSERTED
    if any(re.search(wanted, said, re.MULTILINE) for said in outcome.failures):
        return RED
    return BROKEN if outcome.failures or outcome.errors or not outcome.passed else GREEN


def chosen(words: Sequence[str]) -> list[Guard]:
    return [g for g in GUARDS if not words or any(word in g.name for word in words)]


def say(found: str, seconds: float, name: str, detail: str) -> None:
    print(f"{found:7}{seconds:5.0f} s  {name:72} {detail}", flush=True)


def with_all(copy: Copy, guards: Sequence[Guard], servers: Mapping[str, str]) -> bool:
    """Whether every test is green while nothing is taken out."""
    began = time.monotonic()
    tests = sorted({guard.test for guard in guards})
    outcome = copy.run(tests, servers=servers)
    well = not outcome.failures and not outcome.errors and outcome.passed >= len(tests)
    say("green" if well else "RED", time.monotonic() - began, "nothing taken out", str(len(tests)))
    if not well:
        print(outcome.tail)
    return well


def without(copy: Copy, guard: Guard, servers: Mapping[str, str]) -> bool:
    """Whether its test misses it."""
    began = time.monotonic()
    # Databases that are made otherwise are made anew.
    alike = not any("/migrations/" in edit.file for edit in guard.edits)
    with copy.without(guard.edits):
        outcome = copy.run([guard.test], servers=servers if alike else {})
    found = verdict(guard, outcome)
    said = "".join(outcome.failures[:1]).partition("\n")[0][:90]
    say(found, time.monotonic() - began, guard.name, said)
    if found != RED:
        print(f"  {guard.test}\n{outcome.tail}")
    return found == RED


def main() -> int:
    parser = argparse.ArgumentParser(prog="make guards", description=__doc__)
    parser.add_argument("words", nargs="*", help="only guards whose name has one of them")
    guards = chosen(parser.parse_args().words)
    with (
        tempfile.TemporaryDirectory(prefix="quenty-guards-") as folder,
        shared_servers() as servers,
    ):
        # Servers that run as somebody else must be able to enter.
        Path(folder).chmod(0o755)
        copy = Copy(Path(folder))
        well = with_all(copy, guards, servers)
        missed = [guard for guard in guards if not without(copy, guard, servers)]
    print(f"{len(guards) - len(missed)} of {len(guards)} guards are missed by their tests")
    return 0 if well and not missed else 1


if __name__ == "__main__":
    sys.exit(main())
