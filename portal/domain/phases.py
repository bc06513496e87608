"""How far a case is: a pure projection of what happened in it.

The order in which events arrived does not matter; the order in which things
happened does (ties: the order of arrival).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.cases import DecisionKind, HearingKind, ObjectionState


class Phase(StrEnum):
    REPORTED = "reported"
    INVESTIGATION_STOPPED = "investigation_stopped"
    AT_PROSECUTOR = "at_prosecutor"
    DISMISSED = "dismissed"
    PENALTY_ORDER = "penalty_order"
    SETTLED = "settled"
    HALT = "halt"
    MEDIATION = "mediation"
    SUMMONED = "summoned"
    HEARING_PLANNED = "hearing_planned"
    HEARING_ADJOURNED = "hearing_adjourned"
    JUDGED = "judged"
    APPEALED = "appealed"
    FINAL = "final"
    EXECUTION = "execution"
    TRANSFERRED = "transferred"
    JOINED = "joined"
    CLOSED = "closed"


class HappeningCode(StrEnum):
    """What can happen in an incident or a case."""

    REPORTED = "reported"
    INVESTIGATION_STOPPED = "investigation_stopped"
    CASE_RECEIVED = "case_received"
    INTENDED_DECISION = "intended_decision"
    DECISION = "decision"
    DECISION_REVISED = "decision_revised"
    OBJECTION = "objection"
    NOTICE_SERVED = "notice_served"
    CUSTODY_CHANGED = "custody_changed"
    HEARING_PLANNED = "hearing_planned"
    HEARING_CHANGED = "hearing_changed"
    HEARING_CANCELLED = "hearing_cancelled"
    HEARING_HELD = "hearing_held"
    HEARING_ADJOURNED = "hearing_adjourned"
    JUDGMENT = "judgment"
    JUDGMENT_VICTIM = "judgment_victim"
    APPEAL = "appeal"
    FINAL = "final"
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_DECIDED = "complaint_decided"
    HALT_REFERRED = "halt_referred"
    HALT_DAMAGE = "halt_damage"  # what was passed on to Halt for one victim
    HALT_STARTED = "halt_started"
    HALT_ENDED = "halt_ended"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One happening.

    Keys of `detail` that phases read, each may be absent:

    decision: kind (DecisionKind), grounds (list), facts (list of references, or
    None for all) · objection: state (ObjectionState) · hearing_…: hearing (an
    id), kind (HearingKind).
    """

    at: datetime
    arrival: int
    code: str
    detail: Mapping[str, object] = field(default_factory=dict)
    victim_id: UUID | None = None
    decision_id: UUID | None = None
    id: UUID | None = None
    known_at: datetime | None = None  # to us, or to her where a gate was before it

    @property
    def visible_from(self) -> datetime:
        """Give when it could first be read, which is not when it happened."""
        return self.known_at or self.at


@dataclass(slots=True)
class _Case:
    """What is known of a case after some of its history."""

    phase: Phase = Phase.REPORTED
    standing: list[tuple[Phase, frozenset[str] | None]] = field(default_factory=list)
    hearings: set[str] = field(default_factory=set)  # planned and not yet over


DUPLICATE_ENTRY = "99"  # the case goes on under another number

_BEFORE_PROSECUTOR = frozenset({Phase.REPORTED, Phase.INVESTIGATION_STOPPED})
_BEFORE_JUDGMENT = frozenset(
    {Phase.SUMMONED, Phase.HEARING_PLANNED, Phase.HEARING_ADJOURNED}
)
_BEYOND_HEARINGS = frozenset({Phase.APPEALED, Phase.FINAL})

# About something else than the trial: a complaint, or a penalty order to come.
_NO_TRIAL = frozenset({HearingKind.COMPLAINT_CHAMBER, HearingKind.PROSECUTOR_HEARING})

_PHASE_OF_DECISION = {
    DecisionKind.SEPOT: Phase.DISMISSED,
    DecisionKind.PENALTY_ORDER: Phase.PENALTY_ORDER,
    DecisionKind.SETTLEMENT: Phase.SETTLED,
    DecisionKind.HALT: Phase.HALT,
    DecisionKind.MEDIATION: Phase.MEDIATION,
    DecisionKind.SUMMONS: Phase.SUMMONED,
    DecisionKind.TRANSFER: Phase.TRANSFERRED,
    DecisionKind.JOINING: Phase.JOINED,
}

# Where facts of one case went different ways, the case is where it goes on.
_LIVELIEST_FIRST = (
    Phase.SUMMONED,
    Phase.MEDIATION,
    Phase.HALT,
    Phase.PENALTY_ORDER,
    Phase.SETTLED,
    Phase.TRANSFERRED,
    Phase.JOINED,
    Phase.DISMISSED,
)


def phase_of(history: Iterable[HistoryEntry]) -> Phase:
    """Give the phase of one case (or of a report, when no case is in `history`)."""
    case = _Case()
    for entry in in_order(history):
        step = _STEPS.get(entry.code)
        if step is not None:
            step(case, entry)
    return case.phase


