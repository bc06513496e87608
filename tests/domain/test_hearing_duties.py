"""Contracts section 6: hearings planned, changed, off and adjourned."""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from portal.domain.call_kinds import Priority
from portal.domain.hearing_duties import Way, wanted_hearings, way_to_tell
from portal.domain.news import (
    FallenBecause,
    Listener,
    NewsCoverage,
    calls_to_open,
    calls_to_stop,
)
from portal.domain.news_letters import messages_owed
from portal.domain.notifications import MessageName
from portal.domain.phases import HistoryEntry
from portal.domain.victims import Communication, Wish

ANNA = UUID(int=1)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
IN_JANUARY = "2027-01-12T09:00:00+00:00"
LATER = "2027-02-02T09:00:00+00:00"
ON_TUESDAY = "2026-11-24T09:00:00+00:00"


def hears(**given):
    facts = {
        "victim_id": ANNA,
        "facts": frozenset({"f1"}),
        "is_deceased": False,
        "at_risk": False,
        "has_right_to_speak": True,
        "communication": Communication.CALL,
        "wishes": {Wish.INFORMATION: True},
    }
    return Listener(**(facts | given))


def turn(code, arrival, starts_at=IN_JANUARY, *, days=0, hearing="zit-1", **detail):
    return HistoryEntry(
        id=uuid4(),
        at=NOW + timedelta(days=days, minutes=arrival),
        arrival=arrival,
        code=f"hearing_{code}",
        detail={"hearing": hearing, "starts_at": starts_at, **detail},
    )


def told(news, **given):
    facts = {
        "is_open": True,
        "was_cancelled": False,
        "is_told": False,
        "is_removed": False,
    }
    return NewsCoverage(
        happening_id=news.happening_id,
        task_id=uuid4(),
        arrival=news.arrival,
        kind=news.kind,
        **(facts | given),
    )


def kinds(history, listener=None):
    wanted = wanted_hearings(history, listener or hears())
    return [(it.kind.value, it.arrival) for it in wanted.news]


def test_who_may_speak_is_called_about_a_planned_hearing():
    assert kinds([turn("planned", 1)]) == [("hearing", 1)]


def test_who_wishes_it_is_called_too_and_others_are_written():
    plain = hears(has_right_to_speak=False)
    wishes = hears(has_right_to_speak=False, wishes={Wish.HEARING: True})

    assert kinds([turn("planned", 1)], wishes) == [("hearing", 1)]
    assert kinds([turn("planned", 1)], plain) == []
    [message] = messages_owed([turn("planned", 1)], plain, now=NOW)
    assert message.name is MessageName.HEARING_PLANNED


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({}, Way.CALL),
        ({"communication": Communication.IN_WRITING}, Way.MESSAGE),
        ({"is_deceased": True}, Way.NOTHING),
        ({"wishes": {Wish.HEARING: False}}, Way.MESSAGE),
        ({"wishes": {Wish.INFORMATION: False}}, Way.MESSAGE),
        ({"wishes": {Wish.INFORMATION: False, Wish.HEARING: True}}, Way.CALL),
        (
            {"wishes": {Wish.HEARING: False, Wish.RIGHT_TO_SPEAK: False}},
            Way.NOTHING,
        ),
        ({"has_right_to_speak": False, "wishes": {Wish.HEARING: False}}, Way.NOTHING),
        (
            {"has_right_to_speak": False, "wishes": {Wish.INFORMATION: False}},
            Way.NOTHING,
        ),
    ],
    ids=str,
)
def test_who_opted_out_hears_only_that_she_may_speak(given, way):
    assert way_to_tell(hears(**given)) is way


def test_a_changed_hearing_is_a_call_of_its_own_also_before_the_first_was_made():
    story = [turn("planned", 1), turn("changed", 2, LATER)]

    assert kinds(story) == [("hearing", 1), ("hearing_changed", 2)]


def test_only_the_newest_change_is_told():
    story = [turn("planned", 1), turn("changed", 2, LATER), turn("changed", 3)]
    wanted = wanted_hearings(story, hears())

    assert [it.arrival for it in wanted.news] == [1, 3]
    assert wanted.fallen[2] is FallenBecause.REPLACED


