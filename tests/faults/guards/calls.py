"""Neighbours and peers that fail, hang or are too slow."""

from tests.faults.guards.guard import guard

REGISTRY = "quenty/platform/registry"
FORWARD = "quenty/platform/http/forward.py"
CALLS = "tests/platform/test_remote_calls.py"
DOOR = "tests/platform/test_forward.py"
HANGING = "tests/platform/test_peers_that_hang.py"
DEADLINES = "tests/platform/test_deadlines_go_on.py"

GUARDS = (
    guard(
        "a call inside a transaction is refused",
        f"{CALLS}::test_calling_inside_a_transaction_is_refused[local]",
        f"{REGISTRY}/registry.py",
        "            if held:\n",
        "            if False:\n",
    ),
    guard(
        "a call without a key that writes is tried once",
        f"{CALLS}::test_a_write_without_a_key_is_tried_once",
        f"{REGISTRY}/remote.py",
        "MOST_TRIES if again else 1",
        "MOST_TRIES",
    ),
    guard(
        "a POST without a key is passed on once",
        f"{DOOR}::test_a_read_is_tried_once_more_and_a_write_only_with_a_key",
        FORWARD,
        'tries = 2 if asked.method in SAFE or "Idempotency-Key" in asked.headers else 1',
        "tries = 2",
    ),
    guard(
        "the budget of retries: calls",
        f"{CALLS}::test_with_thirty_errors_in_a_hundred_the_tries_stay_below_a_fifth_more",
        f"{REGISTRY}/remote.py",
        "if number == tries or not self._budget.allows_retry():",
        "if number == tries:",
    ),
    guard(
        "the budget of retries: the front door",
        f"{DOOR}::test_however_many_fail_the_tries_stay_below_a_fifth_more[0.3-0.8]",
        FORWARD,
        "if late or not left or not registry.budget.allows_retry():",
        "if late or not left:",
    ),
    guard(
        "the breaker: calls",
        f"{CALLS}::test_the_breaker_stops_asking_and_lets_one_probe_through",
        f"{REGISTRY}/remote.py",
        "        self._breaker.enter()\n",
        "",
    ),
    guard(
        "the breaker: the front door",
        f"{HANGING}::test_five_failures_open_the_breaker_and_it_closes_again[reset]",
        FORWARD,
        "    breaker.enter()\n",
        "",
    ),
    guard(
        "the breaker counts answers that are errors",
        f"{HANGING}::test_five_failures_open_the_breaker_and_it_closes_again[fail]",
        FORWARD,
        "    if answer.status_code >= 500:\n",
        "    if False:\n",
    ),
    guard(
        "the breaker counts how long was waited",
        f"{HANGING}::test_two_that_waited_five_seconds_each_open_the_breaker",
        FORWARD,
        "breaker.failed(max(1.0, seconds / SECONDS_A_FAILURE))",
        "breaker.failed()",
    ),
    guard(
        "the breaker lets one probe through",
        f"{CALLS}::test_only_one_probe_at_a_time",
        "quenty/platform/breaker.py",
        "if probing is not None and self._clock() - probing < self._rest:",
        "if False:",
    ),
    guard(
        "the breaker closes again",
        f"{HANGING}::test_five_failures_open_the_breaker_and_it_closes_again[cut]",
        "quenty/platform/breaker.py",
        "            left = self._rest - self._waited()\n",
        "            left = self._rest\n",
    ),
    guard(
        "a peer that trickles is given up",
        f"{HANGING}::test_a_peer_that_is_too_slow_is_left_alone_and_the_others_are_served[trickle_head]",
        f"{REGISTRY}/client.py",
        "        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))\n",
        "        return self._stream.read(max_bytes, timeout)\n",
        also="ReadTimeout",
    ),
    guard(
        "who waits for a peer holds no turn of those who work",
        f"{HANGING}::test_a_peer_that_is_too_slow_is_left_alone_and_the_others_are_served[hang]",
        FORWARD,
        "        request.META.get(GIVE_BACK, lambda: None)()\n",
        "",
    ),
    guard(
        "few wait for one peer",
        f"{HANGING}::test_only_so_many_wait_for_one_peer_and_the_next_are_told_at_once",
        FORWARD,
        "_waiting = Shares(None, AT_ONCE)",
        "_waiting = Shares(None, 1000)",
        also="Timeout",
    ),
    guard(
        "a deadline goes on to whom is asked",
        f"{DEADLINES}::test_a_caller_in_a_hurry_says_so[0.5]",
        f"{REGISTRY}/remote.py",
        '"X-Deadline-Ms": str(int(timeout * 1000)),',
        '"X-Deadline-Ms": "5000",',
    ),
    guard(
        "a deadline that came binds what is done",
        f"{DEADLINES}::test_who_is_asked_keeps_to_what_it_was_given",
        f"{REGISTRY}/server.py",
        "        deadlines.within(seconds),\n",
        "        deadlines.within(LONGEST),\n",
    ),
    guard(
        "all tries of a call share its time",
        f"{CALLS}::test_all_tries_of_a_call_share_its_time",
        f"{REGISTRY}/remote.py",
        "            with deadlines.within(USUAL_SECONDS):\n",
        "            with deadlines.within(60):\n",
    ),
)
