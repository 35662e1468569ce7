"""Each guard of the product, by the text that makes it one, with the test that misses it.

`make guards` takes them out of a copy of the tree, one at a time, and wants the test red.
"""

from tests.faults.guards import calls, delivery, money, requests, working
from tests.faults.guards.guard import Guard

GUARDS: tuple[Guard, ...] = (
    *delivery.GUARDS,
    *working.GUARDS,
    *requests.GUARDS,
    *calls.GUARDS,
    *money.GUARDS,
)
