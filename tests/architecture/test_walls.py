"""The walls stand, and each of them goes red when it is broken on purpose."""

import configparser
from collections.abc import Iterator
from pathlib import Path

import pytest

from quenty.kernel.contexts import CONTEXTS
from tests.architecture.lint import CONFIG, copy_tree, counting_types, lint
from tests.architecture.tree import ROOT

# contract id, where the violation is planted, the violation
PLANTED = [
    ("contexts", "apps/pickups/services/planted.py", "import apps.returns.models"),
    ("contexts", "apps/pickups/tests/test_planted.py", "from apps.orders.domain import planted"),
    ("contexts", "apps/pickups/services/planted.py", "def late():\n    import apps.orders.models"),
    ("registration", "quenty/platform/planted.py", "import apps.orders"),
    ("registration", "quenty/kernel/planted.py", "import apps.orders.models"),
    ("registration", "quenty/settings/planted.py", "from apps.gateway import models"),
    ("layers", "apps/pickups/services/planted.py", "import apps.pickups.api"),
    ("layers", "apps/pickups/selectors/planted.py", "import apps.pickups.services.planted"),
    ("layers", "apps/pickups/selectors/planted.py", "import apps.pickups.neighbours.planted"),
    ("layers", "apps/pickups/api/planted.py", "import apps.pickups.facade.planted"),
    ("layers", "apps/pickups/domain/planted.py", "import apps.pickups.models"),
    ("layers", "apps/pickups/api/planted.py", "import apps.pickups.tests"),
    ("layers", "apps/pickups/helpers.py", ""),
    ("foundations", "quenty/kernel/planted.py", "import quenty.contracts.orders"),
    ("foundations", "quenty/contracts/orders/planted.py", "import quenty.platform"),
    ("foundations", "quenty/platform/planted.py", "import quenty.settings.base"),
    ("foundations", "quenty/utils.py", ""),
    ("contracts", "quenty/contracts/returns/planted.py", "import quenty.contracts.orders"),
    ("pure", "quenty/kernel/planted.py", "import django"),
    ("pure", "quenty/contracts/orders/planted.py", "from django.db import models"),
    ("pure", "apps/pickups/domain/planted.py", "import rest_framework.fields"),
    ("pure", "apps/pickups/domain/planted.py", "from celery import shared_task"),
    ("pure", "apps/pickups/domain/planted.py", "import quenty.platform.db"),
    ("models", "apps/pickups/api/planted.py", "from apps.pickups import models"),
    ("models", "apps/pickups/facade/planted.py", "import apps.pickups.models"),
    ("models", "apps/pickups/consumers/planted.py", "import apps.pickups.models"),
    ("models", "apps/pickups/tasks/planted.py", "import apps.pickups.models"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tree(tmp_path_factory.mktemp("tree"))


@pytest.fixture
def planted(tree: Path) -> Iterator["Garden"]:
    garden = Garden(tree)
    yield garden
    garden.clear()


class Garden:
    """Files put into the copy for one test, with the packages that they need."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.put: list[Path] = []

    def plant(self, where: str, text: str) -> None:
        for line in text.splitlines():
            module = line.split("import ")[1] if line.strip().startswith("import apps.") else ""
            if module.endswith(".planted"):
                self._write(self.tree / (module.replace(".", "/") + ".py"), "")
        self._write(self.tree / where, text + "\n")

    def _write(self, path: Path, text: str) -> None:
        package = path.parent / "__init__.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        for file, content in ((package, ""), (path, text)):
            if not file.exists():
                self.put.append(file)
                file.write_text(content)

    def clear(self) -> None:
        for path in self.put:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()


def name_of(contract: str) -> str:
    config = configparser.ConfigParser()
    config.read(ROOT / CONFIG)
    return config[f"importlinter:contract:{contract}"]["name"]


def test_every_wall_stands(tree: Path) -> None:
    verdict = lint(tree)

    assert verdict.broken() == [], verdict.text
    assert verdict.code == 0, verdict.text


def test_walls_stand_for_types_too(tree: Path) -> None:
    verdict = lint(tree, config=counting_types(tree))

    assert verdict.broken() == [], verdict.text
    assert verdict.code == 0, verdict.text


@pytest.mark.parametrize(("contract", "where", "violation"), PLANTED)
def test_a_wall_goes_red_when_broken(
    tree: Path, planted: Garden, contract: str, where: str, violation: str
) -> None:
    planted.plant(where, violation)

    verdict = lint(tree, contract=contract)

    assert verdict.broken() == [name_of(contract)], verdict.text
    assert verdict.code == 1


def test_types_are_no_way_around_a_wall(tree: Path, planted: Garden) -> None:
    planted.plant(
        "apps/pickups/services/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import apps.orders.models",
    )

    verdict = lint(tree, contract="contexts", config=counting_types(tree))

    assert verdict.broken() == [name_of("contexts")], verdict.text


def test_every_contract_has_been_broken_on_purpose() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / CONFIG)
    prefix = "importlinter:contract:"
    contracts = {s.removeprefix(prefix) for s in config.sections() if s.startswith(prefix)}

    assert contracts == {contract for contract, _, _ in PLANTED}


def test_no_import_is_ignored() -> None:
    text = (ROOT / CONFIG).read_text()

    assert "ignore_imports" not in text
    assert text.count("exhaustive_ignores") == 1


def test_every_context_s_contract_is_walled_off() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / CONFIG)
    listed = config["importlinter:contract:contracts"]["modules"].split()

    assert sorted(listed) == sorted(f"quenty.contracts.{name}" for name in CONTEXTS)
