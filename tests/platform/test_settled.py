"""What a process was started with is left out of its collections."""

import gc

from quenty.platform.settled import settle


def test_what_is_there_is_collected_no_more_and_what_comes_is() -> None:
    usual = gc.get_threshold()
    try:
        settle()
        assert gc.get_threshold()[0] > usual[0]
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 10_000
        ring: list[object] = []
        ring.append(ring)
        del ring
        assert gc.collect() >= 1
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
