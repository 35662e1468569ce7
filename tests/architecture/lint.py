"""Running import-linter over a copy of the tree in which something may be planted."""

import configparser
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import ROOT

CONFIG = "importlinter.ini"


@dataclass(frozen=True)
class Verdict:
    code: int
    text: str

    def broken(self) -> list[str]:
        """Names of the contracts that are broken."""
        end = " BROKEN"
        return [line.removesuffix(end) for line in self.text.splitlines() if line.endswith(end)]


def copy_tree(destination: Path) -> Path:
    """The packages and the contracts, without tests' data or caches."""
    for package in ("quenty", "apps"):
        shutil.copytree(
            ROOT / package,
            destination / package,
            ignore=lambda folder, names: [n for n in names if not _kept(Path(folder) / n)],
        )
    shutil.copy(ROOT / CONFIG, destination / CONFIG)
    return destination


def _kept(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")


def lint(tree: Path, *, contract: str = "", config: str = CONFIG) -> Verdict:
    """`contract`: only this one, by its id in the file."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", config]
    command += ["--no-cache", "--no-logo"]
    if contract:
        command += ["--contract", contract]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    return Verdict(done.returncode, done.stdout + done.stderr)


def counting_types(tree: Path) -> str:
    """A config of `tree` in which imports for types only count too, for walls that bar them."""
    strict = configparser.ConfigParser()
    strict.read(tree / CONFIG)
    strict["importlinter"]["exclude_type_checking_imports"] = "False"
    for section in ("layers", "models"):
        strict.remove_section(f"importlinter:contract:{section}")
    with open(tree / "strict.ini", "w") as out:
        strict.write(out)
    return "strict.ini"
