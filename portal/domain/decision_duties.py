"""What a victim is owed about the decisions in a case: a call, a letter, or none."""

from collections.abc import Collection, Iterator, Sequence
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
from portal.domain.owed import Coverage, Duty, KnownDecision, Owed, Told, has_reached
from portal.domain.revision_duties import revision_owed
from portal.domain.standing import DecisionState

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
        whom = _for(recipient, decision, compensated)
        found.extend(_owed(decision, whom, mine, told))
        newer = [it for it in decisions if it.order > decision.order]
        is_overtaken = any(
            it.is_about_facts_of(decision)
            and _opening(it, _for(recipient, it, compensated)).opens
            is not Opens.NOTHING
            for it in newer
        )
        found.extend(
            revision_owed(decision, whom, mine, told, is_overtaken=is_overtaken)
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
    opening = _opening_but_refused(decision, recipient, mine)
    if opening.opens is Opens.CALL:
        if not _is_settled(decision, mine, told) or _is_too_late(recipient, mine):
            is_told = has_reached(decision, mine, told)
            duty = Duty.CALL_ABOUT_NOTICE if is_told else Duty.CALL
            yield Owed(duty=duty, decision_id=decision.id, kind=call_about(decision))
        yield from _told_elsewhere(decision, mine)
        return
    yield from _to_stop(decision, mine, opening)
    if opening.opens is Opens.WRITTEN_NOTICE and not _is_noticed(decision, mine, told):
        yield Owed(duty=Duty.WRITE, decision_id=decision.id, reason=str(opening.reason))
    if opening.opens is Opens.LEGAL_NOTICE_ONLY and not _is_noticed(
        decision, mine, told
    ):
        yield Owed(duty=Duty.WRITE_LEGAL_NOTICE, decision_id=decision.id)


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


def _opening_but_refused(
    decision: KnownDecision, recipient: Recipient, mine: Sequence[Coverage]
) -> Opening:
    """She is never phoned again on what she did not want to hear by phone (0015)."""
    opening = _opening(decision, recipient)
    if opening.opens is Opens.CALL and any(it.was_refused for it in mine):
        return Opening(opens=Opens.WRITTEN_NOTICE, reason=OpeningReason.REFUSED)
    return opening


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
        return has_reached(decision, mine, told)
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
