"""What a victim may see of what happened, and how far the case is in her eyes.

Rules: design 4.1 (never another victim's), 4.4 (the gate) and 5 (who may see what).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from portal.domain.cases import DecisionKind, HearingKind
from portal.domain.gate import (
    Told,
    is_gate_closed,
    is_notice_gate_closed,
    is_shown,
)
from portal.domain.phases import (
    HappeningCode,
    HistoryEntry,
    Phase,
    in_order,
    phase_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One victim before one case. `facts`: those of the case that name her."""

    victim_id: UUID
    facts: frozenset[str]
    wants_custody_news: bool = False
    told: Mapping[UUID, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    at: datetime
    code: str
    visible: bool
    entry: HistoryEntry


@dataclass(slots=True)
class _SoFar:
    """What she has seen while going through the history."""

    decision_id: UUID | None = None
    kind: str = ""
    is_halt_hidden: bool = False
    has_complaint: bool = False
    begun: set[str] = field(default_factory=set)


# Told anew when more is known of it; for her it happened once.
_BEGINS = frozenset({HappeningCode.REPORTED, HappeningCode.CASE_RECEIVED})

# Never shown: what is only meant, and what a young person did at Halt.
_NEVER = frozenset({HappeningCode.INTENDED_DECISION, HappeningCode.HALT_STARTED})
_HALT = frozenset(
    {
        HappeningCode.HALT_REFERRED,
        HappeningCode.HALT_DAMAGE,
        HappeningCode.HALT_ENDED,
    }
)
_HEARING = frozenset(
    {
        HappeningCode.HEARING_PLANNED,
        HappeningCode.HEARING_CHANGED,
        HappeningCode.HEARING_CANCELLED,
        HappeningCode.HEARING_HELD,
        HappeningCode.HEARING_ADJOURNED,
    }
)
_HERS_ALONE = frozenset(
    {
        HappeningCode.JUDGMENT_VICTIM,
        HappeningCode.COMPLAINT_RECEIVED,
        HappeningCode.COMPLAINT_DECIDED,
        HappeningCode.HALT_DAMAGE,
        HappeningCode.PAYMENT,
    }
)


def timeline(
    history: Iterable[HistoryEntry], viewer: Viewer
) -> tuple[TimelineEntry, ...]:
    """Give what concerns her, in order, each with whether she may see it."""
    hers = [entry for entry in in_order(history) if is_hers(entry, viewer)]
    so_far = _SoFar(has_complaint=_has_complaint(hers))
    return tuple(
        TimelineEntry(
            at=entry.at,
            code=entry.code,
            visible=_is_visible(entry, viewer, so_far),
            entry=entry,
        )
        for entry in hers
    )


def visible_history(
    history: Iterable[HistoryEntry], viewer: Viewer
) -> tuple[HistoryEntry, ...]:
    return tuple(item.entry for item in timeline(history, viewer) if item.visible)


def visible_phase(history: Iterable[HistoryEntry], viewer: Viewer) -> Phase:
    """Give the phase as she may know it: as it was before what the gate hides."""
    return phase_of(visible_history(history, viewer))


def is_hers(entry: HistoryEntry, viewer: Viewer) -> bool:
    """Whether it concerns her: never a row of another, nor of facts not hers."""
    if entry.victim_id is not None:
        return entry.victim_id == viewer.victim_id
    if entry.code in _HERS_ALONE:
        return False
    facts = entry.detail.get("facts")
    if not isinstance(facts, Iterable):
        return True
    return not viewer.facts.isdisjoint(str(fact) for fact in facts)


def _is_visible(entry: HistoryEntry, viewer: Viewer, so_far: _SoFar) -> bool:
    if entry.code in _NEVER:
        return False
    if entry.code in _BEGINS:
        is_first = entry.code not in so_far.begun
        so_far.begun.add(entry.code)
        return is_first
    if entry.code == HappeningCode.CUSTODY_CHANGED:
        return viewer.wants_custody_news
    if entry.code in _HALT:
        return not so_far.is_halt_hidden
    if entry.code in _HEARING:
        return so_far.has_complaint or not _is_about_complaint(entry)
    return _is_visible_by_decision(entry, viewer, so_far)


def _is_visible_by_decision(
    entry: HistoryEntry, viewer: Viewer, so_far: _SoFar
) -> bool:
    match entry.code:
        case HappeningCode.DECISION:
            return _shows_decision(entry, viewer, so_far)
        case HappeningCode.DECISION_REVISED:
            was_seen, so_far.decision_id = so_far.decision_id is not None, None
            return was_seen
        case HappeningCode.OBJECTION:
            is_penalty_order = so_far.kind == DecisionKind.PENALTY_ORDER
            return so_far.decision_id is not None and is_penalty_order
        case HappeningCode.NOTICE_SERVED:
            return _shows_notice(entry, viewer, so_far)
        case _:
            return True


def _shows_decision(entry: HistoryEntry, viewer: Viewer, so_far: _SoFar) -> bool:
    told = _told(entry.decision_id, viewer)
    kind = str(entry.detail.get("kind"))
    if kind == DecisionKind.HALT:
        so_far.is_halt_hidden = is_gate_closed(told)
    if not is_shown(told, kind):
        return False
    so_far.decision_id, so_far.kind = entry.decision_id, kind
    return True


def _shows_notice(entry: HistoryEntry, viewer: Viewer, so_far: _SoFar) -> bool:
    """Show it only under a decision that she may see, and past its own gate."""
    if so_far.decision_id is None:
        return False
    told = _told(entry.decision_id or so_far.decision_id, viewer)
    return not is_notice_gate_closed(told)


def _told(decision_id: UUID | None, viewer: Viewer) -> Told:
    return viewer.told.get(decision_id, Told()) if decision_id else Told()


def _has_complaint(hers: Sequence[HistoryEntry]) -> bool:
    return any(entry.code == HappeningCode.COMPLAINT_RECEIVED for entry in hers)


def _is_about_complaint(entry: HistoryEntry) -> bool:
    return entry.detail.get("kind") == HearingKind.COMPLAINT_CHAMBER
