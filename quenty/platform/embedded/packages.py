"""Servers of Debian packages, unpacked into a folder of the project.

Nothing of the machine changes: no package is installed, no list of apt's is touched, no
service starts. Works for any user. A server that the machine has installed is used as it is.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from quenty.platform.embedded.statefiles import locked

PROJECT = Path(__file__).resolve().parents[3]
COMPLETE = ".complete"
SECONDS = 300

# A package with `[version]` is there already in an older version: it serves as it is.
_NEW = re.compile(r"^Inst (\S+) \(", re.MULTILINE)


class Unavailable(RuntimeError):
    """A server can neither be found nor fetched; the message is one line that says what to do."""


def cache_folder() -> Path:
    """Where packages are kept between runs; `QUENTY_CACHE_DIR` names another place."""
    chosen = os.environ.get("QUENTY_CACHE_DIR")
    return Path(chosen) if chosen else PROJECT / ".quenty" / "cache"


def tree_of(package: str, program: str) -> Path:
    """The root under which `program` (a path without leading slash) of a package lies.

    Raises Unavailable.
    """
    if (Path("/") / program).exists():
        return Path("/")
    cache = cache_folder() / "debian"
    tree = cache / package
    with locked(cache):
        if not (tree / COMPLETE).exists():
            _fetch(package, tree)
    if not (tree / program).exists():
        raise _missing(package, f"its packages hold no {program}")
    return tree


def _fetch(package: str, tree: Path) -> None:
    for tool in ("apt-get", "dpkg"):
        if not shutil.which(tool):
            raise _missing(package, f"this machine has no {tool}")
    print(f"fetching {package} into {tree}", file=sys.stderr)
    unfinished = tree.with_name(f"{package}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    archives = unfinished / "archives"
    archives.mkdir(parents=True)
    _download(package, archives, tree.parent)
    for archive in sorted(archives.glob("*.deb")):
        _run(package, "dpkg", "-x", archive, unfinished)
    shutil.rmtree(archives)
    (unfinished / COMPLETE).touch()
    shutil.rmtree(tree, ignore_errors=True)
    unfinished.rename(tree)


def _download(package: str, archives: Path, cache: Path) -> None:
    """With the machine's lists of packages, or, where they are missing or old, with our own."""
    try:
        _download_with((), package, archives)
    except Unavailable:
        own = _own_lists(cache)
        _run(package, "apt-get", *own, "update")
        _download_with(own, package, archives)


def _download_with(options: tuple[str, ...], package: str, archives: Path) -> None:
    wanted = ("-s", "--no-install-recommends", "install", package)
    needed = _NEW.findall(_run(package, "apt-get", *options, *wanted))
    if not needed:
        raise _missing(package, "apt-get names no packages for it")
    _run(package, "apt-get", *options, "download", *needed, folder=archives)


def _own_lists(cache: Path) -> tuple[str, ...]:
    for folder in ("lists/partial", "apt/archives/partial"):
        (cache / folder).mkdir(parents=True, exist_ok=True)
    return (
        *("-o", f"Dir::State::lists={cache}/lists", "-o", f"Dir::Cache={cache}/apt"),
        *("-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=3"),
        *("-o", "Acquire::http::Timeout=30"),
    )


def _run(package: str, *command: str | Path, folder: Path | None = None) -> str:
    """Its output. Raises Unavailable with the last line of what it complained."""
    plain = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=plain,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _missing(package, f"{command[0]} took over {SECONDS} s") from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise _missing(package, lines[-1].strip())
    return done.stdout


def _missing(package: str, why: str) -> Unavailable:
    return Unavailable(
        f"{package} is needed here and could not be fetched ({why}): "
        f"let apt-get reach its Debian mirror, or install {package} on this machine"
    )
