"""The doctor names what is wrong, says how to mend it, and exits with 1."""

import base64
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quenty.platform.doctor.extras import extras
from quenty.platform.doctor.keys import encryption_keys
from quenty.platform.doctor.machine import packages
from quenty.platform.doctor.neighbours import rabbitmq_at, redis_at
from quenty.platform.embedded.ports import free_port
from quenty.platform.testing.cluster import outside_environment
from tests.architecture.tree import ROOT

Manage = Callable[..., subprocess.CompletedProcess[str]]
KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture(scope="module")
def manage(tmp_path_factory: pytest.TempPathFactory) -> Manage:
    """`manage.py` over a state folder of its own."""
    state = str(tmp_path_factory.mktemp("doctor") / "state")

    def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=outside_environment() | {"QUENTY_STATE_DIR": state} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_a_fresh_machine_is_well(manage: Manage) -> None:
    seen = manage("doctor")

    assert seen.returncode == 0, seen.stdout
    assert "make run does" in seen.stdout


def test_missing_migrations_are_named_and_mended_as_told(manage: Manage) -> None:
    assert manage("bootstrap").returncode == 0

    ill = manage("doctor")
    assert ill.returncode == 1
    assert "wrong migrations of orders" in ill.stdout
    assert "mend: manage.py migrate_contexts" in ill.stdout
    assert manage("migrate_contexts", "--check").returncode == 1

    assert manage("migrate_contexts").returncode == 0
    assert manage("doctor").returncode == 0
    assert manage("migrate_contexts", "--check").returncode == 0


def test_a_server_that_does_not_answer_is_named(manage: Manage) -> None:
    nowhere = f"postgresql://quenty_returns_app:x@127.0.0.1:{free_port()}/quenty_returns"

    seen = manage("doctor", RETURNS_DATABASE_URL=nowhere, QUENTY_CONTEXTS="returns")

    assert seen.returncode == 1
    assert "wrong database of returns" in seen.stdout
    assert "start the server that RETURNS_DATABASE_URL names" in seen.stdout


@pytest.mark.parametrize(
    "configured",
    [[], ["k1"], [KEY], ["k1:not base64"], [f"k1:{KEY[:20]}"], [f"k1:{KEY}", f"k1:{KEY}"]],
)
def test_unfit_encryption_keys_are_found(configured: list[str]) -> None:
    finding = encryption_keys(configured)

    assert not finding.ok
    assert KEY not in finding.found


def test_fit_encryption_keys_are_named_but_not_shown() -> None:
    finding = encryption_keys([f"k2:{KEY}", f"k1:{KEY}"])

    assert finding.ok
    assert finding.found == "k2, k1; k2 seals"


def test_packages_that_are_not_as_pinned_are_found(tmp_path: Path) -> None:
    pinned = tmp_path / "base.txt"
    pinned.write_text("django==1.0\nno-such-package==1 ; python_version > '3'\n")

    finding = packages(pinned)

    assert not finding.ok
    assert "no-such-package is missing" in finding.found
    assert "not 1.0" in finding.found


def test_an_extra_is_named_whether_it_is_there_or_not(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    lines = ['far = ["no-such-package==1"]', 'near = ["django==1.0"]', 'dev = ["pytest"]']
    project.write_text("\n".join(["[project.optional-dependencies]", *lines]))

    far, near = extras(project)

    assert (far.ok, far.about) == (True, "extra far")
    assert "not installed" in far.found
    assert (near.ok, "not 1.0" in near.found) == (False, True)


def test_packages_of_other_pythons_are_not_asked_for(tmp_path: Path) -> None:
    pinned = tmp_path / "base.txt"
    pinned.write_text("no-such-package==1 ; python_version < '3'\n")

    assert packages(pinned).ok


@pytest.mark.parametrize(("look", "scheme"), [(redis_at, "redis"), (rabbitmq_at, "amqp")])
def test_a_neighbour_that_is_down_is_found(look: Callable, scheme: str) -> None:
    finding = look(f"{scheme}://127.0.0.1:{free_port()}")

    assert not finding.ok
    assert "refused" in finding.found
