"""What the staff looks into after a day on the road."""

from enum import StrEnum


class MatterKind(StrEnum):
    """`CODE_LOCKED`: a door's code was wrong too often. `EVIDENCE_MISSING`: delivered on a
    picture that has not arrived. `ACTION_REFUSED`: a phone told of a visit or of money, and it
    was not accepted. `RETURN_FAILED`: its sender did not take a parcel back, and no other visit
    follows by itself. `PIECE_DROPPED`: a piece was scanned that its sender had dropped."""

    CODE_LOCKED = "code_locked"
    EVIDENCE_MISSING = "evidence_missing"
    ACTION_REFUSED = "action_refused"
    RETURN_FAILED = "return_failed"
    PIECE_DROPPED = "piece_dropped"


# What happened at a door or with money is lost if nobody looks.
WORTH_A_LOOK = frozenset({"deliver", "collect", "fail", "deposit"})
# A later one of these for the same stop says how it went on.
CLOSES_A_STOP = frozenset({"deliver", "collect", "fail"})
