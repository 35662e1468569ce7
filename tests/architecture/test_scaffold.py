"""A context that the command makes passes every check unedited."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quenty.platform.scaffold.names import BadName, new_context
from quenty.platform.testing.cluster import outside_environment
from tests.architecture.lint import lint
from tests.architecture.tree import ROOT

BIN = Path(sys.executable).parent
NAME = "lockers"
FILES = ("manage.py", "conftest.py", "pyproject.toml", "importlinter.ini", "docker-compose.yml")
CHECKS = ("contexts", "packages", "relations", "migrations", "containers", "database_walls")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("project")
    for package in ("quenty", "apps", "tests", "docs"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, copy / package, ignore=ignore)
    for name in (*FILES, "Dockerfile"):
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    environment = outside_environment() | {"QUENTY_STATE_DIR": str(project / "state")}

    def command(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(BIN / program), *arguments],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.fixture(scope="module")
def scaffolded(project: Path, run: Run) -> Path:
    made = run("python", "manage.py", "startcontext", NAME, "--purpose", "Lockers on corners.")
    assert made.returncode == 0, made.stdout + made.stderr
    return project


def test_the_walls_stand(scaffolded: Path) -> None:
    verdict = lint(scaffolded)

    assert verdict.code == 0, verdict.text


@pytest.mark.parametrize("check", [("format", "--check"), ("check", "--no-cache")])
def test_the_code_is_as_lint_wants_it(scaffolded: Path, run: Run, check: tuple[str, ...]) -> None:
    done = run("ruff", *check, f"apps/{NAME}", f"quenty/contracts/{NAME}", "quenty/kernel")

    assert done.returncode == 0, done.stdout


def test_its_own_tests_and_those_over_all_contexts_pass(scaffolded: Path, run: Run) -> None:
    checks = [f"tests/architecture/test_{check}.py" for check in CHECKS]
    checks += ["tests/contracts/test_schemas.py", f"apps/{NAME}"]
    done = run("pytest", "-q", "-p", "no:cacheprovider", *checks)

    assert done.returncode == 0, done.stdout + done.stderr


def test_its_routes_keep_what_all_routes_promise(scaffolded: Path, run: Run) -> None:
    done = run("pytest", "-q", "-p", "no:cacheprovider", "tests/contracts", "-k", "health")

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_context_is_not_scaffolded_twice(scaffolded: Path, run: Run) -> None:
    again = run("python", "manage.py", "startcontext", NAME, "--purpose", "Again.")

    assert again.returncode == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize("name", ["Lockers", "9lives", "class", "admin", "a-b", "x"])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(BadName, match=repr(name)):
        new_context(name, purpose="Nothing.", ports=[8000])


def test_the_next_port_is_taken() -> None:
    assert new_context(NAME, purpose="Lockers.", ports=[8000, 8008, 8003]).port == 8009