def test_a_hearing_that_is_off_ends_its_call_and_the_change_is_told():
    story = [turn("planned", 1), turn("cancelled", 2)]
    wanted = wanted_hearings(story, hears())

    assert kinds(story) == [("hearing_changed", 2)]
    assert wanted.fallen[1] is FallenBecause.HEARING_OFF


def test_what_was_held_is_not_told_any_more_unless_it_goes_on():
    held = [turn("planned", 1), turn("held", 2)]
    adjourned = [turn("planned", 1), turn("adjourned", 2)]

    assert kinds(held) == []
    assert kinds(adjourned) == [("hearing_changed", 2)]


@pytest.mark.parametrize(
    ("starts_at", "days", "priority"),
    [
        (ON_TUESDAY, 0, Priority.URGENT),
        (ON_TUESDAY, -7, Priority.USUAL),
        (IN_JANUARY, 0, Priority.USUAL),
    ],
)
def test_what_falls_away_within_three_working_days_cannot_wait(
    starts_at, days, priority
):
    story = [
        turn("planned", 1, starts_at, days=-60),
        turn("cancelled", 2, starts_at, days=days),
    ]
    [news] = wanted_hearings(story, hears()).news

    assert news.priority is priority


def test_a_hearing_brought_forward_to_this_week_cannot_wait():
    story = [turn("planned", 1, IN_JANUARY, days=-9), turn("changed", 2, ON_TUESDAY)]
    _, changed = wanted_hearings(story, hears()).news

    assert changed.priority is Priority.URGENT


def test_when_the_hearing_was_follows_from_what_happened_before():
    """Not from what a late event found on file."""
    story = [
        turn("planned", 5, ON_TUESDAY, days=-9),
        turn("changed", 2, IN_JANUARY),
        turn("cancelled", 9, LATER, days=1),
    ]
    [news] = wanted_hearings(story, hears()).news

    assert news.priority is Priority.USUAL


def test_that_it_goes_on_is_not_told_once_the_next_day_is_planned():
    adjourned = [turn("planned", 1), turn("adjourned", 2)]
    following = turn("planned", 3, LATER, hearing="zit-2")
    before = turn("planned", 0, LATER, hearing="zit-0")

    assert kinds([*adjourned, following]) == [("hearing", 3)]
    assert kinds([before, *adjourned]) == [("hearing", 0), ("hearing_changed", 2)]
    wanted = wanted_hearings([*adjourned, following], hears())
    assert wanted.fallen[2] is FallenBecause.HEARING_OVER


@pytest.mark.parametrize(
    "other",
    [
        turn("planned", 3, IN_JANUARY, hearing="zit-2"),
        turn("planned", 3, LATER, hearing="zit-2", kind="tul"),
        turn("planned", 3, LATER, hearing="zit-2", cases=["case-1"]),
    ],
    ids=["no later day", "another sort of hearing", "one of both cases"],
)
def test_a_hearing_that_takes_up_nothing_does_not_hide_an_adjournment(other):
    both = ["case-1", "case-2"]
    adjourned = [turn("planned", 1, cases=both), turn("adjourned", 2)]
    found = kinds([*adjourned, other])
    assert found == [("hearing_changed", 2), ("hearing", 3)]


def test_a_hearing_of_every_case_takes_up_what_was_adjourned():
    both = ["case-1", "case-2"]
    adjourned = [turn("planned", 1, cases=both), turn("adjourned", 2)]
    following = turn("planned", 3, LATER, hearing="zit-2", cases=both)
    assert kinds([*adjourned, following]) == [("hearing", 3)]


def test_a_hearing_about_a_complaint_is_for_who_complained():
    chamber = turn("planned", 1, kind="raadkamer-12sv")
    complained = HistoryEntry(
        at=NOW, arrival=0, code="complaint_received", victim_id=ANNA
    )
    by_another = HistoryEntry(
        at=NOW, arrival=0, code="complaint_received", victim_id=UUID(int=2)
    )

    assert kinds([chamber]) == []
    assert kinds([by_another, chamber]) == []
    assert kinds([complained, chamber]) == [("hearing", 1)]


