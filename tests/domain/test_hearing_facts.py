"""What a hearing means for a victim, by its kind, its judge and its day."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.cases import HearingKind, Judge
from portal.domain.court_buildings import BUILDINGS, building_of
from portal.domain.hearing_facts import (
    ABOUT_THE_CASE,
    Coming,
    Doors,
    Part,
    facts_of_hearing,
    hand_in_day,
)
from portal.domain.interpreter_card import CARDS, cards_for

TODAY = date(2026, 11, 23)


def facts(kind=HearingKind.SUBSTANTIVE, **given):
    return facts_of_hearing(
        **{
            "kind": kind,
            "judge": Judge.POLICE_JUDGE,
            "is_public": True,
            "may_speak": True,
            "starts_at": datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
            "today": TODAY,
            **given,
        }
    )


def parts(*arguments, **given):
    return [it.part for it in facts(*arguments, **given).parts]


@pytest.mark.parametrize(
    ("starts_at", "day"),
    [
        (datetime(2027, 1, 12, 9, tzinfo=UTC), date(2026, 12, 29)),
        (datetime(2027, 1, 8, 9, tzinfo=UTC), date(2026, 12, 24)),  # Christmas
        (datetime(2027, 4, 12, 9, tzinfo=UTC), date(2027, 3, 25)),  # Easter
        (datetime(2027, 1, 3, 23, 30, tzinfo=UTC), date(2026, 12, 21)),  # the 4th here
        (datetime(2027, 5, 21, 8, tzinfo=UTC), date(2027, 5, 4)),  # Ascension and on
    ],
)
def test_it_is_in_two_weeks_before_on_a_day_when_somebody_receives_it(starts_at, day):
    assert hand_in_day(starts_at) == day


def test_only_where_the_case_itself_is_heard_may_she_speak_or_claim():
    for kind in HearingKind:
        told = set(parts(kind))
        is_heard = kind in ABOUT_THE_CASE
        assert ({Part.SPEAK, Part.CLAIM} <= told) is is_heard


def test_without_the_right_to_speak_she_may_still_write_and_claim():
    assert parts(may_speak=False) == [Part.STATEMENT, Part.CLAIM]


def test_in_appeal_no_first_claim_is_promised():
    told = facts(judge=Judge.COURT_OF_APPEAL).parts
    assert [it.part for it in told] == [
        Part.SPEAK,
        Part.STATEMENT,
        Part.CLAIM_IN_APPEAL,
    ]
    assert told[-1].by is None


def test_the_supreme_court_asks_nobody_to_come():
    found = facts(judge=Judge.SUPREME_COURT)
    assert found.coming is Coming.ON_PAPER
    assert (found.parts, found.takes_wishes) == ((), False)


def test_whom_it_is_open_to():
    assert facts().doors is Doors.OPEN
    assert facts(is_public=False).doors is Doors.OPEN_TO_HER
    at_court = facts(HearingKind.COMPLAINT_CHAMBER, is_public=False)
    assert at_court.doors is Doors.BY_INVITATION
    assert at_court.coming is Coming.INVITED


def test_a_day_that_passed_is_late_and_never_refused():
    told = facts(today=date(2026, 12, 30)).parts
    assert all(it.is_late for it in told)
    assert not any(it.is_late for it in facts(today=date(2026, 12, 29)).parts)


@pytest.mark.parametrize(
    ("court", "place", "street"),
    [
        ("Rechtbank Amsterdam", "Amsterdam", "Parnassusweg 280"),
        ("rechtbank Den Haag", "'s-Gravenhage", "Prins Clauslaan 60"),
        ("Rechtbank Oost-Brabant", "\u2019s-Hertogenbosch", "Leeghwaterlaan 8"),
        ("Gerechtshof Arnhem-Leeuwarden", "Leeuwarden", "Wilhelminaplein 1"),
        ("Rechtbank Noord-Nederland", "Leeuwarden", "Zaailand 102"),
    ],
)
def test_a_building_is_found_by_the_names_the_court_sends(court, place, street):
    kind = HearingKind.SUBSTANTIVE
    assert building_of(court=court, place=place, kind=kind).street == street


@pytest.mark.parametrize(
    ("court", "place"),
    [
        ("Rechtbank Noord-Holland", "Haarlem"),  # two buildings
        ("Gerechtshof Amsterdam", "Amsterdam"),  # no source
        ("Hoge Raad", "Den Haag"),
        ("", "Utrecht"),
    ],
)
def test_no_address_is_better_than_a_wrong_one(court, place):
    assert building_of(court=court, place=place, kind=HearingKind.SUBSTANTIVE) is None


def test_a_talk_at_the_prosecutors_office_is_in_no_court():
    kind = HearingKind.PROSECUTOR_HEARING
    assert building_of(court="Rechtbank", place="Utrecht", kind=kind) is None


def test_every_building_has_a_source():
    assert all(it.source and it.postcode and it.street for it in BUILDINGS)


def test_the_card_speaks_ten_languages_her_own_first():
    assert len({card.language for card in CARDS}) == 10
    assert cards_for("pl-PL")[0].language == "pl"
    assert cards_for("prs")[0].language == "fa"
    assert cards_for("nl") == CARDS
    assert {it.language for it in CARDS if it.direction == "rtl"} == {"ar", "fa"}
