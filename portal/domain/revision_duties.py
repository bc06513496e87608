"""What is owed when a decision fell of which she had heard: that the case goes on."""

from collections.abc import Iterator, Sequence

from portal.domain.call_tasks import OpeningReason, Recipient, TaskKind
from portal.domain.owed import Coverage, Duty, KnownDecision, Owed, Told, has_reached
from portal.domain.standing import DecisionState


def revision_owed(
    decision: KnownDecision,
    recipient: Recipient,
    mine: Sequence[Coverage],
    told: Told,
    *,
    is_overtaken: bool,
) -> Iterator[Owed]:
    """What fell was told, sent or read already: she hears that it goes on (4.8).

    Not where she wants no news, nor where she hears of a newer decision instead.
    """
    reason = _why_not(decision, recipient, is_overtaken=is_overtaken)
    if reason is not None:
        for it in mine:
            if it.has_to_say_that_it_goes_on:
                yield Owed(
                    duty=Duty.STOP_CALLING,
                    decision_id=decision.id,
                    task_id=it.task_id,
                    reason=reason,
                )
        return
    before = [it for it in mine if not it.tells_revision]
    if any(it.tells_revision and not it.fell for it in mine):
        return
    if not has_reached(decision, before, told):
        return
    was_refused = any(it.was_refused for it in before)
    yield Owed(
        duty=Duty.WRITE if was_refused else Duty.CALL_THAT_IT_GOES_ON,
        decision_id=decision.id,
        kind=TaskKind.DECISION,
        reason=str(OpeningReason.REFUSED) if was_refused else "",
    )


def _why_not(
    decision: KnownDecision, recipient: Recipient, *, is_overtaken: bool
) -> str | None:
    if recipient.is_deceased:
        return str(OpeningReason.DECEASED)
    if recipient.opted_out:
        return str(OpeningReason.OPTED_OUT)
    if is_overtaken or decision.state is not DecisionState.REVISED:
        return str(DecisionState.REPLACED)
    return None
