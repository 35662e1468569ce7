"""A platform of real processes for each module, over each transport."""

from collections.abc import Iterator

import pytest

from tests.faults.harness import Platform


@pytest.fixture(scope="module", params=["database", "rabbitmq"])
def platform(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """Over each transport in turn; tests of a module share its rows and add their own."""
    yield from _platform(tmp_path_factory, request.param)


@pytest.fixture(scope="module")
def plain_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Over the database, for what has nothing to do with transports."""
    yield from _platform(tmp_path_factory, "database")


@pytest.fixture(scope="module")
def rabbit_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    yield from _platform(tmp_path_factory, "rabbitmq")


def _platform(factory: pytest.TempPathFactory, transport: str) -> Iterator[Platform]:
    folder = factory.mktemp(transport)
    # Its server may run as somebody else, who must be able to enter.
    for parent in (folder, *folder.parents):
        if parent.is_dir() and parent.owner() == folder.owner() and str(parent).startswith("/tmp/"):  # noqa: S108
            parent.chmod(0o755)
    made = Platform(folder, transport)
    try:
        made.start()
        yield made
    finally:
        made.stop()
