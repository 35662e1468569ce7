"""The image and the compose file, without an engine to run them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from quenty.kernel.contexts import CONTEXTS
from tests.architecture.tree import ROOT

BIN = Path(sys.executable).parent
COMPOSE = ROOT / "docker-compose.yml"
ROLES = {"web", "worker", "relay", "beat"}
SERVERS = {"postgres", "redis", "rabbitmq"}


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )


def hadolint(dockerfile: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "hadolint", "--no-color", "--failure-threshold", "style", dockerfile)


def check_compose(file: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def test_hadolint_finds_nothing() -> None:
    verdict = hadolint(ROOT / "Dockerfile")

    assert verdict.returncode == 0, verdict.stdout


def test_hadolint_would_find_something(tmp_path: Path) -> None:
    careless = tmp_path / "Dockerfile"
    careless.write_text("FROM debian\nRUN sudo apt-get install curl\n")

    assert hadolint(careless).returncode == 1


def test_compose_file_follows_the_specification() -> None:
    verdict = check_compose(COMPOSE)

    assert verdict.returncode == 0, verdict.stdout


def test_a_wrong_compose_file_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text("services: {web: {image: x, port: [80]}}")

    assert check_compose(wrong).returncode == 1


def test_every_service_says_whether_it_is_healthy(services: dict[str, Any]) -> None:
    watched = {name for name, service in services.items() if "test" in service["healthcheck"]}

    assert watched == ROLES | SERVERS
    assert set(services) == watched | {"bootstrap"}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_waits_for_what_it_needs(services: dict[str, Any], role: str) -> None:
    needed = services[role]["depends_on"]

    assert needed["bootstrap"]["condition"] == "service_completed_successfully"
    assert services["bootstrap"]["depends_on"]["postgres"]["condition"] == "service_healthy"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_knows_runtime_roles_alone(services: dict[str, Any], role: str) -> None:
    names = set(services[role]["environment"])

    assert {f"{context.upper()}_DATABASE_URL" for context in CONTEXTS} <= names
    assert not {name for name in names if "OWNER" in name or "SUPERUSER" in name}


def test_bootstrap_knows_the_owners(services: dict[str, Any]) -> None:
    names = set(services["bootstrap"]["environment"])

    assert {f"{context.upper()}_OWNER_DATABASE_URL" for context in CONTEXTS} <= names


def test_the_image_runs_as_nobody_special() -> None:
    users = [
        line.split()[1]
        for line in (ROOT / "Dockerfile").read_text().splitlines()
        if line.startswith("USER ")
    ]

    assert users
    assert not {"root", "0", "0:0"} & set(users)
