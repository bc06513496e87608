"""A calendar file as other programs read it: when it is, and nothing of what it is."""

from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject

from portal.notifications.calendars import CalendarEntry, entry_uid, write_calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEARING = uuid4()

# Local time, and the same in UTC: an ordinary day, and both nights of the clock.
MOMENTS = [
    ("2027-01-12T13:30", 0, "2027-01-12T12:30"),
    ("2027-03-28T01:30", 0, "2027-03-28T00:30"),
    ("2027-03-28T03:30", 0, "2027-03-28T01:30"),
    ("2027-07-01T09:00", 0, "2027-07-01T07:00"),
    ("2026-10-25T02:30", 0, "2026-10-25T00:30"),
    ("2026-10-25T02:30", 1, "2026-10-25T01:30"),
]


def entry(**given):
    return CalendarEntry(
        **{
            "hearing_id": HEARING,
            "sequence": 0,
            "starts_at": datetime(2027, 1, 12, 13, 30, tzinfo=AMSTERDAM),
            "minutes": 60,
            "title": "Afspraak",
            "place": "",
            "is_off": False,
            "changed_at": NOW,
            **given,
        }
    )


def written(**given):
    return write_calendar(entry(**given), now=NOW).decode()


def as_vobject(text):
    calendar = vobject.readOne(text)
    return calendar, calendar.vevent


def as_ics(text):
    (event,) = ics.Calendar(text).events
    return event


@pytest.mark.parametrize(("local", "fold", "utc"), MOMENTS)
def test_two_other_programs_read_the_same_moment_in_both_nights(local, fold, utc):
    begins = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM, fold=fold)
    text = written(starts_at=begins)
    _, event = as_vobject(text)

    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert event.dtstart.value == as_ics(text).begin.datetime == moment
    assert (event.dtend.value - event.dtstart.value).seconds == 3600
    assert as_ics(text).duration.seconds == 3600


def test_it_says_nothing_of_what_it_is():
    text = written()
    words = {line.split(":")[0].split(";")[0] for line in text.splitlines()}

    assert as_ics(text).name == "Afspraak"
    assert words.isdisjoint({"DESCRIPTION", "ORGANIZER", "ATTENDEE", "URL", "COMMENT"})
    assert "VALARM" not in text
    assert "LOCATION" not in words
    assert str(HEARING) not in text
    assert as_vobject(text)[1].contents["class"][0].value == "PRIVATE"


def test_the_place_is_there_when_she_asked_for_it():
    text = written(place="Parnassusweg 280, 1076 AV Amsterdam")

    assert as_ics(text).location == "Parnassusweg 280, 1076 AV Amsterdam"
    assert as_vobject(text)[1].location.value == "Parnassusweg 280, 1076 AV Amsterdam"


def test_a_change_replaces_the_old_entry():
    _, old = as_vobject(written())
    _, new = as_vobject(written(sequence=1))

    assert old.uid.value == new.uid.value == entry_uid(HEARING)
    assert (old.sequence.value, new.sequence.value) == ("0", "1")
    assert entry_uid(HEARING) != entry_uid(uuid4())


def test_what_is_off_takes_the_entry_out():
    calendar, event = as_vobject(written(sequence=2, is_off=True))

    assert calendar.method.value == "CANCEL"
    assert event.status.value == "CANCELLED"
    assert event.transp.value == "TRANSPARENT"
    assert as_vobject(written())[0].method.value == "PUBLISH"


def test_an_unknown_length_is_not_made_up():
    _, event = as_vobject(written(minutes=0))

    assert "dtend" not in event.contents


def test_lines_are_folded_and_end_as_the_standard_says():
    text = written(place="é" * 200)
    lines = text.encode().split(b"\r\n")

    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line) for line in lines) <= 75
    assert as_vobject(text)[1].location.value == "é" * 200
