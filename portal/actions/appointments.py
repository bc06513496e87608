"""Reading the hearings of one victim, each with what it means for her."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.office_numbers import list_own_offices
from portal.db.appointments import fetch_appointments_for_victim
from portal.db.hearing_wishes import fetch_hearing_wishes_for_victim
from portal.db.office_numbers import Office
from portal.db.risks import fetch_is_at_risk
from portal.db.unavailable_days import fetch_unavailable_days_for_victim
from portal.db.victims import fetch_contact
from portal.domain.appointments import Appointment, Outlook, next_after
from portal.domain.calendar import local_date
from portal.domain.court_buildings import Building, building_of
from portal.domain.errors import UnableToError
from portal.domain.hearing_facts import HearingFacts, facts_of_hearing
from portal.domain.hearing_wishes import SaidWish, newest
from portal.domain.unavailable_days import DayRange, StandingRange, range_with

PAST_SHOWN = 30


class UnableToFindHearingError(UnableToError):
    """It is not hers, or not there at all: that answers alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentsRead:
    """`ahead` the first one first; `behind` what was or is off, the last one first."""

    ahead: tuple[Appointment, ...]
    behind: tuple[Appointment, ...]
    days: tuple[StandingRange, ...]
    now: datetime

    def clash(self, appointment: Appointment) -> DayRange | None:
        return _clash(appointment, self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRead:
    appointment: Appointment
    outlook: Outlook
    facts: HearingFacts
    building: Building | None
    follows: Appointment | None
    said: SaidWish | None
    wish_version: int  # of what she said last, 0 before that
    clash: DayRange | None
    offices: tuple[Office, ...]
    is_at_risk: bool

    @property
    def leaves_calendar(self) -> bool:
        """An adjourned hearing was that day; one that was stopped before it was not."""
        if self.outlook is Outlook.WENT_ON_HOLD:
            return self.appointment.updated_at < self.appointment.starts_at
        return self.outlook is Outlook.OFF

    def may_wish(self, now: datetime) -> bool:
        """Whether what she wishes can still be seen to."""
        is_ahead = self.outlook is Outlook.AHEAD and now < self.appointment.starts_at
        return is_ahead and self.facts.takes_wishes


async def read_appointments(*, victim_id: UUID, now: datetime) -> AppointmentsRead:
    found = await fetch_appointments_for_victim(victim_id=victim_id)
    days = await fetch_unavailable_days_for_victim(
        victim_id=victim_id, since=local_date(now)
    )
    behind = [it for it in found if not it.is_ahead(now)]
    return AppointmentsRead(
        ahead=tuple(it for it in found if it.is_ahead(now)),
        behind=tuple(behind[: -PAST_SHOWN - 1 : -1]),
        days=tuple(days),
        now=now,
    )


async def read_appointment(
    *, victim_id: UUID, hearing_id: UUID, now: datetime
) -> AppointmentRead:
    found = await fetch_appointments_for_victim(victim_id=victim_id)
    appointment = pick(found, hearing_id)
    today = local_date(now)
    said = await fetch_hearing_wishes_for_victim(
        victim_id=victim_id, hearing_id=hearing_id
    )
    days = await fetch_unavailable_days_for_victim(victim_id=victim_id, since=today)
    return AppointmentRead(
        appointment=appointment,
        outlook=appointment.outlook(now),
        facts=facts_of_hearing(
            kind=appointment.kind,
            judge=appointment.judge,
            is_public=appointment.is_public,
            may_speak=appointment.may_speak,
            starts_at=appointment.starts_at,
            today=today,
        ),
        building=building_of(
            court=appointment.court, place=appointment.place, kind=appointment.kind
        ),
        follows=next_after(appointment, found, now=now),
        said=newest(said),
        wish_version=max((it.version for it in said), default=0),
        clash=_clash(appointment, days),
        offices=tuple(await list_own_offices(victim_id=victim_id)),
        is_at_risk=await fetch_is_at_risk(victim_id=victim_id, today=today),
    )


async def read_own_language(*, victim_id: UUID) -> str:
    contact = await fetch_contact(victim_id=victim_id)
    return contact.language if contact else ""


def pick(found: list[Appointment], hearing_id: UUID) -> Appointment:
    for appointment in found:
        if appointment.id == hearing_id:
            return appointment
    raise UnableToFindHearingError("Deze afspraak is er niet.")


def _clash(
    appointment: Appointment, days: list[StandingRange] | tuple[StandingRange, ...]
) -> DayRange | None:
    """Give the days on which she said she cannot come, and this falls in them."""
    return range_with((it.days for it in days), appointment.day)
