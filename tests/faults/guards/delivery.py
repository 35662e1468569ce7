"""From a change to the inboxes of whoever is told of it."""

from tests.faults.guards.guard import Edit, Guard, guard

EVENTS = "quenty/platform/events"
RABBIT = f"{EVENTS}/transports/rabbitmq"
TRANSPORTS = "tests/platform/transports"
KILLED = "tests/faults/test_delivery.py::test_killed_at_a_step_it_is_taken_up_within_seconds"
DYING = "tests/faults/test_dying_write.py::test_killed_beside_its_commit_it_is_whole_or_not_there"

_RECEIVED_ONCE = (
    Edit(f"{EVENTS}/inbox.py", "ON CONFLICT (message_id, consumer) DO NOTHING\n", ""),
    Edit(
        "quenty/platform/store/migrations/0001_initial.py",
        "models.UniqueConstraint(fields=('message_id', 'consumer'), name='platform_inbox_once'), ",
        "",
    ),
)

GUARDS = (
    guard(
        "an event is written in the transaction of its change, not after it",
        f"{DYING}[committed, nothing after it-1]",
        f"{EVENTS}/outbox.py",
        """    with connection.cursor() as cursor:
        cursor.execute(_INSERT, message)
""",
        """    from django.db import transaction

    def after() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, message)

    transaction.on_commit(after, using=alias)
""",
    ),
    guard(
        "an event is written in the transaction of its change, not beside it",
        "tests/platform/test_events.py::test_nothing_is_told_when_the_change_is_undone",
        f"{EVENTS}/outbox.py",
        """    with connection.cursor() as cursor:
        cursor.execute(_INSERT, message)
""",
        """    beside = connection.copy()
    with beside.cursor() as cursor:
        cursor.execute(_INSERT, message)
    beside.close()
""",
    ),
    guard(
        "telling outside a transaction is refused",
        f"{TRANSPORTS}/test_contract.py::test_what_no_transaction_holds_is_not_told[database]",
        f"{EVENTS}/outbox.py",
        "if not connection.in_atomic_block:",
        "if False:",
    ),
    guard(
        "handed over, then marked: a killed relay",
        f"{KILLED}[database-marked]",
        f"{EVENTS}/relay.py",
        "            transport().publish(envelopes)\n",
        "            mark(context, envelopes)\n            transport().publish(envelopes)\n",
    ),
    guard(
        "handed over, then marked: a broker that is away",
        f"{TRANSPORTS}/test_killed_broker.py::test_nothing_is_marked_when_the_broker_cannot_be_reached",
        f"{EVENTS}/relay.py",
        "            transport().publish(envelopes)\n",
        "            mark(context, envelopes)\n            transport().publish(envelopes)\n",
    ),
    guard(
        "a relay's lease",
        f"{TRANSPORTS}/test_claims.py::test_what_is_taken_is_nobody_elses_until_its_lease_is_over[relay]",
        f"{EVENTS}/relay.py",
        " AND (lease_until IS NULL OR lease_until < %(now)s)",
        "",
    ),
    guard(
        "a relay's lease ends",
        f"{KILLED}[database-handed over, not marked]",
        f"{EVENTS}/relay.py",
        "(lease_until IS NULL OR lease_until < %(now)s)",
        "lease_until IS NULL",
    ),
    guard(
        "a relay skips what another has locked",
        f"{TRANSPORTS}/test_claims.py::test_a_relay_does_not_wait_for_one_that_is_claiming",
        f"{EVENTS}/relay.py",
        " FOR UPDATE SKIP LOCKED",
        " FOR UPDATE",
    ),
    Guard(
        "one inbox row for an event and a consumer",
        f"{TRANSPORTS}/test_contract.py::test_delivered_five_times_to_four_workers_has_one_effect[database]",
        _RECEIVED_ONCE,
    ),
    Guard(
        "one inbox row for an event and a consumer, over RabbitMQ",
        "tests/faults/test_shuffled.py::test_five_times_and_shuffled_to_four_workers[rabbitmq]",
        _RECEIVED_ONCE,
    ),
    guard(
        "the broker's confirms are waited for",
        f"{TRANSPORTS}/test_killed_broker.py::test_a_killed_broker_loses_nothing_that_it_confirmed",
        f"{RABBIT}/publisher.py",
        "        self._await_confirms()\n",
        "        self.open.clear()\n",
    ),
    guard(
        "nothing is handed to a broker on which a unit has no queue",
        f"{TRANSPORTS}/test_emptied_broker.py::test_events_wait_until_every_unit_elsewhere_has_its_queue",
        f"{RABBIT}/publisher.py",
        "            self._see_every_unit()\n",
        "            self.seen_all = True\n",
    ),
    guard(
        "what another server's outbox keeps is on disk before it is marked there",
        "tests/platform/test_inbox_on_disk.py::test_what_another_server_keeps_is_on_disk_before_it_is_marked",
        "quenty/platform/events/one_server.py",
        "    return one == other or _which(one) == _which(other)\n",
        "    return True\n",
    ),
    Guard(
        "acknowledged once it is in the inbox",
        f"{KILLED}[rabbitmq-about to be received]",
        (
            Edit(
                f"{RABBIT}/receiver.py",
                "        try:\n            inbox.receive([envelope for _, envelope in pairs])\n",
                "        for message, _ in pairs:\n            message.ack()\n"
                "        try:\n            inbox.receive([envelope for _, envelope in pairs])\n",
            ),
            Edit(
                f"{RABBIT}/receiver.py",
                "pairs[-1][0].channel.basic_ack(pairs[-1][0].delivery_tag, multiple=True)",
                "pass",
            ),
        ),
    ),
    guard(
        "what cannot be read goes to the dead letters and holds up nobody",
        f"{TRANSPORTS}/test_rabbitmq.py::test_what_nobody_can_read_goes_to_the_dead_letters",
        f"{RABBIT}/receiver.py",
        "        message.reject(requeue=False)\n        return None\n",
        "        message.ack()\n        return None\n",
    ),
    guard(
        "a dead letter leaves when it has its new place",
        f"{TRANSPORTS}/test_rabbitmq.py::test_dead_letters_put_back_twice_have_one_effect",
        f"{RABBIT}/dead.py",
        "            channel.basic_ack(message.delivery_tag)\n",
        "",
    ),
    guard(
        "settings that lose messages are refused",
        f"{TRANSPORTS}/test_rabbitmq_refusals.py::test_unsafe_settings_are_refused_by_name[CELERY_TASK_ACKS_LATE]",
        f"{RABBIT}/safety.py",
        "    if found:\n        raise ImproperlyConfigured(",
        "    if False:\n        raise ImproperlyConfigured(",
    ),
    guard(
        "the unit's queues are quorum queues: its settings",
        f"{TRANSPORTS}/test_rabbitmq_refusals.py::test_a_queue_of_another_kind_among_the_units_own_is_refused",
        f"{RABBIT}/safety.py",
        'if (queue.queue_arguments or {}).get("x-queue-type") != "quorum"',
        "if False",
    ),
    guard(
        "the unit's queues are quorum queues: what the broker has",
        f"{TRANSPORTS}/test_rabbitmq_refusals.py::test_a_classic_queue_of_our_name_is_refused",
        f"{RABBIT}/safety.py",
        "    except amqp.exceptions.PreconditionFailed as error:\n",
        "    except amqp.exceptions.PreconditionFailed as error:\n        return\n",
    ),
    guard(
        "dead letters are in a quorum queue",
        f"{TRANSPORTS}/test_rabbitmq_refusals.py::test_dead_letters_are_in_a_quorum_queue",
        f"{RABBIT}/topology.py",
        'queue_arguments={"x-queue-type": "quorum"},',
        'queue_arguments={"x-queue-type": "classic"},',
    ),
)
