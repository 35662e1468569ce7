"""Solving in processes that can be killed: one for each part, side by side.

The parent holds an absolute deadline of its own, since an engine's limit starts after its
set-up and some inputs never return.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from apps.pickups.domain.routing.digest import packed
from apps.pickups.domain.routing.port import Progress, Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.services.routing import frames
from apps.pickups.services.routing.frames import Answer

_ROOT = Path(__file__).resolve().parents[4]
COMMAND = (sys.executable, "-m", "apps.pickups.services.routing.child")
# Seconds that starting Python, setting up and repairing may take beyond the limit.
GRACE = 15.0
# The same for each stop: the floor alone takes a second of processor for a thousand, and ten by
# the clock where many share the cores.
_GRACE_A_STOP = 0.05
_TICK = 0.2


class SolverFailed(RuntimeError):
    """No plan came. `reason`: timeout, crashed, killed or cancelled."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail[:500]
        super().__init__(f"{reason}: {detail}" if detail else reason)


@dataclass
class Task:
    """`packed`: the problem, where it is packed already. `beside`: ask for what people want to
    know beside the plan. `answer`: once it is done."""

    problem: Problem
    terms: Terms
    packed: bytes | None = None
    beside: bool = False
    progress: Progress | None = None
    answer: Answer | None = None

    @property
    def cpu_seconds(self) -> float:
        """What its process used, so far as is known."""
        return 0.0 if self.answer is None else self.answer.cpu_seconds


@dataclass
class ProcessPool:
    """`slots`: processes at once. `grace`: seconds beyond a task's own limit."""

    slots: int = field(default_factory=lambda: max(1, (os.cpu_count() or 2)))
    command: Sequence[str] = COMMAND
    grace: float = GRACE

    def run(
        self,
        tasks: list[Task],
        report: Callable[[list[Task]], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Fill in every task's answer. Raises SolverFailed as soon as one fails; none is left
        running."""
        waiting, running = list(tasks), list[_Child]()
        try:
            while waiting or running:
                while waiting and len(running) < self.slots:
                    running.append(_Child(waiting.pop(0), self.command, self.grace))
                running = [child for child in running if not child.poll()]
                if report is not None:
                    report(tasks)
                if cancelled is not None and cancelled():
                    raise SolverFailed("cancelled")
                if running:
                    running[0].wait(_TICK)
        finally:
            for child in running:
                child.kill()


class _Child:
    """One process, its standard output read by a thread."""

    def __init__(self, task: Task, command: Sequence[str], grace: float) -> None:
        self.task, self.grace = task, grace
        allowed = task.terms.seconds * _stretch(task.terms) + grace
        allowed += _GRACE_A_STOP * len(task.problem.stops)
        self.deadline = time.monotonic() + allowed
        environment = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")}
        # One thread each: the parent decides what runs side by side.
        environment.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
        self.process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            env=environment,
        )
        self.messages: Queue[dict[str, Any] | None] = Queue()
        self.errors: list[bytes] = []
        for target in (self._write, self._read, self._listen):
            threading.Thread(target=target, daemon=True).start()

    def _write(self) -> None:
        stdin = self.process.stdin
        assert stdin is not None  # noqa: S101  (a pipe was asked for)
        try:
            task = self.task
            body = task.packed or packed(task.problem)
            frames.write_task(stdin, body, task.terms, beside=task.beside)  # type: ignore[arg-type]
            stdin.close()
        except OSError:
            self.errors.append(b"it went away before it had read its task")

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout is not None  # noqa: S101
        try:
            while (message := frames.read(stdout)) is not None:  # type: ignore[arg-type]
                self.messages.put(message)
        finally:
            self.messages.put(None)

    def _listen(self) -> None:
        stderr = self.process.stderr
        assert stderr is not None  # noqa: S101
        self.errors.append(stderr.read()[-2000:])

    def wait(self, seconds: float) -> None:
        try:
            self._take(self.messages.get(timeout=seconds))
        except Empty:
            return

    def poll(self) -> bool:
        """True when its answer is there. Raises SolverFailed."""
        while not self.messages.empty():
            self._take(self.messages.get())
        if self.task.answer is not None:
            self.process.wait(timeout=self.grace)
            return True
        if time.monotonic() > self.deadline:
            self.kill()
            raise SolverFailed("timeout", f"no plan after {self.task.terms.seconds:g} s")
        return False

    def _take(self, message: dict[str, Any] | None) -> None:
        if message is None:
            if self.task.answer is None:
                self._fail()
        elif message["kind"] == "progress":
            self.task.progress = Progress(
                best=message["best"], iterations=message["iterations"], seconds=message["seconds"]
            )
        else:
            self.task.answer = frames.answer_of(message)

    def _fail(self) -> None:
        code = self.process.wait(timeout=self.grace)
        said = b" ".join(self.errors).decode("utf-8", "replace").strip().splitlines()
        if code < 0:
            raise SolverFailed("killed", f"signal {-code}")
        raise SolverFailed("crashed", said[-1] if said else f"exit code {code}")

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def _stretch(terms: Terms) -> float:
    """A limit in the process's own seconds may take much longer by the clock, when others
    work on the same cores; one in iterations takes what it takes."""
    if terms.cpu:
        return 30.0
    return 6.0 if terms.iterations is not None else 1.0
