"""`python -m tests.faults.repeating SEED AGGREGATES`: twenty events of each aggregate, handed to
the transport five times and in any order."""

import random
import sys

import django

django.setup()

from quenty.contracts.customers.events import CustomerSuspendedV1  # noqa: E402
from quenty.kernel.ids import new_id  # noqa: E402
from quenty.platform.events.envelope import Envelope  # noqa: E402
from quenty.platform.events.transports import transport  # noqa: E402
from quenty.platform.testing.events import make_envelope  # noqa: E402
from tests.platform.transports import effects  # noqa: E402

EVENTS, TIMES, BATCH = 20, 5, 50


def envelopes_of_one() -> list[Envelope]:
    aggregate = new_id()
    return [
        make_envelope(
            CustomerSuspendedV1(customer_id=new_id(), reason=effects.FOLLOW),
            aggregate_id=aggregate,
            sequence=number,
        )
        for number in range(1, EVENTS + 1)
    ]


def main(seed: int, aggregates: int) -> None:
    effects.register()
    sent = [envelope for _ in range(aggregates) for envelope in envelopes_of_one()] * TIMES
    random.Random(seed).shuffle(sent)
    for start in range(0, len(sent), BATCH):
        transport().publish(sent[start : start + BATCH])
    print(f"sent {len(sent)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
