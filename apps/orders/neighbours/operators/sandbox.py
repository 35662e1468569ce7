"""The sandbox operator: does what its script says, and asks nobody."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from apps.orders.domain.incidents import ACTIONS
from apps.orders.domain.operators.failures import NoAnswer, NotReached, Refused
from apps.orders.domain.operators.port import (
    Booked,
    Consignment,
    Happened,
    Instructed,
    Instruction,
    Line,
    OperatorLabel,
    OperatorRate,
    PickupOrdered,
    PickupWanted,
)
from apps.orders.domain.operators.sandbox import SCRIPTS, Script, script_for
from quenty.kernel import clock

_FAILURES = {"refused": Refused, "silent": NoAnswer, "unreachable": NotReached}
_BY_NAME = {script.name: figures for figures, script in SCRIPTS.items()}


class SandboxOperator:
    """A booking's number holds its script and instant, so that nothing has to be kept."""

    needs: ClassVar[tuple[str, ...]] = ()
    offline: ClassVar[bool] = True
    instructs: ClassVar[frozenset[str]] = frozenset(ACTIONS)

    def __init__(self, line: Line) -> None:
        self.line = line

    def check(self) -> None:
        """Refuses the word `wrong`, so that a refusal can be tried."""
        if "wrong" in self.line.secrets.values():
            raise Refused("the sandbox does not take these credentials", code="401")

    def quote(self, consignment: Consignment) -> tuple[OperatorRate, ...]:
        return ()

    def book(self, consignment: Consignment) -> Booked:
        script = script_for(consignment.recipient.phone)
        if script.booking in _FAILURES:
            raise _FAILURES[script.booking](f"scripted: {script.name}", code=script.name)
        return Booked(number=f"SBX{_BY_NAME[script.name]}T{int(clock.now().timestamp())}")

    def label(self, number: str) -> OperatorLabel:
        content = base64.b64encode(json.dumps({"number": number}).encode())
        return OperatorLabel(content=content, media="text/plain")

    def cancel(self, number: str, reference: str, reason: str) -> None:
        """Always agreed to."""

    def track(self, numbers: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
        return {number: _so_far(*found) for number in numbers if (found := _parse(number))}

    def pickup(self, wanted: PickupWanted) -> PickupOrdered:
        return PickupOrdered(reference=f"SBXP-{wanted.day:%Y%m%d}")

    def instruct(self, wanted: Instruction) -> Instructed:
        """Always taken, under a reference that a repeat has too."""
        return Instructed(reference=f"SBXN-{wanted.reference[-8:]}")


def _parse(number: str) -> tuple[Script, datetime] | None:
    figures, _, seconds = number.removeprefix("SBX").partition("T")
    if not number.startswith("SBX") or figures not in SCRIPTS or not seconds.isdecimal():
        return None
    return SCRIPTS[figures], datetime.fromtimestamp(int(seconds), clock.now().tzinfo)


def _so_far(script: Script, booked_at: datetime) -> tuple[Happened, ...]:
    now = clock.now()
    return tuple(
        Happened(
            word=step.word,
            event=step.word,
            occurred_at=booked_at + timedelta(minutes=step.minutes),
            reason=step.reason,
            external_id=f"{script.name}-{index}",
        )
        for index, step in enumerate(script.steps)
        if booked_at + timedelta(minutes=step.minutes) <= now
    )
