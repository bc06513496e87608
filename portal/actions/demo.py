"""The people whom one can be in the demo. None of them exists."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.demo_clock import start_demo_clock
from portal.actions.demo_setup import DEMO_STAFF
from portal.actions.standing_in import list_open_doors, log_in_stand_in
from portal.db.audit import insert_audit
from portal.db.demo_clock import fetch_ahead
from portal.db.staff import fetch_worker, insert_worker
from portal.db.standing_in import fetch_some_stand_ins
from portal.db.victims import fetch_contact, fetch_victim_id, has_victims
from portal.domain.calendar import local_date
from portal.domain.errors import UnableToError
from portal.domain.staff import Worker
from portal.domain.standing_in import StandIn

ORIGIN = "demo"
STAND_INS = 12  # as many as a list can show
DEMO_VICTIMS = ("slo-0001", "slo-0002", "slo-0003")


class UnableToFindPersonError(UnableToError):
    """The demo has no such person."""

    hint = "Kies iemand van de lijst."


class UnableToUseForDemoError(UnableToError):
    """The database is no demo's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoVictim:
    id: UUID
    reference: str
    name: str
    language: str


async def refuse_other_data() -> None:
    """Keep a demo out of a database in which people's data may be."""
    if await fetch_ahead() is None and await has_victims():
        raise UnableToUseForDemoError(
            "This database holds something else than a demo:"
            " name another one in PORTAL_DATABASE_URL."
        )


async def start_when_empty() -> None:
    """Begin a demo's time in a database that nobody uses yet."""
    if not await has_victims():
        await start_demo_clock()


async def list_victims() -> list[DemoVictim]:
    """Give those who are in the feed that was imported."""
    found = [await _find_victim(reference) for reference in DEMO_VICTIMS]
    return [victim for victim in found if victim is not None]


async def log_in_victim(*, reference: str, now: datetime) -> DemoVictim:
    """Find any victim: a feed of one's own has other people."""
    victim = await _find_victim(reference.strip())
    if victim is None:
        raise UnableToFindPersonError("Deze persoon is er niet in de demo.")
    await insert_audit(
        now=now,
        actor_kind="victim",
        actor=str(victim.id),
        action="logged_in",
        victim_id=victim.id,
        origin=ORIGIN,
    )
    return victim


async def list_stand_ins(*, now: datetime) -> tuple[StandIn, ...]:
    """Give some of those in the feed who stand in for somebody."""
    return await fetch_some_stand_ins(limit=STAND_INS, today=local_date(now))


async def log_in_representative(*, representative_id: UUID, now: datetime) -> StandIn:
    """Let somebody in for the one who was meant, or else for another of theirs."""
    doors = await list_open_doors(representative_id=representative_id, now=now)
    if not doors:
        raise UnableToFindPersonError("Deze persoon heeft nu geen toegang.")
    own = [one for one in doors if one.who.id == representative_id]
    who = (own or doors)[0].who
    await log_in_stand_in(victim_id=who.victim_id, who=who, origin=ORIGIN, now=now)
    return who


async def log_in_worker(*, staff_id: UUID, now: datetime) -> Worker:
    worker = await _find_worker(staff_id)
    if worker is None:
        raise UnableToFindPersonError("Deze medewerker is er niet in de demo.")
    await insert_audit(
        now=now,
        actor_kind="staff",
        actor=str(worker.staff_id),
        organisation=worker.organisation.value,
        role=worker.role.value,
        action="logged_in",
        origin=ORIGIN,
    )
    return worker


async def _find_worker(staff_id: UUID) -> Worker | None:
    """Who is on the list can be chosen on any database, not only the demo's own."""
    for listed in DEMO_STAFF:
        if listed.staff_id == staff_id:
            await insert_worker(listed)
    return await fetch_worker(staff_id=staff_id)


async def _find_victim(reference: str) -> DemoVictim | None:
    victim_id = await fetch_victim_id(reference=reference)
    contact = await fetch_contact(victim_id=victim_id) if victim_id else None
    if contact is None:
        return None
    return DemoVictim(
        id=contact.id,
        reference=contact.reference,
        name=contact.name,
        language=contact.language,
    )