def test_what_a_call_tells_or_told_is_not_opened_again():
    wanted = wanted_hearings([turn("planned", 1)], hears())
    [news] = wanted.news

    assert calls_to_open(wanted, []) == [news]
    assert calls_to_open(wanted, [told(news)]) == []
    assert calls_to_open(wanted, [told(news, is_open=False)]) == []
    fell = told(news, is_open=False, was_cancelled=True)
    assert calls_to_open(wanted, [fell]) == [news]
    assert calls_to_open(wanted, [told(news, is_removed=True)]) == [news]


def test_one_hearing_of_two_cases_is_told_once():
    """Each case has a row of it, with one number of the event."""
    wanted = wanted_hearings([turn("planned", 1)], hears())
    [elsewhere] = wanted_hearings([turn("planned", 1)], hears()).news

    assert calls_to_open(wanted, [told(elsewhere)]) == []


def test_what_is_not_wanted_any_more_is_stopped_with_its_reason():
    story = [turn("planned", 1), turn("cancelled", 2)]
    [planned] = wanted_hearings(story[:1], hears()).news
    call = told(planned)

    def stopped(listener, history):
        found = calls_to_stop(
            wanted_hearings(history, listener), [call], listener, of_case={1, 2}
        )
        return [it.reason for it in found]

    assert stopped(hears(), story) == [FallenBecause.HEARING_OFF]
    assert stopped(hears(is_deceased=True), story[:1]) == [FallenBecause.DECEASED]
    no = hears(wishes={Wish.HEARING: False})
    assert stopped(no, story[:1]) == [FallenBecause.OPTED_OUT]
    assert stopped(hears(), story[:1]) == []


def test_what_another_case_has_to_tell_is_not_judged_here():
    [planned] = wanted_hearings([turn("planned", 7)], hears()).news
    nothing = wanted_hearings([], hears())

    assert calls_to_stop(nothing, [told(planned)], hears(), of_case={1, 2}) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_the_order_of_reading_makes_no_difference(order):
    story = [
        turn("planned", 1, days=0),
        turn("changed", 2, LATER, days=1),
        turn("cancelled", 3, days=2),
        turn("changed", 4, ON_TUESDAY, days=3),
    ]

    assert kinds([story[place] for place in order]) == kinds(story)


def test_she_who_is_written_gets_how_it_stands_now():
    plain = hears(has_right_to_speak=False)
    story = [turn("planned", 1), turn("changed", 2, LATER), turn("cancelled", 3)]

    def written(*turns):
        [found] = messages_owed(turns, plain, now=NOW)
        return found.name, found.instead_of

    assert written(*story[:1]) == (MessageName.HEARING_PLANNED, ())
    name, [instead_of] = written(*story[:2])
    assert name is MessageName.HEARING_CHANGED
    assert instead_of == "hearing:zit-1:hearing_planned:2026-11-23T09:01:00+00:00"
    name, instead_of = written(*story)
    assert name is MessageName.HEARING_CANCELLED
    assert len(instead_of) == 2


def test_what_is_past_is_not_announced_in_writing():
    plain = hears(has_right_to_speak=False)
    past = "2026-10-14T09:00:00+00:00"
    held = [turn("planned", 1), turn("held", 2)]

    assert messages_owed([turn("planned", 1, past)], plain, now=NOW) == []
    assert messages_owed(held, plain, now=NOW) == []


def test_that_it_goes_on_is_written_until_the_next_day_is_known():
    plain = hears(has_right_to_speak=False)
    adjourned = [turn("planned", 1, ON_TUESDAY), turn("adjourned", 2, ON_TUESDAY)]
    following = turn("planned", 3, LATER, hearing="zit-2")

    [message] = messages_owed(adjourned, plain, now=NOW)
    assert message.context["state"] == "hearing_adjourned"
    [next_one] = messages_owed([*adjourned, following], plain, now=NOW)
    assert next_one.name is MessageName.HEARING_PLANNED
