"""What a person must look at: work, events that wait, numbers nobody can read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.work_items import find_any_work_item, finish_work_item
from portal.db.data_quality import UnreadableNumber, fetch_unreadable_numbers
from portal.db.engine import transaction
from portal.db.inbound_events import ParkedEvent, fetch_parked
from portal.db.phone_marks import set_calls_with_number_free
from portal.db.standing_words import set_doubt_settled
from portal.db.work_items import WorkItem, fetch_open_work_items
from portal.db.work_places import CallPlace, fetch_call_places, fetch_names
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation, Worker
from portal.domain.work_items import WorkItemKind

ON_A_PAGE = 100
SETTLED_BY_SHN = frozenset(
    {
        WorkItemKind.NUMBER_TO_VERIFY,
        WorkItemKind.UNSAFE,
        WorkItemKind.STANDING_DOUBTED,
    }
)


class UnableToFinishWorkError(UnableToError):
    """It is off the list already, or it was never on this one."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    items: tuple[WorkItem, ...]
    has_more: bool
    names: dict[UUID, str]
    places: dict[UUID, CallPlace]
    parked: tuple[ParkedEvent, ...]
    numbers: tuple[UnreadableNumber, ...]
    mends_contact: bool


async def read_attention(*, worker: Worker, page: int, now: datetime) -> Attention:
    """Give what is there for this worker, and write down of whom it tells."""
    found = await fetch_open_work_items(
        organisation=worker.organisation,
        role=worker.role,
        location=worker.location,
        limit=ON_A_PAGE + 1,
        offset=(page - 1) * ON_A_PAGE,
    )
    items = found[:ON_A_PAGE]
    is_halt = worker.organisation is Organisation.HALT
    numbers = [] if is_halt else await fetch_unreadable_numbers(worker=worker)
    shown = [it.victim_id for it in items if it.victim_id]
    shown += [number.victim_id for number in numbers]
    async with transaction():
        await trail.note(worker, now, "attention_read", object_kind="work_item")
        await trail.note_each(worker, now, "attention_shown", victim_ids=shown)
    return Attention(
        items=tuple(items),
        has_more=len(found) > ON_A_PAGE,
        names=await fetch_names(
            victim_ids=[item.victim_id for item in items if item.victim_id]
        ),
        places=await fetch_call_places(
            task_ids=[item.task_id for item in items if item.task_id]
        ),
        parked=() if is_halt else tuple(await fetch_parked()),
        numbers=tuple(numbers),
        mends_contact=worker.mends_contact,
    )


async def settle_work_item(*, item_id: UUID, worker: Worker, now: datetime) -> None:
    """Take work off the list; what SHN looked into may be called again."""
    async with transaction():
        item = await find_any_work_item(item_id, worker)
        if item is None or not await finish_work_item(
            item_id=item_id, by=worker.name, now=now
        ):
            raise UnableToFinishWorkError("Dit staat niet meer op de lijst.")
        is_shn = worker.organisation is Organisation.SHN
        if item.victim_id and is_shn and item.kind is WorkItemKind.NUMBER_TO_VERIFY:
            await set_calls_with_number_free(victim_id=item.victim_id)
        if is_shn and item.kind is WorkItemKind.STANDING_DOUBTED:
            await set_doubt_settled(doubt_id=item.cause, now=now)
        if item.victim_id and is_shn and item.kind in SETTLED_BY_SHN:
            await refresh_calls_of_victim(
                victim_id=item.victim_id,
                is_settled_by_shn=item.kind is WorkItemKind.UNSAFE,
                now=now,
            )
        await trail.note(
            worker,
            now,
            f"work_settled:{item.kind}",
            object_kind="work_item",
            object_id=item.id,
            victim_id=item.victim_id,
        )
