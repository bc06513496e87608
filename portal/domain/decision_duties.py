"""What a victim is owed about the decisions in a case: a call, a letter, or none."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.call_tasks import (
    Opening,
    OpeningReason,
    Opens,
    Recipient,
    TaskKind,
    opens_call,
    opens_decision_call,
)
from portal.domain.cases import DecisionKind
from portal.domain.standing import DecisionState


class Duty(StrEnum):
    CALL = "call"
    CALL_ABOUT_NOTICE = "call_about_notice"
    STOP_CALLING = "stop_calling"
    WRITE = "write"
    WRITE_LEGAL_NOTICE = "write_legal_notice"
    CALL_THAT_IT_GOES_ON = "call_that_it_goes_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDecision:
    """`served_on` is the day of the KNVV, when one was served."""

    id: UUID
    kind: DecisionKind
    state: DecisionState
    grounds: tuple[str, ...]
    served_on: date | None
    order: tuple[datetime, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A call task that had, or has, to tell a decision."""

    decision_id: UUID
    task_id: UUID
    tells_revision: bool
    is_open: bool
    was_cancelled: bool
    is_told: bool
    is_removed: bool
    covers_notice: bool
    kind: TaskKind = TaskKind.SEPOT
    is_at_risk: bool = False  # as the task counts its norm

    @property
    def waits(self) -> bool:
        """Whether an open call still has to say how it was decided."""
        return self.is_open and not (
            self.is_told or self.is_removed or self.tells_revision
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Decisions that reached the victim otherwise: by knowledge on file, by letter."""

    known: frozenset[UUID]
    known_of_notice: frozenset[UUID]
    written: frozenset[UUID]
    written_of_notice: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    duty: Duty
    decision_id: UUID
    task_id: UUID | None = None
    reason: str = ""
    kind: TaskKind = TaskKind.SEPOT


MERGED = "merged"  # the reason of a call that was made under another name

_WRITTEN_ONLY = frozenset({DecisionKind.TRANSFER, DecisionKind.JOINING})
_ENDS_PROSECUTION = frozenset({DecisionKind.SEPOT, DecisionKind.HALT})
_OWED_BY_LAW = frozenset({DecisionKind.PENALTY_ORDER, DecisionKind.SETTLEMENT})


def duties(
    *,
    decisions: Sequence[KnownDecision],
    recipient: Recipient,
    compensated: Collection[UUID],
    coverage: Sequence[Coverage],
    told: Told,
) -> list[Owed]:
    """Compare what is owed with what was done; nothing owed means nothing to do.

    Stopping comes last: a decision that takes another's place joins its call.
    """
    found: list[Owed] = []
    for decision in sorted(decisions, key=lambda it: it.order):
        mine = [it for it in coverage if it.decision_id == decision.id]
        found.extend(
            _owed(decision, _for(recipient, decision, compensated), mine, told)
        )
    return sorted(found, key=lambda owed: owed.duty is Duty.STOP_CALLING)


def _for(
    recipient: Recipient, decision: KnownDecision, compensated: Collection[UUID]
) -> Recipient:
    return Recipient(
        is_deceased=recipient.is_deceased,
        opted_out=recipient.opted_out,
        has_compensation=decision.id in compensated,
        communication=recipient.communication,
        is_at_risk=recipient.is_at_risk,
    )


def _owed(
    decision: KnownDecision,
    recipient: Recipient,
    mine: Sequence[Coverage],
    told: Told,
) -> Iterator[Owed]:
    opening = _opening(decision, recipient)
    if opening.opens is Opens.CALL:
        if not _is_settled(decision, mine, told) or _is_too_late(recipient, mine):
            is_told = _has_reached(decision, mine, told)
            duty = Duty.CALL_ABOUT_NOTICE if is_told else Duty.CALL
            yield Owed(duty=duty, decision_id=decision.id, kind=call_about(decision))
        yield from _told_elsewhere(decision, mine)
        return
    yield from _to_stop(decision, mine, opening)
    if opening.opens is Opens.WRITTEN_NOTICE and not _is_noticed(decision, mine, told):
        yield Owed(duty=Duty.WRITE, decision_id=decision.id)
    if opening.opens is Opens.LEGAL_NOTICE_ONLY and not _is_noticed(
        decision, mine, told
    ):
        yield Owed(duty=Duty.WRITE_LEGAL_NOTICE, decision_id=decision.id)
    if _must_hear_that_it_goes_on(decision, recipient, mine, told):
        yield Owed(
            duty=Duty.CALL_THAT_IT_GOES_ON,
            decision_id=decision.id,
            kind=TaskKind.DECISION,
        )


def call_about(decision: KnownDecision) -> TaskKind:
    """Say which kind of call tells it: a served notice (KNVV) is told like a sepot."""
    is_dropped = decision.kind is DecisionKind.SEPOT or _is_served_drop(decision)
    return TaskKind.SEPOT if is_dropped else TaskKind.DECISION


def _is_served_drop(decision: KnownDecision) -> bool:
    return decision.kind in _ENDS_PROSECUTION and decision.served_on is not None


def _opening(decision: KnownDecision, recipient: Recipient) -> Opening:
    if not decision.state.is_standing:
        return Opening(opens=Opens.NOTHING, reason=OpeningReason.SEPOT)
    if call_about(decision) is TaskKind.SEPOT:
        return opens_call(
            grounds=decision.grounds,
            is_served=decision.served_on is not None,
            victim=recipient,
        )
    return opens_decision_call(
        is_owed_by_law=decision.kind in _OWED_BY_LAW,
        is_written_only=decision.kind in _WRITTEN_ONLY,
        victim=recipient,
    )


def _is_settled(decision: KnownDecision, mine: Sequence[Coverage], told: Told) -> bool:
    """Whether a task has it already, served notice and all, or had it to the end.

    A call that the victim cancelled after reading the decision is at its end too.
    """
    is_served = decision.served_on is not None
    has_read = decision.id in (told.known_of_notice if is_served else told.known)
    return any(
        not it.tells_revision
        and (
            (has_read and not it.is_open)
            or (
                not (it.was_cancelled or it.is_removed)
                and (it.covers_notice or not is_served)
            )
        )
        for it in mine
    )


def _is_too_late(recipient: Recipient, mine: Sequence[Coverage]) -> bool:
    """Whether a call that is to come was not counted as one to someone at risk."""
    return recipient.is_at_risk and any(it.waits and not it.is_at_risk for it in mine)


def _is_noticed(decision: KnownDecision, mine: Sequence[Coverage], told: Told) -> bool:
    if decision.served_on is None:
        return _has_reached(decision, mine, told)
    return decision.id in told.known_of_notice | told.written_of_notice


def _told_elsewhere(
    decision: KnownDecision, mine: Sequence[Coverage]
) -> Iterator[Owed]:
    """One call tells it, and once.

    A notice (KNVV) makes it a call of another kind; and who turns out to be two on
    file heard it as the one or as the other.
    """
    for it in mine:
        if not it.waits:
            continue
        is_moved = it.kind is not call_about(decision)
        if is_moved or any(_told_before(other, it) for other in mine):
            yield Owed(
                duty=Duty.STOP_CALLING,
                decision_id=decision.id,
                task_id=it.task_id,
                reason=str(DecisionState.REPLACED) if is_moved else MERGED,
            )


def _told_before(other: Coverage, it: Coverage) -> bool:
    has_notice = other.covers_notice or not it.covers_notice
    return other.is_told and not other.tells_revision and has_notice


def _to_stop(
    decision: KnownDecision, mine: Sequence[Coverage], opening: Opening
) -> Iterator[Owed]:
    for it in mine:
        if it.waits:
            reason = (
                str(opening.reason)
                if decision.state.is_standing
                else str(decision.state)
            )
            yield Owed(
                duty=Duty.STOP_CALLING,
                decision_id=decision.id,
                task_id=it.task_id,
                reason=reason,
            )


def _has_reached(decision: KnownDecision, mine: Sequence[Coverage], told: Told) -> bool:
    ended = [it for it in mine if not (it.is_open or it.was_cancelled or it.is_removed)]
    return (
        any(it.is_told for it in mine)
        or bool(ended)
        or decision.id in told.known | told.written
    )


def _must_hear_that_it_goes_on(
    decision: KnownDecision,
    recipient: Recipient,
    mine: Sequence[Coverage],
    told: Told,
) -> bool:
    """What fell was told, sent or read already (design 4.8)."""
    return (
        decision.state is DecisionState.REVISED
        and not (recipient.is_deceased or recipient.opted_out)
        and not any(it.tells_revision for it in mine)
        and _has_reached(decision, [it for it in mine if not it.tells_revision], told)
    )
