"""Places around Bogotá, and what a phone sends."""

import io
import random
from datetime import datetime
from typing import Any

from PIL import Image

from apps.pickups.tests.world import BASE, good
from quenty.kernel import clock
from quenty.kernel.ids import new_id


def around(count: int, *, seed: int = 1, spread: float = 0.05) -> list[tuple[float, float]]:
    rnd = random.Random(seed)
    return [
        (
            round(4.68 + rnd.uniform(-spread, spread), 5),
            round(-74.07 + rnd.uniform(-spread, spread), 5),
        )
        for _ in range(count)
    ]


def action(
    kind: str, stop: Any = None, *, at: datetime | None = None, run: Any = None, **data: Any
) -> Any:
    """What a phone sends of something that happened."""
    return {
        "id": str(new_id()),
        "kind": kind,
        "at": (at or clock.now()).isoformat(),
        "stop_id": stop["id"] if stop else None,
        "run_id": run["id"] if run else None,
        "data": data,
    }


def send(driver: Any, *actions: Any) -> list[Any]:
    answer = driver.post(f"{BASE}/driver/actions", json={"actions": list(actions)})
    results: list[Any] = good(answer)["results"]
    return results


def here(stop: Any) -> list[float]:
    return [stop["latitude"], stop["longitude"]]


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, form)
    return out.getvalue()
