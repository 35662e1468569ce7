"""From an inbox to one effect, and what is left when a process ends."""

from tests.faults.guards.delivery import EVENTS, KILLED, TRANSPORTS
from tests.faults.guards.guard import Edit, Guard, guard

ASKED_TO_STOP = (
    f"{TRANSPORTS}/test_killed_worker.py::test_asked_to_stop_it_ends_with_nothing_half_done"
)

GUARDS = (
    guard(
        "a worker's lease",
        f"{TRANSPORTS}/test_claims.py::test_what_is_taken_is_nobody_elses_until_its_lease_is_over[worker]",
        f"{EVENTS}/worker.py",
        "\n  AND (lease_until IS NULL OR lease_until < %(now)s)\n",
        "\n",
    ),
    guard(
        "a worker's lease ends",
        f"{KILLED}[database-taken, not tried]",
        f"{EVENTS}/worker.py",
        "(lease_until IS NULL OR lease_until < %(now)s)",
        "lease_until IS NULL",
    ),
    guard(
        "a lease is renewed while its work lasts",
        f"{TRANSPORTS}/test_worker.py::test_a_lease_whose_renewal_failed_once_is_renewed_again",
        f"{EVENTS}/leases.py",
        "                self._extend(ids)\n",
        "                pass\n",
    ),
    guard(
        "a worker skips new rows that another has locked",
        f"{TRANSPORTS}/test_claims.py::test_a_worker_does_not_wait_for_one_that_is_taking[0]",
        f"{EVENTS}/worker.py",
        "    LIMIT %(limit)s FOR UPDATE SKIP LOCKED\n",
        "    LIMIT %(limit)s FOR UPDATE\n",
    ),
    guard(
        "a worker skips rows tried before that another has locked",
        f"{TRANSPORTS}/test_claims.py::test_a_worker_does_not_wait_for_one_that_is_taking[1]",
        f"{EVENTS}/worker.py",
        "    LIMIT 1 FOR UPDATE SKIP LOCKED\n",
        "    LIMIT 1 FOR UPDATE\n",
    ),
    guard(
        "the attempt is counted before the effect",
        f"{TRANSPORTS}/test_killed_worker.py::test_the_attempt_that_ended_its_worker_is_counted[database]",
        f"{EVENTS}/worker.py",
        "SET attempts = attempts + 1, lease_until = %(until)s",
        "SET lease_until = %(until)s",
    ),
    guard(
        "effect and mark are one commit: alone",
        f"{KILLED}[database-alone, about to be marked]",
        f"{EVENTS}/worker.py",
        """                if not mark_done(context, row.id):
                    return True
                done = run_consumer(envelope, row.consumer)
                _refuse_broken(context)
""",
        """                done = run_consumer(envelope, row.consumer)
            mark_done(context, row.id)
""",
    ),
    guard(
        "the mark is taken back with an effect that was not committed",
        f"{KILLED}[rabbitmq-acted on alone, not committed]",
        f"{EVENTS}/worker.py",
        """            with unit_of_work(context, durable=True):
                if not mark_done(context, row.id):
                    return True
""",
        """            if not mark_done(context, row.id):
                return True
            with unit_of_work(context, durable=True):
""",
    ),
    guard(
        "effect and mark are one commit: together",
        f"{KILLED}[database-acted on together, not marked]",
        f"{EVENTS}/batches.py",
        "            mark_all(context, [row.id for row in rows[: len(acted)]])\n",
        "        mark_all(context, [row.id for row in rows[: len(acted)]])\n",
    ),
    guard(
        "what another worker finished meanwhile is not done again",
        f"{TRANSPORTS}/test_batches.py"
        "::test_what_another_worker_finished_meanwhile_has_no_second_effect",
        f"{EVENTS}/batches.py",
        "        if cursor.rowcount != len(ids):\n",
        "        if False:\n",
    ),
    guard(
        "an effect that the database refused is no success",
        f"{TRANSPORTS}/test_worker.py"
        "::test_an_error_of_the_database_that_was_swallowed_is_a_failure",
        f"{EVENTS}/worker.py",
        "                _refuse_broken(context)\n",
        "",
    ),
    guard(
        "what fails too often is parked",
        f"{TRANSPORTS}/test_contract.py"
        "::test_a_consumer_that_fails_is_tried_again_then_parked_then_put_back[database]",
        f"{EVENTS}/attempts.py",
        "parked = row.attempts >= MOST or isinstance(error, Unknown)",
        "parked = isinstance(error, Unknown)",
    ),
    guard(
        "what ends its worker too often is parked",
        f"{TRANSPORTS}/test_worker.py::test_what_ended_its_worker_each_time_is_parked_untried",
        f"{EVENTS}/worker.py",
        "    if row.attempts > attempts.MOST:\n",
        "    if False:\n",
    ),
    guard(
        "what is done is never put back",
        f"{TRANSPORTS}/test_contract.py::test_replayed_twice_nothing_happens_again[rabbitmq]",
        f"{EVENTS}/parked.py",
        "filter(status=Inbox.Status.PARKED)",
        "exclude(status=Inbox.Status.PENDING)",
    ),
    guard(
        "a role that is asked to stop finishes what it has in hand",
        f"{ASKED_TO_STOP}[database]",
        "quenty/platform/store/management/commands/run_roles.py",
        "            signal.signal(number, lambda *_: stop.set())\n",
        "            signal.signal(number, signal.SIG_DFL)\n",
    ),
    guard(
        "a role that is asked to stop waits for its threads",
        f"{ASKED_TO_STOP}[database]",
        "quenty/platform/store/management/commands/run_roles.py",
        "            thread.join(timeout=20)\n",
        "            pass\n",
    ),
    guard(
        "a worker that is asked to stop gives back what it has not tried",
        f"{TRANSPORTS}/test_worker.py"
        "::test_what_was_taken_and_not_tried_when_asked_to_stop_is_given_back",
        f"{EVENTS}/worker.py",
        "            leases.give_back()\n",
        "",
    ),
    guard(
        "servers are replaced by SIGTERM, not by SIGKILL",
        "tests/faults/test_rolling_restart.py"
        "::test_replaced_under_load_no_request_fails_and_no_job_is_lost[database]",
        "tests/support/children.py",
        "            self._process.terminate()\n",
        "            self._process.kill()\n",
    ),
    Guard(
        "a state is not replaced by an older one",
        "tests/faults/test_shuffled.py::test_five_times_and_shuffled_to_four_workers[database]",
        (
            Edit(
                f"{TRANSPORTS}/effects.py",
                " WHERE s.last < excluded.last",
                "",
            ),
        ),
    ),
)
