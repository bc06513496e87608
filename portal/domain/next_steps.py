"""What an attempt leads to, as a value that a screen can say before it is saved."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from portal.domain.call_tasks import TaskState, WaitsFor


class StepKind(StrEnum):
    SPOKEN = "spoken"
    CALL_AGAIN = "call_again"
    WRITTEN = "written"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    WAIT = "wait"
    AS_IT_WAS = "as_it_was"  # whoever came in was not surely she


class Writing(StrEnum):
    CONFIRMATION = "confirmation"  # of what was told
    NOTICE = "notice"  # instead of a conversation


class Work(StrEnum):
    """What a person must do now, at once."""

    NO_SAFE_WAY = "no_safe_way"  # SHN and supervisor
    UNSAFE = "unsafe"  # SHN and supervisor
    NUMBER_TO_VERIFY = "number_to_verify"  # SHN
    INTERPRETER = "interpreter"  # who calls
    NOT_REACHED = "not_reached"  # supervisor


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Moments are UTC; between `not_before` and `ends_at` it may be called."""

    kind: StepKind
    not_before: datetime | None = None
    ends_at: datetime | None = None
    number_id: UUID | None = None
    is_agreed: bool = False
    same_caller: bool = False
    needs_interpreter: bool = False
    interpreter_at: datetime | None = None  # for when one is to be booked
    marks_at_risk: bool = False
    marks_number_wrong: bool = False
    waits_for: WaitsFor | None = None
    writes: Writing | None = None
    work: tuple[Work, ...] = ()

    @property
    def code(self) -> str:
        """Name it in one word: what it waits for, or else what comes."""
        is_wait = self.waits_for is not None and self.kind is not StepKind.AS_IT_WAS
        return self.waits_for.value if is_wait and self.waits_for else self.kind.value

    def with_work(self, *more: Work) -> Self:
        return replace(self, work=tuple(dict.fromkeys((*self.work, *more))))

    @property
    def closed_as(self) -> TaskState | None:
        return _CLOSED_AS.get(self.kind)


_CLOSED_AS = {
    StepKind.SPOKEN: TaskState.DONE,
    StepKind.REFUSED: TaskState.DONE,
    StepKind.CANCELLED: TaskState.CANCELLED,
    StepKind.WRITTEN: TaskState.WRITTEN,
}
SPOKEN = NextStep(kind=StepKind.SPOKEN, writes=Writing.CONFIRMATION)
REFUSED = NextStep(kind=StepKind.REFUSED, writes=Writing.NOTICE)
REFUSED_SILENTLY = NextStep(kind=StepKind.CANCELLED)
WRITTEN = NextStep(kind=StepKind.WRITTEN, writes=Writing.NOTICE)
VERIFYING = NextStep(kind=StepKind.WAIT, waits_for=WaitsFor.NUMBER_TO_VERIFY)
NO_SAFE_WAY = NextStep(
    kind=StepKind.WAIT, waits_for=WaitsFor.NO_SAFE_WAY, work=(Work.NO_SAFE_WAY,)
)
STOPPED = NextStep(
    kind=StepKind.WAIT,
    waits_for=WaitsFor.UNSAFE,
    work=(Work.UNSAFE,),
    marks_at_risk=True,
)


def still_stopped(step: NextStep) -> NextStep:
    """Keep a call for SHN that was unsafe meanwhile: only its end changes that."""
    if step.closed_as is not None:
        return step
    return replace(
        step,
        waits_for=WaitsFor.UNSAFE,
        not_before=None,
        ends_at=None,
        is_agreed=False,
    )
