"""SHN looks at what somebody at risk opened herself, before it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions import trail
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.contact import ContactOnFile, fetch_contact_on_file
from portal.actions.safe_contact import CONSENT_OF, keep_answers, set_times
from portal.actions.safe_contact_talk import set_code_word
from portal.actions.standing_held import open_what_was_held
from portal.actions.work_items import find_work_item, finish_work_item
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import transaction
from portal.db.own_contact import (
    HeldChoice,
    hold_own_record_for_victim,
    set_contact_changed_for_victim,
    settle_choices_for_victim,
)
from portal.db.work_items import WorkItem
from portal.domain.errors import UnableToError
from portal.domain.own_contact import CODE_WORD, TIMES, OwnTimes, read_times
from portal.domain.staff import Worker
from portal.domain.work_items import WorkItemKind

AGREED, REFUSED = "agreed", "refused"
_CHANNEL_OF = {name: channel for channel, name in CONSENT_OF.items()}


class UnableToCheckContactError(UnableToError):
    """A colleague did it, or she took it back herself."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCheck:
    item: WorkItem
    found: ContactOnFile

    @property
    def times(self) -> OwnTimes | None:
        """When she wants to be called, where that waits."""
        held = (it.value for it in self.found.held if it.field == TIMES)
        return next((read_times(value) for value in held if value), None)


async def read_contact_check(
    *, item_id: UUID, worker: Worker, now: datetime
) -> ContactCheck | None:
    """Give it to who mends how she is reached, and has it on the list."""
    item = await _find(item_id, worker)
    if item is None or item.victim_id is None:
        return None
    async with transaction():
        await _note(item, worker, now, action="contact_check_read")
    found = await fetch_contact_on_file(victim_id=item.victim_id, now=now)
    return ContactCheck(item=item, found=found)


async def settle_contact_check(
    *, item_id: UUID, worker: Worker, answers: Mapping[str, bool], now: datetime
) -> bool:
    """Let count what she surely said herself; tell whether nothing is left to ask."""
    return await again_after_deadlock(
        partial(_settle, item_id=item_id, worker=worker, answers=answers, now=now)
    )


async def _settle(
    *, item_id: UUID, worker: Worker, answers: Mapping[str, bool], now: datetime
) -> bool:
    async with transaction():
        item = await _find(item_id, worker)
        if item is None or item.victim_id is None:
            raise UnableToCheckContactError("Dit staat niet meer op de lijst.")
        victim_id = item.victim_id
        await hold_own_record_for_victim(victim_id=victim_id)
        found = await fetch_contact_on_file(victim_id=victim_id, now=now)
        asked = [choice for choice in found.held if choice.field in answers]
        for choice in asked:
            await _settle_one(
                found, choice, worker, is_hers=answers[choice.field], now=now
            )
        hers = [choice for choice in asked if answers[choice.field]]
        await open_what_was_held(hers, victim_id=victim_id, now=now)
        is_done = len(asked) == len(found.held)
        if is_done:
            await finish_work_item(item_id=item.id, by=worker.name, now=now)
        await set_contact_changed_for_victim(victim_id=victim_id, now=now)
        await refresh_calls_of_victim(
            victim_id=victim_id, is_settled_by_shn=False, now=now
        )
        await _note(item, worker, now, action="contact_checked")
        return is_done


async def _settle_one(
    found: ContactOnFile,
    choice: HeldChoice,
    worker: Worker,
    *,
    is_hers: bool,
    now: datetime,
) -> None:
    await settle_choices_for_victim(
        victim_id=found.contact.id,
        fields=[choice.field],
        settled_as=AGREED if is_hers else REFUSED,
        by=worker.name,
        now=now,
    )
    if not is_hers:
        return
    if choice.field == CODE_WORD:
        await set_code_word(
            victim_id=found.contact.id, word=choice.value or "", found=found, now=now
        )
    elif choice.field == TIMES:
        victim_id = found.contact.id
        record = await hold_own_record_for_victim(victim_id=victim_id) or found.record
        times = read_times(choice.value or ";;")
        await set_times(found, times, record=record, now=now)
    elif choice.field in _CHANNEL_OF:
        await keep_answers(found, {_CHANNEL_OF[choice.field]: True}, now=now)


async def _find(item_id: UUID, worker: Worker) -> WorkItem | None:
    kind = WorkItemKind.CONTACT_TO_CHECK
    return await find_work_item(item_id, kind, worker) if worker.mends_contact else None


async def _note(item: WorkItem, worker: Worker, now: datetime, *, action: str) -> None:
    await trail.note(
        worker,
        now,
        action,
        object_kind="work_item",
        object_id=item.id,
        victim_id=item.victim_id,
    )
