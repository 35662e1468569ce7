"""What arrives five times and in any order at four worker processes: one effect each, and the
state of the last."""

from tests.faults.harness import Platform, seed
from tests.support.waiting import eventually

AGGREGATES, EVENTS, TIMES = 10, 20, 5


def test_five_times_and_shuffled_to_four_workers(platform: Platform) -> None:
    chosen = seed()
    print(f"reproduce with FAULT_SEED={chosen}")
    workers = [platform.roles("worker") for _ in range(4)]
    for worker in workers:
        eventually(lambda worker=worker: "ready" in worker.tail(), seconds=30)
    repeating = platform.module("tests.faults.repeating", *map(str, (chosen, AGGREGATES)))
    assert repeating.wait(seconds=60) == 0, repeating.tail()
    assert f"sent {AGGREGATES * EVENTS * TIMES}" in repeating.tail()

    eventually(lambda: platform.settled(AGGREGATES * EVENTS), seconds=40, what=workers[0].tail())

    # Each of them stops with nothing in hand: what was to come has come.
    assert [worker.stop() for worker in workers] == [0] * 4
    effects = platform.effects()
    assert len(effects) == len(set(effects)) == AGGREGATES * EVENTS
    assert platform.rows(
        "orders", "SELECT last, count(*) FROM platform_sequence GROUP BY last"
    ) == [(EVENTS, AGGREGATES)]
