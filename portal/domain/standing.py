"""Which decision stands, per fact: the newest, unless it was revised."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.cases import DecisionKind, ObjectionState


class DecisionState(StrEnum):
    STANDS = "stands"
    CONTESTED = "contested"
    REVISED = "revised"
    REPLACED = "replaced"

    @property
    def is_standing(self) -> bool:
        return self in {DecisionState.STANDS, DecisionState.CONTESTED}


_DROPS = frozenset({DecisionKind.SEPOT, DecisionKind.HALT})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDecision:
    """`facts` None means all facts of the case; `own_served_on` came with it."""

    id: UUID
    kind: DecisionKind
    decided_at: datetime
    arrival: int
    facts: frozenset[str] | None
    own_served_on: date | None = None

    @property
    def order(self) -> tuple[datetime, int]:
        return (self.decided_at, self.arrival)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    at: datetime
    state: ObjectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedNotice:
    at: datetime
    served_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    state: DecisionState
    served_on: date | None


def settle(
    *,
    decisions: Sequence[TakenDecision],
    revised_at: Collection[datetime],
    objections: Collection[Objection],
    notices: Collection[ServedNotice],
    facts: Collection[str],
) -> dict[UUID, Standing]:
    """Say of every decision how it stands now, whatever the order of arrival.

    The newest by time, ties by arrival, stands for each fact; a revision ends
    what was decided before it (contracts, section 6, "Standing decision").
    """
    ordered = sorted(decisions, key=lambda decision: decision.order)
    served = _served(ordered, notices)
    return {
        decision.id: Standing(
            state=_state(decision, ordered, revised_at, objections, frozenset(facts)),
            served_on=served.get(decision.id, decision.own_served_on),
        )
        for decision in ordered
    }


def _state(
    decision: TakenDecision,
    ordered: Sequence[TakenDecision],
    revised_at: Collection[datetime],
    objections: Collection[Objection],
    facts: frozenset[str],
) -> DecisionState:
    replaced = _replaced_at(decision, ordered, facts)
    upheld = _upheld_at(decision, objections)
    endings = [at for at in (*revised_at, *upheld) if at >= decision.decided_at]
    revised = min(endings, default=None)
    if revised is not None and (replaced is None or revised <= replaced):
        return DecisionState.REVISED
    if replaced is not None:
        return DecisionState.REPLACED
    return _contested_or_standing(decision, objections)


def _replaced_at(
    decision: TakenDecision, ordered: Sequence[TakenDecision], facts: frozenset[str]
) -> datetime | None:
    """The moment from which newer decisions cover every fact of this one."""
    left = set(facts if decision.facts is None else decision.facts)
    for newer in ordered:
        if newer.order <= decision.order:
            continue
        if newer.facts is None:
            return newer.decided_at
        left -= newer.facts
        if not left:
            return newer.decided_at
    return None


def _upheld_at(
    decision: TakenDecision, objections: Collection[Objection]
) -> list[datetime]:
    if decision.kind is not DecisionKind.PENALTY_ORDER:
        return []
    return [
        objection.at
        for objection in objections
        if objection.state is ObjectionState.UPHELD
    ]


def _contested_or_standing(
    decision: TakenDecision, objections: Collection[Objection]
) -> DecisionState:
    """The term runs on while an objection (verzet, art. 257e Sv) is pending."""
    if decision.kind is not DecisionKind.PENALTY_ORDER:
        return DecisionState.STANDS
    latest = max(
        (it for it in objections if it.at >= decision.decided_at),
        key=lambda it: it.at,
        default=None,
    )
    if latest is not None and latest.state is ObjectionState.RAISED:
        return DecisionState.CONTESTED
    return DecisionState.STANDS


def _served(
    ordered: Sequence[TakenDecision], notices: Collection[ServedNotice]
) -> dict[UUID, date]:
    """A notice (KNVV) belongs to the last decision before it that drops the case.

    That is a sepot or Halt; came none before it, then to the first after.
    """
    dropped = [it for it in ordered if it.kind in _DROPS]
    served: dict[UUID, date] = {}
    for notice in sorted(notices, key=lambda it: it.at):
        before = [it for it in dropped if it.decided_at <= notice.at]
        target = before[-1] if before else next(iter(dropped), None)
        if target is not None:
            served[target.id] = notice.served_on
    return served
