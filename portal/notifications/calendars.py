"""An appointment as a file for a calendar, which others may open: it says nothing.

No organiser, no description and no alarm, though calendars know them: each would tell
who reads along what it is about. Moments are in UTC, so that both nights on which the
clock is changed are right for every program.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event

PRODUCT = "-//Afspraak//NL"
_OF_HEARING = UUID("3f0d2f6c-9a57-4a0e-8f0e-5d0c9b1a7e42")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """`sequence` counts what changed: a higher one replaces what is there."""

    hearing_id: UUID
    sequence: int
    starts_at: datetime
    minutes: int
    title: str
    place: str
    is_off: bool
    changed_at: datetime


def entry_uid(hearing_id: UUID) -> str:
    """Stay the same for a hearing, and lead nobody to its page."""
    return str(uuid5(_OF_HEARING, str(hearing_id)))


def write_calendar(entry: CalendarEntry, *, now: datetime) -> bytes:
    """Give RFC 5545 text: publish or cancel (RFC 5546) this one appointment."""
    event = Event()
    event.add("uid", entry_uid(entry.hearing_id))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    starts_at = entry.starts_at.astimezone(UTC)
    event.add("dtstart", starts_at)
    if entry.minutes:
        event.add("dtend", starts_at + timedelta(minutes=entry.minutes))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.is_off else "OPAQUE")
    if entry.place:
        event.add("location", entry.place)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_off else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
