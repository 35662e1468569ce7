"""A request: its key, what is away while it is served, and who may make it."""

from tests.faults.guards.delivery import DYING
from tests.faults.guards.guard import guard

HTTP = "quenty/platform/http"
WEB = "tests/faults/test_web.py"
AWAY = "tests/platform/test_redis_away.py"
UNKNOWN = (
    "tests/security/test_unknown_revocations.py::test_every_write_waits_and_every_read_goes_on"
)

GUARDS = (
    guard(
        "a server that leaves takes no new handshakes",
        "tests/faults/test_rolling_restart.py::"
        "test_before_its_port_closes_a_server_takes_no_new_handshakes",
        "quenty/platform/last_call.py",
        "signal.signal(LAST_CALL, lambda *_: refuse_new())",
        "signal.signal(LAST_CALL, signal.SIG_IGN)",
    ),
    guard(
        "a key is committed with its effect",
        f"{DYING}[committed, nothing after it-1]",
        f"{HTTP}/idempotency.py",
        """                response = answer()
                if isinstance(response, Response):
                    self._keep(response)
                return response
""",
        """                response = answer()
            with unit_of_work(self.context):
                self._keep(response)
            return response
""",
    ),
    guard(
        "one key at a time",
        f"{WEB}::test_one_key_fifty_times_at_once_is_one_write",
        f"{HTTP}/idempotency.py",
        "            if not cursor.fetchone()[0]:\n",
        "            if False:\n",
    ),
    guard(
        "a key replays its answer",
        "tests/platform/test_http.py::test_the_same_key_and_body_replays_the_answer",
        f"{HTTP}/idempotency.py",
        "row = self.rows.filter(**self.identity).first()",
        "row = None",
        also="KeyError: 'idempotent-replayed'",
    ),
    guard(
        "a key is for one body",
        "tests/platform/test_http.py::test_a_key_with_another_body_is_refused",
        f"{HTTP}/idempotency.py",
        "        if row.body_hash != self.body_hash:\n",
        "        if False:\n",
        also="KeyError: 'code'",
    ),
    guard(
        "a database that is away is 503",
        f"{WEB}::test_a_restarted_database_gives_503_meanwhile_and_one_effect_after_retries",
        f"{HTTP}/problems.py",
        "    (OperationalError, RequestError.UNAVAILABLE),\n",
        "",
    ),
    guard(
        "503 says when to come back",
        f"{WEB}::test_with_all_connections_taken_the_answer_is_503_at_once_and_the_process_is_alive",
        f"{HTTP}/problems.py",
        'return {"Retry-After": "2"}',
        "return {}",
    ),
    guard(
        "nobody waits long for a connection",
        f"{WEB}::test_with_all_connections_taken_the_answer_is_503_at_once_and_the_process_is_alive",
        "quenty/settings/databases.py",
        "POOL_SECONDS = 1.5",
        "POOL_SECONDS = 10.0",
    ),
    guard(
        "Redis away: limits are counted by the process",
        f"{AWAY}::test_limits_fall_back_to_the_process_and_say_so",
        "quenty/platform/redis_link.py",
        "                self._lost(error)\n",
        "                raise\n",
    ),
    guard(
        "Redis away: it is said",
        f"{AWAY}::test_limits_fall_back_to_the_process_and_say_so",
        "quenty/platform/redis_link.py",
        "        UP.labels(self.use).set(0)\n",
        "",
    ),
    guard(
        "Redis away: a read of the cache is a miss",
        f"{AWAY}::test_the_cache_misses_and_takes_nothing",
        "quenty/platform/cache.py",
        "lambda: super(ForgivingRedisCache, self).get(key, default, version), lambda: default",
        "lambda: super(ForgivingRedisCache, self).get(key, default, version), lambda: None",
    ),
    guard(
        "what writes waits where a token's revocation is unknown",
        f"{UNKNOWN}[token]",
        "quenty/platform/auth/tokens.py",
        "at_worst=0.0 if writes else READS_GO_ON",
        "at_worst=READS_GO_ON",
    ),
    guard(
        "what writes waits where a key's revocation is unknown",
        f"{UNKNOWN}[key]",
        "quenty/platform/auth/api_keys.py",
        "        if writes or held is None or",
        "        if held is None or",
    ),
    guard(
        "nobody gets in where nothing was ever known",
        f"{AWAY}::test_where_nothing_was_ever_known_nobody_gets_in",
        "quenty/platform/auth/remembered.py",
        """            if held is None or time.monotonic() - held[0] >= at_worst:
                raise
            return held[1]
""",
        """            if held is None:
                from quenty.contracts.gateway.api import Revocations

                return Revocations(token_ids=(), users=())
            return held[1]
""",
    ),
)
