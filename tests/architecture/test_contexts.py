"""The table of contexts and the folders say the same."""

import pytest
from django.apps import apps
from django.conf import settings

from quenty.kernel.contexts import CONTEXTS
from tests.architecture.tree import ROOT


def test_every_folder_is_a_context_and_every_context_has_one() -> None:
    folders = {path.name for path in (ROOT / "apps").iterdir() if (path / "apps.py").exists()}

    assert folders == set(CONTEXTS)


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_context_is_complete(name: str) -> None:
    context = CONTEXTS[name]

    assert apps.get_app_config(name).name == context.app
    assert context.alias in settings.DATABASES
    assert (ROOT / "apps" / name / "README.md").exists()
    assert (ROOT / "apps" / name / "migrations" / "__init__.py").exists()
    assert (ROOT / "quenty" / "contracts" / name / "__init__.py").exists()


def test_ports_and_aliases_are_their_own() -> None:
    assert len({context.port for context in CONTEXTS.values()}) == len(CONTEXTS)
    assert len({context.alias for context in CONTEXTS.values()}) == len(CONTEXTS)
