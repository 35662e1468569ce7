"""The embedded server: made once, kept, reused, and never left behind."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest

from quenty.platform.embedded import Server, provision, server_of
from quenty.platform.embedded.identity import (
    DEMOTED,
    NAMESPACE,
    OURSELVES,
    Identity,
    works,
)
from quenty.platform.testing.cluster import outside_environment
from tests.architecture.tree import ROOT

# As root there are three ways, as anybody else one: whichever this machine offers.
WAYS = [i for i in (OURSELVES, NAMESPACE, DEMOTED) if works(i)]
START_AND_WAIT = (
    "import sys, time; from pathlib import Path; from quenty.platform.embedded import *;"
    "s = Path(sys.argv[1]); provision(s); server_of(s).start(); print('up', flush=True);"
    "time.sleep(60)"
)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "state"
    provision(folder)
    yield folder
    server_of(folder).stop()


def asked(server: Server, query: str) -> object:
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def test_secrets_are_private_and_kept(state: Path) -> None:
    before = {path.name: path.read_text() for path in state.glob("*.env")}

    provision(state)

    assert {path.name: path.read_text() for path in state.glob("*.env")} == before
    assert set(before) == {"secrets.env", "databases.env"}
    for path in state.iterdir():
        if path.name != ".lock":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_port_that_somebody_took_is_given_up(state: Path) -> None:
    taken = server_of(state).port
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", taken))
        somebody.listen()
        provision(state)

    fresh = server_of(state).port
    assert fresh != taken
    assert f":{fresh}/quenty_orders" in (state / "databases.env").read_text()


def test_rows_and_port_survive_a_restart(state: Path) -> None:
    first = server_of(state)
    assert first.start()
    asked(first, "CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    assert first.pid() is None
    provision(state)

    again = server_of(state)
    assert again.start()

    assert again.port == first.port
    assert asked(again, "SELECT answer FROM kept") == 42


def test_a_running_server_is_reused_and_its_port_kept(state: Path) -> None:
    first, second = server_of(state), server_of(state)
    first.start()
    provision(state)

    assert second.start() is False

    assert second.pid() == first.pid()
    assert server_of(state).port == first.port
    second.stop()
    assert first.pid() is None


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_it_runs_as_somebody_who_is_not_root(state: Path, way: Identity) -> None:
    server = replace(server_of(state), identity=way)

    server.start()

    assert asked(server, "SELECT count(*) FROM pg_database") == 3
    server.stop()
    assert server.pid() is None


def test_a_folder_half_made_is_made_anew(state: Path) -> None:
    half_made = state / "postgres.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18")

    server_of(state).start()

    assert asked(server_of(state), "SELECT 1") == 1


def test_another_process_s_pid_in_the_way_is_no_server(state: Path) -> None:
    server = server_of(state)
    server.start()
    server.stop()
    (state / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")

    assert server.pid() is None
    assert server_of(state).start()


def test_after_a_kill_9_nothing_of_the_old_server_works_on_while_the_new_one_starts(
    state: Path,
) -> None:
    server = server_of(state)
    server.start()
    asked(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    postmaster = psutil.Process(server.pid())
    busy = threading.Thread(target=_busy, args=(server,))
    busy.start()
    time.sleep(1)
    family = postmaster.children()

    postmaster.kill()
    deadline = time.monotonic() + 20
    while server.is_running and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.start()

    dead = psutil.STATUS_ZOMBIE
    assert [p for p in family if p.is_running() and p.status() != dead] == []
    assert asked(server, "SELECT answer FROM kept") == 42
    busy.join()


def _busy(server: Server) -> None:
    # It looks at nothing outside itself for as long as it counts.
    with pytest.raises(psycopg.OperationalError):
        asked(server, "SELECT count(*) FROM generate_series(1, 100000000)")


def test_it_goes_with_whoever_started_it_even_by_kill_9(state: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(state)],
        cwd=ROOT,
        env=outside_environment(),
        stdout=subprocess.PIPE,
    ) as starter:
        assert starter.stdout
        assert starter.stdout.readline() == b"up\n"
        pid = server_of(state).pid()
        assert pid
        starter.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 20
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server_of(state).pid() is None
    assert server_of(state).start()
