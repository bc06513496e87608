"""When a supervisor's button may touch a call, and what the history says of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.call_kinds import Priority
from portal.domain.staff_members import StaffOnFile
from portal.domain.supervision import MovableCall, MoveAction


class Refusal(StrEnum):
    CHANGED = "changed"
    BUSY = "busy"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to: a location, or one member of staff; neither for the other actions."""

    location: str = ""
    member: StaffOnFile | None = None


def why_not(
    call: MovableCall,
    *,
    action: MoveAction,
    target: Target,
    now: datetime,
    mark: str | None = None,
) -> Refusal | None:
    """Say why this call stays as it is; `mark` is how it was when it was shown."""
    if mark is not None and mark != call.mark(now):
        return Refusal.CHANGED
    if action is MoveAction.FREE:
        return None if call.lease_staff is not None else Refusal.CHANGED
    if action is MoveAction.RAISE:
        return None if call.priority < Priority.RAISED else Refusal.CHANGED
    if action is MoveAction.LOWER:
        return None if call.priority == Priority.RAISED else Refusal.CHANGED
    return _why_not_move(call, target, now)


def _why_not_move(call: MovableCall, target: Target, now: datetime) -> Refusal | None:
    """A call in hand is freed first: somebody may be speaking with her now."""
    if call.is_held(now):
        return Refusal.BUSY
    if target.member is None:
        return Refusal.CHANGED if call.location == target.location else None
    if call.reserved_for == target.member.id:
        return Refusal.CHANGED
    is_fit = target.member.may_make(
        location=call.location, needs_experience=call.needs_experience
    )
    return None if is_fit else Refusal.UNFIT
