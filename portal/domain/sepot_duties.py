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
    opens_call,
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
    is_at_risk: bool = False  # as the task counts its norm


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
            yield Owed(duty=duty, decision_id=decision.id)
        return
    yield from _to_stop(decision, mine, opening)
    if opening.opens is Opens.WRITTEN_NOTICE and not _has_reached(decision, mine, told):
        yield Owed(duty=Duty.WRITE, decision_id=decision.id)
    if opening.opens is Opens.LEGAL_NOTICE_ONLY and not _is_noticed(
        decision, mine, told
    ):
        yield Owed(duty=Duty.WRITE_LEGAL_NOTICE, decision_id=decision.id)
    if _must_hear_that_it_goes_on(decision, recipient, mine, told):
        yield Owed(duty=Duty.CALL_THAT_IT_GOES_ON, decision_id=decision.id)


def _opening(decision: KnownDecision, recipient: Recipient) -> Opening:
    nothing = Opening(opens=Opens.NOTHING, reason=OpeningReason.SEPOT)
    if not decision.state.is_standing:
        return nothing
    is_served = decision.served_on is not None
    if decision.kind is DecisionKind.SEPOT or (
        decision.kind in _ENDS_PROSECUTION and is_served
    ):
        return opens_call(
            grounds=decision.grounds,
            is_served=is_served,
            victim=recipient,
        )
    if recipient.is_deceased:
        return nothing
    if recipient.opted_out:
        is_owed = decision.kind in _OWED_BY_LAW
        opens = Opens.LEGAL_NOTICE_ONLY if is_owed else Opens.NOTHING
        return Opening(opens=opens, reason=OpeningReason.OPTED_OUT)
    if decision.kind in _WRITTEN_ONLY:
        return Opening(opens=Opens.WRITTEN_NOTICE, reason=OpeningReason.SEPOT)
    return nothing


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
    return recipient.is_at_risk and any(
        it.is_open
        and not (it.is_told or it.is_removed or it.tells_revision or it.is_at_risk)
        for it in mine
    )


def _is_noticed(decision: KnownDecision, mine: Sequence[Coverage], told: Told) -> bool:
    if decision.served_on is None:
        return _has_reached(decision, mine, told)
    return decision.id in told.known_of_notice | told.written_of_notice


def _to_stop(
    decision: KnownDecision, mine: Sequence[Coverage], opening: Opening
) -> Iterator[Owed]:
    for it in mine:
        if it.is_open and not (it.is_told or it.is_removed or it.tells_revision):
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
    """A revised sepot that was told, sent or read already (design 4.8)."""
    return (
        decision.kind is DecisionKind.SEPOT
        and decision.state is DecisionState.REVISED
        and not (recipient.is_deceased or recipient.opted_out)
        and not any(it.tells_revision for it in mine)
        and _has_reached(decision, [it for it in mine if not it.tells_revision], told)
    )
