"""What staff see of how victims want a hearing, and of when they cannot come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.trail import note, note_each
from portal.db.appointments import fetch_appointments_for_victim
from portal.db.engine import transaction
from portal.db.hearing_wishes import fetch_standing_wishes
from portal.db.planned_hearings import (
    HearingWithPeople,
    PersonHeard,
    fetch_planned_hearings,
)
from portal.db.unavailable_days import fetch_unavailable_days
from portal.domain.appointments import Appointment
from portal.domain.calendar import local_date
from portal.domain.hearing_facts import is_hidden_from_prosecution
from portal.domain.hearing_wishes import SaidWish, sees_wishes
from portal.domain.staff import Organisation, Worker
from portal.domain.unavailable_days import DayRange, range_with

HEARINGS_ON_A_PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAttended:
    """A hearing ahead: what she wishes, and the days she said that it falls in."""

    appointment: Appointment
    said: SaidWish | None
    clash: DayRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """`shows_reasons`: why she cannot is for SHN; who plans needs only the days."""

    hearings: tuple[HearingAttended, ...]
    days: tuple[DayRange, ...]
    shows_reasons: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAttending:
    person: PersonHeard
    said: SaidWish | None
    days: tuple[DayRange, ...]
    clash: DayRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedHearing:
    hearing: HearingWithPeople
    people: tuple[PersonAttending, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedHearings:
    hearings: tuple[PlannedHearing, ...]
    has_more: bool
    shows_reasons: bool


async def read_attendance(
    *, victim_id: UUID, case_ids: Sequence[UUID], worker: Worker, now: datetime
) -> Attendance | None:
    """Give what she wishes in these cases; None where that is not for this worker."""
    if not sees_wishes(worker):
        return None
    found = await fetch_appointments_for_victim(victim_id=victim_id)
    ahead = [it for it in found if it.is_ahead(now) and _is_in(it, case_ids, worker)]
    said = await fetch_standing_wishes(
        victim_ids=[victim_id], hearing_ids=[it.id for it in ahead]
    )
    days = await fetch_unavailable_days(victim_ids=[victim_id], since=local_date(now))
    hers = tuple(days.get(victim_id, ()))
    return Attendance(
        hearings=tuple(
            HearingAttended(
                appointment=it,
                said=said.get((victim_id, it.id)),
                clash=range_with(hers, it.day),
            )
            for it in ahead
        ),
        days=hers,
        shows_reasons=_shows_reasons(worker),
    )


async def read_planned_hearings(
    *, since: date, worker: Worker, now: datetime, page: int = 1
) -> PlannedHearings:
    """Give the hearings that come, the first one first, with who is heard about."""
    found = await fetch_planned_hearings(
        since=since,
        location=worker.location,
        limit=HEARINGS_ON_A_PAGE + 1,
        offset=(page - 1) * HEARINGS_ON_A_PAGE,
    )
    shown = found[:HEARINGS_ON_A_PAGE]
    victims = sorted({person.id for it in shown for person in it.people})
    async with transaction():
        await note(worker, now, "planned_hearings_opened")
        await note_each(worker, now, "planned_hearings_read", victim_ids=victims)
    said = await fetch_standing_wishes(
        victim_ids=victims, hearing_ids=[it.id for it in shown]
    )
    days = await fetch_unavailable_days(victim_ids=victims, since=local_date(now))
    return PlannedHearings(
        hearings=tuple(
            PlannedHearing(
                hearing=it,
                people=tuple(
                    _attending(it, person, said, days) for person in it.people
                ),
            )
            for it in shown
        ),
        has_more=len(found) > len(shown),
        shows_reasons=_shows_reasons(worker),
    )


def _attending(
    hearing: HearingWithPeople,
    person: PersonHeard,
    said: dict[tuple[UUID, UUID], SaidWish],
    days: dict[UUID, list[DayRange]],
) -> PersonAttending:
    hers = tuple(days.get(person.id, ()))
    return PersonAttending(
        person=person,
        said=said.get((person.id, hearing.id)),
        days=hers,
        clash=range_with(hers, local_date(hearing.starts_at)),
    )


def _is_in(appointment: Appointment, case_ids: Sequence[UUID], worker: Worker) -> bool:
    if worker.organisation is Organisation.OM and is_hidden_from_prosecution(
        appointment.kind
    ):
        return False
    return any(case.id in case_ids for case in appointment.cases)


def _shows_reasons(worker: Worker) -> bool:
    return worker.organisation is Organisation.SHN