def in_order(history: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    return sorted(history, key=lambda entry: (entry.at, entry.arrival))


def phase_of_decision(kind: str, grounds: Sequence[str]) -> Phase:
    if kind == DecisionKind.SEPOT and set(grounds) == {DUPLICATE_ENTRY}:
        return Phase.JOINED
    return _PHASE_OF_DECISION[DecisionKind(kind)]


def _investigation_stopped(case: _Case, _entry: HistoryEntry) -> None:
    if case.phase is Phase.REPORTED:
        case.phase = Phase.INVESTIGATION_STOPPED


def _case_received(case: _Case, _entry: HistoryEntry) -> None:
    if case.phase in _BEFORE_PROSECUTOR:
        case.phase = Phase.AT_PROSECUTOR


def _decision(case: _Case, entry: HistoryEntry) -> None:
    facts = entry.detail.get("facts")
    concerned = frozenset(_texts(facts)) if facts is not None else None
    grounds = _texts(entry.detail.get("grounds"))
    decided = phase_of_decision(str(entry.detail.get("kind")), grounds)
    case.standing = [*_left_standing(case, concerned), (decided, concerned)]
    if case.phase not in _BEYOND_HEARINGS:
        case.phase = _decided_phase(case)


def _left_standing(
    case: _Case, concerned: frozenset[str] | None
) -> list[tuple[Phase, frozenset[str] | None]]:
    """Give the earlier decisions that still stand for other facts."""
    if concerned is None:
        return []
    left = [
        (phase, facts if facts is None else facts - concerned)
        for phase, facts in case.standing
    ]
    return [(phase, facts) for phase, facts in left if facts is None or facts]


def _decided_phase(case: _Case) -> Phase:
    standing = {phase for phase, _facts in case.standing}
    livest = next(phase for phase in _LIVELIEST_FIRST if phase in standing)
    if livest is Phase.SUMMONED and case.hearings:
        return Phase.HEARING_PLANNED
    return livest


def _decision_revised(case: _Case, _entry: HistoryEntry) -> None:
    case.standing = []
    if case.phase not in _BEYOND_HEARINGS:
        case.phase = Phase.AT_PROSECUTOR


def _objection(case: _Case, entry: HistoryEntry) -> None:
    if entry.detail.get("state") == ObjectionState.UPHELD:
        _decision_revised(case, entry)


def _hearing_planned(case: _Case, entry: HistoryEntry) -> None:
    if not _is_trial(entry):
        return
    case.hearings.add(_hearing(entry))
    if case.phase not in _BEYOND_HEARINGS:
        case.phase = Phase.HEARING_PLANNED


def _hearing_changed(case: _Case, entry: HistoryEntry) -> None:
    """Bring back a case on its way to the judge; a dropped one stays dropped."""
    if case.phase in _BEFORE_JUDGMENT:
        _hearing_planned(case, entry)


def _hearing_held(case: _Case, entry: HistoryEntry) -> None:
    case.hearings.discard(_hearing(entry))


def _hearing_cancelled(case: _Case, entry: HistoryEntry) -> None:
    _hearing_over(case, entry, without_next=Phase.SUMMONED)


def _hearing_adjourned(case: _Case, entry: HistoryEntry) -> None:
    _hearing_over(case, entry, without_next=Phase.HEARING_ADJOURNED)


def _hearing_over(case: _Case, entry: HistoryEntry, *, without_next: Phase) -> None:
    case.hearings.discard(_hearing(entry))
    if case.phase in _BEFORE_JUDGMENT and _is_trial(entry):
        case.phase = Phase.HEARING_PLANNED if case.hearings else without_next


def _judgment(case: _Case, _entry: HistoryEntry) -> None:
    if case.phase not in _BEYOND_HEARINGS:
        case.phase = Phase.JUDGED


def _appeal(case: _Case, _entry: HistoryEntry) -> None:
    case.phase = Phase.APPEALED


def _final(case: _Case, _entry: HistoryEntry) -> None:
    case.phase = Phase.FINAL


def _payment(case: _Case, _entry: HistoryEntry) -> None:
    if case.phase is not Phase.APPEALED:
        case.phase = Phase.EXECUTION


def _is_trial(entry: HistoryEntry) -> bool:
    return entry.detail.get("kind") not in _NO_TRIAL


def _hearing(entry: HistoryEntry) -> str:
    return str(entry.detail.get("hearing", ""))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple | set | frozenset):
        return ()
    return tuple(str(item) for item in value)


_STEPS: Mapping[str, Callable[[_Case, HistoryEntry], None]] = {
    HappeningCode.INVESTIGATION_STOPPED: _investigation_stopped,
    HappeningCode.CASE_RECEIVED: _case_received,
    HappeningCode.DECISION: _decision,
    HappeningCode.DECISION_REVISED: _decision_revised,
    HappeningCode.OBJECTION: _objection,
    HappeningCode.HEARING_PLANNED: _hearing_planned,
    HappeningCode.HEARING_CHANGED: _hearing_changed,
    HappeningCode.HEARING_CANCELLED: _hearing_cancelled,
    HappeningCode.HEARING_HELD: _hearing_held,
    HappeningCode.HEARING_ADJOURNED: _hearing_adjourned,
    HappeningCode.JUDGMENT: _judgment,
    HappeningCode.APPEAL: _appeal,
    HappeningCode.FINAL: _final,
    HappeningCode.PAYMENT: _payment,
}
