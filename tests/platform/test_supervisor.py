"""`manage.py up`, as a process: it serves, mends itself, and leaves nothing behind."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from quenty.platform.embedded import server_of
from quenty.platform.embedded.ports import free_port
from quenty.platform.supervisor.claim import where
from quenty.platform.supervisor.forget import forget
from quenty.platform.supervisor.supervisor import answers
from quenty.platform.testing.cluster import outside_environment
from tests.architecture.tree import ROOT

STARTS_WITHIN = 180
STOPS_WITHIN = 30


def wait_for(what: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


class Up:
    """A supervisor under test and everything it started."""

    def __init__(self, state: Path, port: int) -> None:
        self.state, self.port = state, port
        self.output = state.parent / f"output-{port}.txt"
        self.begin()

    def begin(self) -> None:
        with open(self.output, "ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(self.port)],
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

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process:
        own = psutil.Process(self.process.pid).children()
        return next(child for child in own if word in child.cmdline())


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


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_serves_and_stops_with_all_it_started(up: Up, sig: signal.Signals) -> None:
    up.serving()
    family = up.family()
    assert {"granian", "run_roles"} <= {word for p in family for word in p.cmdline()}
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
    web = up.child("granian")
    workers = web.children()

    web.kill()

    wait_for(lambda: "web ended with code -9" in up.output.read_text(), STOPS_WITHIN)
    wait_for(lambda: answers(up.port), STARTS_WITHIN)
    assert [worker for worker in workers if worker.is_running()] == []


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
