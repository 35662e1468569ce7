"""Web server and database killed with -9 while money is held and captured: asked again with its
key, each comes to one end, and the books agree, with their hash chain too."""

import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.registry import wire
from tests.faults.client import WebClient
from tests.faults.harness import Platform
from tests.support.waiting import eventually

MERCHANTS, FUNDS, EACH, ASKED = 3, 5_000, 100, 80
CALLERS = 6
LONGEST = 120
ENTRIES = """
SELECT p.idempotency_key, count(*) FROM customers_ledgerposting p
WHERE p.kind IN ('hold', 'capture') GROUP BY 1
"""
BLOCKS = "SELECT postings FROM customers_ledgerblock"
WALLETS = """
SELECT purpose, balance / 100 FROM customers_ledgeraccount
WHERE purpose IN ('wallet_available', 'wallet_held')
"""


class Caller:
    """Holds, and captures what it held, each until it has an answer that is one."""

    def __init__(self, web: WebClient, merchants: list[str]) -> None:
        self.web = web
        self.merchants = merchants
        self.until = time.monotonic() + LONGEST
        self.answered = 0

    def hold_and_capture(self, number: int) -> int:
        """The status of the hold."""
        status, held = self._insist(
            "place_hold",
            idempotency_key=f"hold-{number}",
            customer_id=self.merchants[number % MERCHANTS],
            amount=Money(EACH, COP),
            purpose="freight",
            reference_id=new_id_of(number),
        )
        if status == 200:
            captured, _ = self._insist(
                "capture_hold",
                idempotency_key=f"capture-{number}",
                hold_id=held["answer"]["hold_id"],
                lines=(RevenueLine(kind="freight", amount=Money(EACH, COP)),),
                description="freight",
            )
            assert captured == 200
        self.answered += 1
        return status

    def _insist(self, method: str, **arguments: Any) -> tuple[int, Any]:
        path = wire.path_of(CustomersApi, method)
        while time.monotonic() < self.until:
            answer = self.web.call(path, wire.arguments_out(arguments))
            if answer.status > 0 and answer.status != 503:
                return answer.status, answer.body
            time.sleep(0.05)
        raise AssertionError(f"{method} got no answer in {LONGEST} s")


_REFERENCES = [new_id() for _ in range(MERCHANTS * ASKED)]


def new_id_of(number: int) -> Any:
    """The same for the same number, as a retry's body is the same."""
    return _REFERENCES[number]


def test_killed_under_holds_and_captures_the_books_agree(plain_platform: Platform) -> None:
    platform = plain_platform
    made = platform.module("tests.faults.funded", str(MERCHANTS), str(FUNDS))
    assert made.wait(60) == 0, made.tail()
    merchants = re.findall(r"merchant (\S+)", made.log.read_text())
    web = platform.web(threads=4, QUENTY_FAULT_URLS="quenty.urls")
    caller = Caller(web, merchants)
    chaining = platform.module("tests.faults.chaining")
    eventually(lambda: platform.rows("customers", BLOCKS), seconds=60)
    with ThreadPoolExecutor(CALLERS) as pool:
        asked = [pool.submit(caller.hold_and_capture, n) for n in range(MERCHANTS * ASKED)]
        for share in (0.15, 0.35, 0.55):
            reached = share * len(asked)
            eventually(lambda reached=reached: caller.answered > reached, seconds=LONGEST)
            if share == 0.35:
                platform.cut_power()
                platform.postgres.stop()
                platform.postgres.start()
            else:
                caller.web.process.kill()
                caller.web = platform.web(port=web.port, threads=4, QUENTY_FAULT_URLS="quenty.urls")
        statuses = Counter(one.result() for one in asked)

    paid = MERCHANTS * FUNDS // EACH
    assert statuses == {200: paid, 402: MERCHANTS * ASKED - paid}
    postings = dict(platform.rows("customers", ENTRIES))
    assert set(postings.values()) == {1}, "a key posted twice"
    assert len(postings) == 2 * paid
    assert {balance for _, balance in platform.rows("customers", WALLETS)} == {0}
    chaining.kill()
    assert platform.manage("ledger", "chain").returncode == 0
    audit = platform.manage("ledger", "verify", "--chain")
    assert audit.returncode == 0, audit.stderr
    blocks = platform.rows("customers", BLOCKS)
    assert len(blocks) > 3, "hardly anything was chained under the load"
    assert sum(size for (size,) in blocks) == len(postings) + MERCHANTS
    assert ", 0 in no block yet" in audit.stdout
