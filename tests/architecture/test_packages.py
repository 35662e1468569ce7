"""Every folder with Python is a package, or import-linter would not see into it."""

from pathlib import Path

from tests.architecture.tree import ROOT, SOURCES, python_files


def without_init(files: list[Path]) -> set[Path]:
    return {path.parent for path in files if not (path.parent / "__init__.py").exists()}


def test_every_folder_with_python_is_a_package() -> None:
    missing = without_init(python_files(*SOURCES))

    assert {str(folder.relative_to(ROOT)) for folder in missing} == set()


def test_a_folder_without_init_is_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.touch()

    assert without_init([module]) == {tmp_path}
