"""What she wants to hear, asked in victim support's first call and kept at once."""

from dataclasses import replace
from datetime import datetime

from portal.actions import trail
from portal.actions.call_consents import is_her_word
from portal.actions.call_situation import CallState
from portal.actions.wishes import record_wishes
from portal.db.call_attempts import Attempt
from portal.db.wishes import hold_wishes_for_victim
from portal.domain.attempts import AttemptReport
from portal.domain.complaints import KnownBy
from portal.domain.staff import Worker
from portal.domain.wishes import WishAnswer, WishSaid, asked_in


async def with_wishes(
    attempt: Attempt, *, state: CallState, report: AttemptReport, source: KnownBy | None
) -> Attempt:
    """Write with the attempt what she said that is new, where it is surely hers."""
    wishes = asked_in(state.task.kind)
    asked = {it: answer for it, answer in report.wishes.items() if it in wishes}
    if not asked or not is_her_word(report, attempt, state, source):
        return attempt
    before = await hold_wishes_for_victim(victim_id=attempt.victim_id)
    return replace(
        attempt,
        wishes={
            wish: WishSaid(answer=answer, before=before[wish].answer)
            for wish, answer in asked.items()
            if wish in before and before[wish].answer != answer
        },
    )


async def keep_first_wishes(*, attempt: Attempt, worker: Worker, now: datetime) -> None:
    if not attempt.wishes:
        return
    await record_wishes(
        victim_id=attempt.victim_id,
        answers={wish: said.answer for wish, said in attempt.wishes.items()},
        staff_id=worker.staff_id,
        now=now,
    )
    await trail.note(
        worker,
        now,
        "wishes_recorded",
        object_kind="victim",
        object_id=attempt.victim_id,
        victim_id=attempt.victim_id,
    )


async def withdraw_first_wishes(
    *, attempt: Attempt, worker: Worker, now: datetime
) -> None:
    """What was said in a call that was none was not said; what she said since stays.

    A wish of which nothing was known is asked again.
    """
    if not attempt.wishes:
        return
    current = await hold_wishes_for_victim(victim_id=attempt.victim_id)
    await record_wishes(
        victim_id=attempt.victim_id,
        answers={
            wish: said.before or WishAnswer.LATER
            for wish, said in attempt.wishes.items()
            if current[wish].answer is said.answer and current[wish].since == attempt.at
        },
        staff_id=worker.staff_id,
        now=now,
    )
