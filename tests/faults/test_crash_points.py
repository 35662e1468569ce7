"""Killed with -9 at random lines of web, relay, receiver and worker: one effect each."""

import os
import re

from tests.faults.harness import Platform, seed

POINTS = int(os.environ.get("FAULT_POINTS", "100"))


def test_killed_at_a_hundred_points_each_write_has_one_effect(platform: Platform) -> None:
    chosen = seed()
    print(f"reproduce with FAULT_SEED={chosen} FAULT_POINTS={POINTS}")
    crashing = platform.module("tests.faults.crash_points", str(chosen), str(POINTS))
    assert crashing.wait(seconds=240) == 0, crashing.tail()
    said = crashing.log.read_text()
    found = re.search(r"lines (\d+) killed (\d+) whole (\d+)", said)
    assert found, crashing.tail()
    lines, killed, whole = map(int, found.groups())
    assert killed + whole == POINTS
    assert killed >= POINTS * 0.9, "hardly anything was killed"
    assert lines > 200, "hardly anything was traced"
    places = set(re.findall(r"killed (\S+):", said))
    assert {"events/outbox.py", "events/relay.py", "events/worker.py"} & places

    assert len(platform.told()) == POINTS + 1
    platform.hold_invariants()
