"""What is in git: sources, no binaries, no lock files, no registry that is ours to choose."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, tracked_files

LOCK_FILES = {
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "Cargo.lock",
    "go.sum",
}
# In two parts, so that this file doesn't name them.
REGISTRIES = tuple(
    f"{host}.{domain}".encode()
    for host, domain in (
        ("pypi", "org"),
        ("files.pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("index.crates", "io"),
        ("proxy.golang", "org"),
        ("deb.debian", "org"),
    )
)
SNIFFED = 8192


def problems(path: Path) -> list[str]:
    content = path.read_bytes()
    found = [f"names {host.decode()}" for host in REGISTRIES if host in content]
    if b"\0" in content[:SNIFFED]:
        found.append("is binary")
    if path.name in LOCK_FILES:
        found.append("is a lock file")
    return found


def test_git_holds_sources_only() -> None:
    found = {
        str(path.relative_to(ROOT)): wrong for path in tracked_files() if (wrong := problems(path))
    }

    assert found == {}


def test_git_knows_the_project() -> None:
    assert ROOT / "manage.py" in tracked_files()


@pytest.mark.parametrize(
    ("name", "content"),
    [("logo.png", b"\x89PNG\0\0"), ("uv.lock", b""), ("pip.conf", b"url = " + REGISTRIES[0])],
)
def test_what_does_not_belong_is_found(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert problems(path)
