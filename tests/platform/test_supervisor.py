"""`manage.py up`, as a process: it serves, mends itself, and leaves nothing behind."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from kombu import Connection

from quenty.platform.embedded import server_of
from quenty.platform.embedded.ports import free_port
from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.embedded.statefiles import write_private
from quenty.platform.events.rows import plain
from quenty.platform.supervisor.broker import declare_all
from quenty.platform.supervisor.claim import where
from quenty.platform.supervisor.forget import forget
from quenty.platform.supervisor.queues import MEMORY
from quenty.platform.supervisor.supervisor import answers
from quenty.platform.supervisor.units import Unit
from quenty.platform.testing.cluster import outside_environment
from tests.architecture.tree import ROOT
from tests.platform.transports.test_rabbitmq import envelope, put

STARTS_WITHIN = 180
STOPS_WITHIN = 30


def wait_for(what: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


class Up:
    """A supervisor under test and everything it started."""

    def __init__(self, state: Path, port: int, *arguments: str) -> None:
        self.state, self.port, self.arguments = state, port, arguments
        self.output = state.parent / f"output-{port}.txt"
        self.begin()

    def begin(self) -> None:
        with open(self.output, "ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(self.port), *self.arguments],
                cwd=ROOT,
                env=outside_environment() | {"QUENTY_STATE_DIR": str(self.state)},
                stdout=output,
                stderr=output,
            )

    def serving(self) -> "Up":
        wait_for(lambda: self.died() or answers(self.port), STARTS_WITHIN)
        assert not self.died(), self.output.read_text()
        return self

    def died(self) -> bool:
        return self.process.poll() is not None

    def says(self, line: str) -> bool:
        return line in self.output.read_text()

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as got:
                return got.status == 200
        except OSError:
            return False

    def consumers(self, queue: str) -> int:
        """How many read a queue of the private broker's; -1 while it is not there."""
        conf = (self.state / "rabbitmq" / "rabbitmq.conf").read_text()
        address = conf.splitlines()[0].rpartition("= ")[2]
        try:
            with Connection(f"amqp://guest:guest@{address}//", connect_timeout=2) as connection:
                declared = connection.channel().queue_declare(queue, passive=True)
                return int(declared.consumer_count)
        except OSError:
            return -1

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def names(self) -> set[str]:
        """Of those that are there; some come and go."""
        found = set()
        for process in self.family():
            with suppress(psutil.NoSuchProcess):
                found.add(process.name())
        return found

    def child(self, word: str) -> psutil.Process:
        own = psutil.Process(self.process.pid).children()
        return next(child for child in own if word in child.cmdline() or word == child.name())


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests here: only the first has databases to make."""
    return tmp_path_factory.mktemp("up") / "state"


@pytest.fixture
def up(state: Path) -> Iterator[Up]:
    supervisor = Up(state, free_port())
    yield supervisor
    supervisor.process.terminate()
    supervisor.process.wait(STOPS_WITHIN)


@pytest.fixture
def services(state: Path) -> Iterator[Up]:
    """In two units, over a private broker."""
    supervisor = Up(state, free_port(), "--services", "gateway")
    yield supervisor
    supervisor.process.terminate()
    supervisor.process.wait(STOPS_WITHIN)


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_serves_and_stops_with_all_it_started(up: Up, sig: signal.Signals) -> None:
    up.serving()
    family = up.family()
    assert {"quenty.web", "run_roles"} <= {word for p in family for word in p.cmdline()}
    assert where(up.state) == {"pid": up.process.pid, "port": up.port}

    up.process.send_signal(sig)

    assert up.process.wait(STOPS_WITHIN) == 0, up.output.read_text()
    assert [p for p in family if p.is_running()] == []
    assert where(up.state) == {}


def test_a_second_one_is_told_where_the_first_runs(up: Up) -> None:
    up.serving()

    second = Up(up.state, free_port())

    assert second.process.wait(STARTS_WITHIN) == 1
    assert f"running already on port {up.port}" in second.output.read_text()
    assert answers(up.port)


def test_a_child_that_dies_is_started_again(up: Up) -> None:
    up.serving()
    web = up.child("quenty.web")
    workers = web.children()

    web.kill()

    wait_for(lambda: "web ended with code -9" in up.output.read_text(), STOPS_WITHIN)
    wait_for(lambda: answers(up.port), STARTS_WITHIN)
    assert [worker for worker in workers if worker.is_running()] == []


def test_a_database_server_that_dies_is_started_again_in_place(up: Up) -> None:
    up.serving()
    wait_for(up.ready, STARTS_WITHIN)
    server = server_of(up.state)
    first = server.pid()
    assert first

    psutil.Process(first).kill()

    wait_for(lambda: up.says("PostgreSQL started again"), STARTS_WITHIN)
    wait_for(up.ready, STARTS_WITHIN)
    assert server_of(up.state).port == server.port
    assert server.pid() not in (None, first)


def test_a_server_that_does_not_come_back_ends_the_run_with_an_error(up: Up) -> None:
    up.serving()
    needed = up.state / "postgres" / "global" / "pg_control"
    pid = server_of(up.state).pid()
    assert pid
    needed.rename(up.state / "pg_control")
    try:
        psutil.Process(pid).kill()

        assert up.process.wait(STARTS_WITHIN) == 1
    finally:
        (up.state / "pg_control").rename(needed)
    assert up.says("PostgreSQL failed 4 times in a row"), up.output.read_text()


def test_a_broker_that_dies_is_started_again_in_place_and_units_find_it(services: Up) -> None:
    services.serving()
    wait_for(lambda: services.consumers("quenty.events.rest") == 1, STARTS_WITHIN)
    first = services.child("beam.smp")

    first.kill()

    wait_for(lambda: services.says("RabbitMQ started again"), STARTS_WITHIN)
    wait_for(lambda: services.consumers("quenty.events.rest") == 1, STARTS_WITHIN)
    assert services.child("beam.smp").pid != first.pid


def test_one_process_takes_what_waits_in_the_queue_of_a_unit_of_before(state: Path) -> None:
    broker, message = RabbitServer(state / "rabbitmq"), envelope()
    broker.start()
    try:
        declare_all(broker.url, [Unit("gateway", ("gateway",), 0)])
        with Connection(broker.url) as connection:
            put(connection.channel(), "quenty.events.gateway", [[plain(message)], {}, {}])
    finally:
        broker.stop()
    write_private(state / MEMORY, json.dumps({"gateway": ["gateway"]}))
    up = Up(state, free_port())
    try:
        up.serving()

        assert up.says("quenty.events.gateway drained of 1 messages"), up.output.read_text()
        query = "SELECT count(*) FROM gateway.platform_inbox WHERE message_id = %s"
        with psycopg.connect(server_of(state).conninfo, dbname="quenty_gateway") as database:
            assert database.execute(query, [message.id]).fetchone() == (1,)
        assert "beam.smp" not in up.names()
    finally:
        up.process.terminate()
        up.process.wait(STOPS_WITHIN)


def test_nothing_outlives_a_killed_supervisor_and_the_next_one_serves(up: Up) -> None:
    up.serving()
    family = up.family()

    up.process.kill()
    up.process.wait()

    _, left = psutil.wait_procs(family, timeout=STOPS_WITHIN)
    assert left == []

    up.begin()

    up.serving()


def test_forgetting_stops_it_and_removes_what_it_knew(up: Up) -> None:
    up.serving()
    server = server_of(up.state)

    forget(up.state)

    assert up.process.wait(STOPS_WITHIN) == 0
    assert server.pid() is None
    assert not up.state.exists()


def test_only_a_state_folder_is_removed(tmp_path: Path) -> None:
    (tmp_path / "up.json").write_text(json.dumps({"pid": 1}))

    with pytest.raises(FileNotFoundError, match="no state folder"):
        forget(tmp_path)

    assert tmp_path.exists()
