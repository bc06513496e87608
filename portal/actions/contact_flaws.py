"""Numbers that keep us from calling: seeing them, and asking SHN for better ones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.work_items import open_work_item
from portal.db.contact_flaws import (
    PAGE,
    FlawedContact,
    count_flaws,
    fetch_flawed_contacts,
    has_flaw,
)
from portal.db.engine import transaction
from portal.domain.contact_flaws import Flaw
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation, Role, Worker
from portal.domain.work_items import WorkItemKind


class UnableToAskNumberError(UnableToError):
    """There is nothing wrong with her numbers any more, or she is not ours to call."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawList:
    counts: dict[Flaw, int]
    flaw: Flaw | None
    contacts: tuple[FlawedContact, ...]
    number: int
    has_more: bool
    mends_contact: bool


async def read_flaws(
    *, worker: Worker, flaw: Flaw | None, page: int, now: datetime
) -> FlawList:
    """Give how many there are of each, and a page of one; note at whom was looked."""
    found = []
    if flaw is not None:
        found = await fetch_flawed_contacts(flaw=flaw, worker=worker, page=page)
    shown = found[:PAGE]
    async with transaction():
        await _note_shown(worker, now, shown)
    return FlawList(
        counts=await count_flaws(worker=worker),
        flaw=flaw,
        contacts=tuple(shown),
        number=page,
        has_more=len(found) > PAGE,
        mends_contact=worker.mends_contact,
    )


async def ask_number(
    *, victim_id: UUID, flaw: Flaw, worker: Worker, now: datetime
) -> None:
    """Ask SHN once, however often and by however many it is asked."""
    if not await has_flaw(victim_id=victim_id, flaw=flaw, worker=worker):
        raise UnableToAskNumberError("Hier staat niets meer om na te vragen.")
    async with transaction():
        await open_work_item(
            kind=WorkItemKind.NUMBER_TO_VERIFY,
            cause=victim_id,
            organisation=Organisation.SHN,
            role=Role.SHN_WORKER,
            now=now,
            victim_id=victim_id,
            detail=flaw.value,
        )
        await trail.note(worker, now, "number_asked", victim_id=victim_id)


async def _note_shown(
    worker: Worker, now: datetime, shown: list[FlawedContact]
) -> None:
    if shown:
        await trail.note_each(
            worker,
            now,
            "contact_flaw_shown",
            victim_ids=[it.victim_id for it in shown],
            object_kind="",
        )
        return
    await trail.note(worker, now, "contact_flaws_read")
