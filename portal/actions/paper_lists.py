"""A list of today's calls to print, for when the system is down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.actions import trail
from portal.actions.desks import open_desk
from portal.db.engine import transaction
from portal.db.many_contacts import fetch_contacts_of
from portal.db.paper_lists import (
    LONGEST,
    PaperCall,
    fetch_calls_of_today,
)
from portal.db.risks import fetch_those_at_risk
from portal.domain.calendar import local_date
from portal.domain.contacts import VictimContact
from portal.domain.representation import Callee, callees
from portal.domain.staff import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """Somebody to call once; `people` are those with a number that is safe now."""

    calls: tuple[PaperCall, ...]
    contact: VictimContact
    at_risk: bool
    people: tuple[Callee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    rows: tuple[PaperRow, ...]
    has_more: bool


async def count_paper_list(*, worker: Worker, now: datetime) -> int:
    desk = await open_desk(worker=worker, now=now)
    return len(await fetch_calls_of_today(desk=desk, now=now))


async def make_paper_list(*, worker: Worker, now: datetime) -> PaperList:
    """Read it and write down whose numbers went on paper: that is a disclosure."""
    desk = await open_desk(worker=worker, now=now)
    calls = await fetch_calls_of_today(desk=desk, now=now)
    shown = calls[:LONGEST]
    victim_ids = list(dict.fromkeys(call.victim_id for call in shown))
    contacts = await fetch_contacts_of(victim_ids=victim_ids)
    at_risk = await fetch_those_at_risk(victim_ids=victim_ids, today=local_date(now))
    rows = [
        _row(
            [call for call in shown if call.victim_id == victim_id],
            contacts[victim_id],
            is_at_risk=victim_id in at_risk,
            now=now,
        )
        for victim_id in victim_ids
    ]
    kept = tuple(row for row in rows if row.people)
    async with transaction():
        await trail.note_each(
            worker,
            now,
            "call_list_printed",
            victim_ids=[row.contact.id for row in kept],
            object_kind="victim",
        )
    return PaperList(rows=kept, has_more=len(calls) > LONGEST)


def _row(
    calls: Sequence[PaperCall],
    contact: VictimContact,
    *,
    is_at_risk: bool,
    now: datetime,
) -> PaperRow:
    at_risk = is_at_risk or any(call.is_at_risk for call in calls)
    people = callees(contact.reachable, at_risk=at_risk, now=now)
    return PaperRow(
        calls=tuple(calls),
        contact=contact,
        at_risk=at_risk,
        people=tuple(callee for callee in people if callee.numbers),
    )
