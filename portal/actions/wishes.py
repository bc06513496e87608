"""Keeping what a victim wants, and doing at once what follows from it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions.call_endings import cancel_task
from portal.actions.cases import refresh_case
from portal.actions.later_calls import open_prosecutor_talk
from portal.actions.own_trail import ByWhom, note_change
from portal.actions.work_items import alert_people
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import joined_transaction
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_cases_of_victim
from portal.db.wishes import (
    fetch_cases_to_talk_about_for_victim,
    fetch_idle_talks_for_victim,
    hold_wishes_for_victim,
    set_wishes,
)
from portal.domain.calendar import local_date
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation
from portal.domain.victims import Wish
from portal.domain.wishes import WishAnswer, WishSeen, may_be_forced, may_talk
from portal.domain.work_items import WorkItemKind

WITHDRAWN = "withdrawn"


class UnableToKeepWishesError(UnableToError):
    """They were changed elsewhere since she saw them; `moved` names which."""

    is_conflict = True

    def __init__(self, moved: Collection[Wish]) -> None:
        super().__init__(
            "Deze keuze is net veranderd, misschien in een ander venster.",
            hint="Kijk wat er nu staat, en kies dan nog een keer.",
        )
        self.moved = frozenset(moved)


async def keep_wishes(
    *,
    victim_id: UUID,
    chosen: Mapping[Wish, WishAnswer],
    seen: Mapping[Wish, WishAnswer | None],
    by: ByWhom,
    now: datetime,
) -> bool:
    """Keep what she changed on a page that showed `seen`; tell whether there was any.

    Raise UnableToKeepWishesError where something else stands there by now.
    """
    changed = {
        wish: answer
        for wish, answer in chosen.items()
        if wish in seen and answer != seen[wish]
    }
    return await again_after_deadlock(
        partial(_keep, victim_id=victim_id, changed=changed, seen=seen, by=by, now=now)
    )


async def record_wishes(
    *,
    victim_id: UUID,
    answers: Mapping[Wish, WishAnswer],
    staff_id: UUID | None,
    now: datetime,
) -> bool:
    """Keep what she answered, to us in a call too, and draw the consequences."""
    async with joined_transaction():
        current = await hold_wishes_for_victim(victim_id=victim_id)
        new = {
            wish: answer
            for wish, answer in answers.items()
            if wish in current and current[wish].answer != answer
        }
        if not new:
            return False
        await set_wishes(victim_id=victim_id, answers=new, staff_id=staff_id, now=now)
        for case_id in sorted(await fetch_cases_of_victim(victim_id=victim_id)):
            await refresh_case(case_id=case_id, now=now)
        if Wish.PROSECUTOR_TALK in new:
            await _follow_talk(victim_id, new[Wish.PROSECUTOR_TALK], now)
        return True


async def _keep(
    *,
    victim_id: UUID,
    changed: Mapping[Wish, WishAnswer],
    seen: Mapping[Wish, WishAnswer | None],
    by: ByWhom,
    now: datetime,
) -> bool:
    async with joined_transaction():
        current = await hold_wishes_for_victim(victim_id=victim_id)
        if moved := _moved(changed, seen, current):
            raise UnableToKeepWishesError(moved)
        is_new = await record_wishes(
            victim_id=victim_id, answers=changed, staff_id=None, now=now
        )
        if is_new:
            await _tell_shn(victim_id, changed, now)
        await note_change(by, victim_id=victim_id, action="change_wishes", now=now)
        return is_new


async def _tell_shn(
    victim_id: UUID, answers: Mapping[Wish, WishAnswer], now: datetime
) -> None:
    """Somebody at risk may have been made to choose it, or somebody else did."""
    at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    if at_risk and may_be_forced(answers):
        await alert_people(
            kind=WorkItemKind.WISHES_TO_CHECK,
            cause=victim_id,
            organisation=Organisation.SHN,
            victim_id=victim_id,
            now=now,
        )


def _moved(
    changed: Mapping[Wish, WishAnswer],
    seen: Mapping[Wish, WishAnswer | None],
    current: Mapping[Wish, WishSeen],
) -> set[Wish]:
    """A second click finds what the first one wrote, and that is no conflict."""
    return {
        wish
        for wish, answer in changed.items()
        if wish in current and current[wish].answer not in {seen[wish], answer}
    }


async def _follow_talk(victim_id: UUID, answer: WishAnswer, now: datetime) -> None:
    if answer is not WishAnswer.YES:
        for task_id in await fetch_idle_talks_for_victim(victim_id=victim_id, now=now):
            await cancel_task(task_id=task_id, reason=WITHDRAWN, now=now)
        return
    at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    for case in await fetch_cases_to_talk_about_for_victim(victim_id=victim_id):
        if may_talk(
            case.phase,
            must_be_offered=case.must_be_offered,
            knows_it_stopped=case.knows_it_stopped,
        ):
            await open_prosecutor_talk(
                victim_id=victim_id,
                incident_id=case.incident_id,
                location=case.location,
                asked_at=now,
                is_at_risk=at_risk,
                now=now,
            )
