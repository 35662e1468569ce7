"""Who listens to what: consumers, jobs and schedules, each one declaration and one function."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from quenty.kernel.contexts import CONTEXTS
from quenty.kernel.events import EventType, event_type

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Consumer:
    """A function of a context that acts on an event, inside the context's transaction."""

    name: str
    context: str
    event: EventType
    act: Callable[..., None]


@dataclass(frozen=True)
class Job:
    """Work asked for by a row. Runs outside any transaction, at least once."""

    name: str
    context: str
    run: Callable[..., None]


@dataclass(frozen=True)
class Scheduled:
    name: str
    context: str
    every: timedelta


CONSUMERS: dict[str, list[Consumer]] = {}
CONSUMERS_BY_NAME: dict[str, Consumer] = {}
JOBS: dict[str, Job] = {}
SCHEDULES: dict[str, Scheduled] = {}


def _context_of(function: Callable[..., Any]) -> str:
    parts = function.__module__.split(".")
    if parts[0] != "apps" or parts[1] not in CONTEXTS:
        raise ValueError(f"{function.__qualname__} is in no context")
    return parts[1]


def consumes(event: type, *, context: str = "") -> Callable[[F], F]:
    """Act on each event of a class, once: `def act(event, envelope)`.

    The effect, the done mark and the events it tells in turn are one commit. Raises
    KeyError for a class that is no event, ValueError for a name used twice.
    """
    declared = event_type(event)

    def register(function: F) -> F:
        where = context or _context_of(function)
        name = f"{where}.{function.__name__}"
        if name in CONSUMERS_BY_NAME:
            raise ValueError(f"the consumer {name} is declared twice")
        consumer = Consumer(name, where, declared, function)
        CONSUMERS_BY_NAME[name] = consumer
        CONSUMERS.setdefault(declared.key, []).append(consumer)
        return function

    return register


def job(name: str) -> Callable[[F], F]:
    """Name a function as background work; `<context>.<verb>`. Raises ValueError if taken."""
    context = name.split(".", 1)[0]
    if context not in CONTEXTS:
        raise ValueError(f"{name} begins with no context")

    def register(function: F) -> F:
        if name in JOBS:
            raise ValueError(f"the job {name} is declared twice")
        JOBS[name] = Job(name, context, function)
        return function

    return register


def schedule(name: str, *, every: timedelta) -> Callable[[F], F]:
    """A job that asks for itself at an interval. It takes no arguments."""

    def register(function: F) -> F:
        job(name)(function)
        SCHEDULES[name] = Scheduled(name, JOBS[name].context, every)
        return function

    return register
