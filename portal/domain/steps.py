"""The road of a case as a victim sees it: what is done, what is now, what may come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.phases import HappeningCode, HistoryEntry, Phase


class StepCode(StrEnum):
    REPORT = "report"
    INVESTIGATION = "investigation"
    PROSECUTOR = "prosecutor"
    DECISION = "decision"
    HALT = "halt"
    MEDIATION = "mediation"
    HEARING = "hearing"
    JUDGMENT = "judgment"
    APPEAL = "appeal"
    AFTER = "after"
    EXECUTION = "execution"


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`at` is when it happened, or will as far as that is known."""

    code: StepCode
    state: StepState
    at: datetime | None = None
    decision_id: UUID | None = None


_TO_DECISION = (
    StepCode.REPORT,
    StepCode.INVESTIGATION,
    StepCode.PROSECUTOR,
    StepCode.DECISION,
)
_TO_JUDGE = (*_TO_DECISION, StepCode.HEARING, StepCode.JUDGMENT)

# The whole road for each phase, and the step that the case is at.
_ROADS: dict[Phase, tuple[tuple[StepCode, ...], StepCode]] = {
    Phase.REPORTED: (_TO_DECISION, StepCode.INVESTIGATION),
    Phase.INVESTIGATION_STOPPED: (_TO_DECISION[:2], StepCode.INVESTIGATION),
    Phase.AT_PROSECUTOR: ((*_TO_DECISION, StepCode.AFTER), StepCode.PROSECUTOR),
    Phase.DISMISSED: (_TO_DECISION, StepCode.DECISION),
    Phase.TRANSFERRED: (_TO_DECISION, StepCode.DECISION),
    Phase.JOINED: (_TO_DECISION, StepCode.DECISION),
    Phase.CLOSED: (_TO_DECISION, StepCode.DECISION),
    Phase.PENALTY_ORDER: ((*_TO_DECISION, StepCode.EXECUTION), StepCode.DECISION),
    Phase.SETTLED: ((*_TO_DECISION, StepCode.EXECUTION), StepCode.DECISION),
    Phase.HALT: ((*_TO_DECISION, StepCode.HALT), StepCode.HALT),
    Phase.MEDIATION: ((*_TO_DECISION, StepCode.MEDIATION), StepCode.MEDIATION),
    Phase.SUMMONED: ((*_TO_JUDGE, StepCode.AFTER), StepCode.HEARING),
    Phase.HEARING_PLANNED: ((*_TO_JUDGE, StepCode.AFTER), StepCode.HEARING),
    Phase.HEARING_ADJOURNED: ((*_TO_JUDGE, StepCode.AFTER), StepCode.HEARING),
    Phase.JUDGED: ((*_TO_JUDGE, StepCode.AFTER), StepCode.AFTER),
    Phase.APPEALED: ((*_TO_JUDGE, StepCode.APPEAL, StepCode.AFTER), StepCode.APPEAL),
    Phase.FINAL: ((*_TO_JUDGE, StepCode.EXECUTION), StepCode.EXECUTION),
    Phase.EXECUTION: ((*_TO_JUDGE, StepCode.EXECUTION), StepCode.EXECUTION),
}

# What tells when a step was taken: the last of these.
_HAPPENED = {
    StepCode.REPORT: HappeningCode.REPORTED,
    StepCode.PROSECUTOR: HappeningCode.CASE_RECEIVED,
    StepCode.DECISION: HappeningCode.DECISION,
    StepCode.HALT: HappeningCode.HALT_REFERRED,
    StepCode.JUDGMENT: HappeningCode.JUDGMENT,
    StepCode.APPEAL: HappeningCode.APPEAL,
}
# Steps that a case can pass over, so they show only when they were taken.
_ONLY_WHEN_TAKEN = frozenset({StepCode.HEARING, StepCode.JUDGMENT})


def steps_for(
    phase: Phase,
    visible: Sequence[HistoryEntry],
    *,
    next_hearing_at: datetime | None = None,
) -> tuple[Step, ...]:
    """Give the road of one case from what its victim may see of it."""
    if phase is Phase.REPORTED and _last(visible, HappeningCode.HALT_REFERRED):
        return _halt_without_case(visible)
    road, current = _ROADS[phase]
    place = road.index(current)
    return tuple(
        _step(code, _state(index, place), visible, next_hearing_at)
        for index, code in enumerate(road)
        if not _is_passed_over(code, phase, visible)
    )


def _halt_without_case(visible: Sequence[HistoryEntry]) -> tuple[Step, ...]:
    """The police sent a young person to Halt: no prosecutor comes into it."""
    report, investigation, halt = (
        _step(code, StepState.DONE, visible, None)
        for code in (StepCode.REPORT, StepCode.INVESTIGATION, StepCode.HALT)
    )
    ended = _last(visible, HappeningCode.HALT_ENDED)
    if ended is None:
        return (report, investigation, replace(halt, state=StepState.NOW))
    return (report, investigation, replace(halt, at=ended.at))


def _state(index: int, place: int) -> StepState:
    if index == place:
        return StepState.NOW
    return StepState.DONE if index < place else StepState.LATER


def _step(
    code: StepCode,
    state: StepState,
    visible: Sequence[HistoryEntry],
    next_hearing_at: datetime | None,
) -> Step:
    found = _last(visible, _HAPPENED.get(code))
    is_reached = state is not StepState.LATER
    at = found.at if found and is_reached else None
    if code is StepCode.HEARING:
        at = next_hearing_at if state is StepState.NOW else _held_at(visible)
    return Step(
        code=code,
        state=state,
        at=at,
        decision_id=found.decision_id if found and is_reached else None,
    )


def _is_passed_over(
    code: StepCode, phase: Phase, visible: Sequence[HistoryEntry]
) -> bool:
    """A penalty order is carried out without a hearing or a judgment."""
    return (
        phase is Phase.EXECUTION
        and code in _ONLY_WHEN_TAKEN
        and _last(visible, HappeningCode.JUDGMENT) is None
    )


def _held_at(visible: Iterable[HistoryEntry]) -> datetime | None:
    held = _last(visible, HappeningCode.HEARING_HELD)
    return held.at if held else None


def _last(visible: Iterable[HistoryEntry], code: str | None) -> HistoryEntry | None:
    """Give the newest; what is visible comes in order of time."""
    found = None
    for entry in visible:
        if entry.code == code:
            found = entry
    return found
