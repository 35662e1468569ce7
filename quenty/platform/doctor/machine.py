"""Interpreter, packages, folders, ports and the clock."""

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from packaging.markers import Marker

from quenty.platform.doctor.extras import extras
from quenty.platform.doctor.finding import Finding, one_line
from quenty.platform.embedded.ports import is_free
from quenty.platform.supervisor.claim import where

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)\s*(?:;\s*(.+))?$")
# Before this the clock was certainly not set: the release is younger.
RELEASED = 1_767_225_600
LEAST_DISK = 500 * 1024 * 1024


def machine(port: int) -> Iterator[Finding]:
    yield _python()
    yield packages(settings.QUENTY_BASE_DIR / "requirements" / "base.txt")
    yield from extras(settings.QUENTY_BASE_DIR / "pyproject.toml")
    yield _state_folder(settings.QUENTY_STATE_DIR)
    yield _port(port)
    yield _clock()


def _python() -> Finding:
    running = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    wrong = sys.version_info < (3, 11)
    return Finding("Python", running, "install Python 3.11 or newer" if wrong else "")


def packages(requirements: Path) -> Finding:
    """Whether what is installed is what is pinned."""
    wanted = [
        (name, pinned)
        for name, pinned, marker in _pins(requirements)
        if not marker or Marker(marker).evaluate()
    ]
    wrong = [
        f"{name} is {installed or 'missing'}, not {pinned}"
        for name, pinned in wanted
        if (installed := _installed(name)) != pinned
    ]
    if not wrong:
        return Finding("packages", f"{len(wanted)} as pinned")
    return Finding("packages", "; ".join(wrong[:5]), "rm -rf .venv and run make again")


def _pins(requirements: Path) -> Iterator[tuple[str, str, str]]:
    for line in requirements.read_text().splitlines():
        match = PINNED.match(line.strip())
        if match:
            yield match[1], match[2], match[3] or ""


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _state_folder(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_text("")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(
            "state folder", one_line(error), "make it writable, or set QUENTY_STATE_DIR to one"
        )
    if free < LEAST_DISK:
        return Finding("state folder", f"{folder}: {free >> 20} MiB free", "free 500 MiB of disk")
    return Finding("state folder", f"{folder} is writable, {free >> 30} GiB free")


def _port(port: int) -> Finding:
    running = where(settings.QUENTY_STATE_DIR).get("pid")
    if running and os.path.exists(f"/proc/{running}"):
        return Finding("port", f"manage.py up is running (process {running})")
    if is_free(port):
        return Finding("port", f"{port} is free")
    return Finding("port", f"{port} is taken; make run will take the next free one")


def _clock() -> Finding:
    now = time.time()
    if now < RELEASED:
        return Finding("clock", time.ctime(now), "set the clock (timedatectl set-ntp true)")
    try:
        ZoneInfo("America/Bogota")
    except ZoneInfoNotFoundError:
        return Finding("clock", "no time zone data", "install tzdata")
    return Finding("clock", time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now)))
