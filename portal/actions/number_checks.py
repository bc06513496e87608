"""SHN looks into a victim's numbers: which is hers, and where calling is safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions import trail
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.work_items import find_work_item, finish_work_item
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import transaction
from portal.db.phone_marks import (
    fetch_number_history,
    lock_numbers,
    set_calls_with_number_free,
    set_number_judged,
)
from portal.db.phones import Giving, insert_noted_phone
from portal.db.victims import fetch_contact
from portal.db.work_items import WorkItem
from portal.domain.attempts import NewNumber
from portal.domain.contacts import VictimContact
from portal.domain.errors import UnableToError
from portal.domain.number_marks import NumberHistory, NumberJudgement, mark_of
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.safe_contact import ContactNumber
from portal.domain.staff import Worker
from portal.domain.victims import GivenPhone
from portal.domain.work_items import WorkItemKind


class UnableToJudgeNumbersError(UnableToError):
    """The work is off the list, or a number makes no sense."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCheck:
    item: WorkItem
    contact: VictimContact
    history: Mapping[UUID, NumberHistory]

    @property
    def mark(self) -> str:
        return mark_of(self.contact.numbers)


async def read_number_check(
    *, item_id: UUID, worker: Worker, now: datetime
) -> NumberCheck | None:
    """Give it to who mends how she is reached, and has it on the list."""
    item = await _find(item_id, worker)
    contact = await _contact_of(item)
    if item is None or contact is None:
        return None
    async with transaction():
        await _note(item, worker, now, action="numbers_read")
    history = await fetch_number_history(victim_id=contact.id)
    return NumberCheck(item=item, contact=contact, history=history)


async def judge_numbers(
    *,
    item_id: UUID,
    worker: Worker,
    judged: Mapping[UUID, NumberJudgement],
    new_number: NewNumber | None,
    seen: str,
    now: datetime,
) -> bool:
    """Keep what was found out; tell whether nothing is left to look into.

    As long as a number is not judged the work stays on the list. `seen` is the mark of
    the numbers that were shown: of two who judge at once the second is told.
    """
    return await again_after_deadlock(
        partial(
            _judge,
            item_id=item_id,
            worker=worker,
            judged=judged,
            new_number=new_number,
            seen=seen,
            now=now,
        )
    )


async def _judge(
    *,
    item_id: UUID,
    worker: Worker,
    judged: Mapping[UUID, NumberJudgement],
    new_number: NewNumber | None,
    seen: str,
    now: datetime,
) -> bool:
    async with transaction():
        item, contact = await _find_locked(item_id, worker)
        if item is None or contact is None:
            raise UnableToJudgeNumbersError("Dit staat niet meer op de lijst.")
        if seen != mark_of(contact.numbers):
            raise UnableToJudgeNumbersError(
                "Een collega heeft net iets aan deze nummers veranderd.",
                hint="Kijk wat er nu staat, en bewaar dan.",
            )
        for number in contact.numbers:
            if number.id in judged:
                await set_number_judged(
                    victim_id=contact.id,
                    phone_id=number.id,
                    judgement=judged[number.id],
                    at=now,
                )
        if new_number is not None:
            await _add(contact, new_number, now)
        is_done = not any(_is_open(it, judged) for it in contact.numbers)
        if is_done:
            await finish_work_item(item_id=item.id, by=worker.name, now=now)
            await set_calls_with_number_free(victim_id=contact.id)
        await refresh_calls_of_victim(
            victim_id=contact.id, is_settled_by_shn=False, now=now
        )
        await _note(item, worker, now, action="numbers_judged")
        return is_done


def _is_open(number: ContactNumber, judged: Mapping[UUID, NumberJudgement]) -> bool:
    return not number.is_verified and number.id not in judged


async def _add(contact: VictimContact, new: NewNumber, now: datetime) -> None:
    if not isinstance(read_number(new.text, region=contact.country), PhoneNumber):
        raise UnableToJudgeNumbersError(
            "Dit nummer kunnen wij niet lezen.", hint="Vraag het nog een keer na."
        )
    await insert_noted_phone(
        victim_id=contact.id,
        phone=GivenPhone(
            text=new.text, is_own=new.is_own, is_safe=True if new.is_safe else None
        ),
        giving=Giving(
            at=now,
            vouched_at=now if new.is_safe else None,
            region=contact.country,
        ),
        is_verified=True,
    )


async def _find(item_id: UUID, worker: Worker) -> WorkItem | None:
    kind = WorkItemKind.NUMBER_TO_VERIFY
    return await find_work_item(item_id, kind, worker) if worker.mends_contact else None


async def _find_locked(
    item_id: UUID, worker: Worker
) -> tuple[WorkItem | None, VictimContact | None]:
    """Ask once more after waiting: whoever was first may have finished it."""
    first = await _find(item_id, worker)
    if first is None or first.victim_id is None:
        return None, None
    await lock_numbers(victim_id=first.victim_id)
    item = await _find(item_id, worker)
    return item, await _contact_of(item)


async def _contact_of(item: WorkItem | None) -> VictimContact | None:
    if item is None or item.victim_id is None:
        return None
    return await fetch_contact(victim_id=item.victim_id)


async def _note(item: WorkItem, worker: Worker, now: datetime, *, action: str) -> None:
    await trail.note(
        worker,
        now,
        action,
        object_kind="work_item",
        object_id=item.id,
        victim_id=item.victim_id,
    )
