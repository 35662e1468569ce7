"""A copy of the tree, in which guards are taken out and put back."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml

from quenty.platform.embedded.packages import cache_folder
from quenty.platform.testing import cluster
from quenty.platform.testing.brokers import shared
from quenty.platform.testing.cluster import outside_environment
from tests.faults.guards.guard import Edit

ROOT = Path(__file__).resolve().parents[3]
MOST_SECONDS = 400


@dataclass(frozen=True)
class Outcome:
    """`failures`: what each test that failed says first; `errors`: how many broke around it."""

    passed: int
    failures: list[str]
    errors: int
    tail: str


class Copy:
    """What git would hold of the working tree as it is now; the virtualenv is the tree's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs = 0
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)

    @contextmanager
    def without(self, edits: Sequence[Edit]) -> Iterator[None]:
        """Meanwhile the files are edited. Raises LookupError for a text that is not there once."""
        kept = {edit.file: (self.folder / edit.file).read_text() for edit in edits}
        try:
            for edit in edits:
                path = self.folder / edit.file
                before = path.read_text()
                if before.count(edit.text) != 1:
                    raise LookupError(f"{edit.file}: not there once: {edit.text!r}")
                self._write(path, before.replace(edit.text, edit.instead))
            yield
        finally:
            for file, text in kept.items():
                self._write(self.folder / file, text)

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text)
        # Two edits within a second look the same to whoever compiled the first.
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()

    def run(self, tests: Sequence[str], *, servers: Mapping[str, str]) -> Outcome:
        """`servers`: the environment that names those to use; none: servers of its own."""
        self.runs += 1
        report = self.folder / "guards.xml"
        report.unlink(missing_ok=True)
        command = (
            *(sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider"),
            *("-m", "faults or not faults", "-o", f"timeout={MOST_SECONDS}"),
            *(f"--junitxml={report}", *tests),
        )
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment() | dict(servers),
            capture_output=True,
            text=True,
            check=False,
        )
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        return _read(report, tail)

    def _environment(self) -> dict[str, str]:
        return {
            **outside_environment(),
            # No run need fetch RabbitMQ and Redis anew, nor migrate what the one before it did.
            "QUENTY_CACHE_DIR": str(cache_folder()),
            "FAULT_TEMPLATES": str(self.folder / ".quenty" / "faults"),
            # Databases by names of its own, where servers are shared.
            "PYTEST_XDIST_WORKER": f"run{self.runs}",
        }


@contextmanager
def shared_servers() -> Iterator[dict[str, str]]:
    """PostgreSQL, and RabbitMQ and Redis once a test asks, for runs that can share them."""
    before = dict(os.environ)
    cluster.prepare()
    cluster.start()
    try:
        yield {name: value for name, value in os.environ.items() if before.get(name) != value}
    finally:
        shared.stop_all()
        cluster.finish()


def _read(report: Path, tail: str) -> Outcome:
    if not report.exists():
        return Outcome(0, [], 1, tail)
    cases = list(Xml.parse(report).getroot().iter("testcase"))  # noqa: S314  (pytest's own)
    failures = [case.find("failure") for case in cases]
    said = [found.get("message", "") for found in failures if found is not None]
    errors = sum(case.find("error") is not None for case in cases)
    return Outcome(sum(len(case) == 0 for case in cases), said, errors, tail)
