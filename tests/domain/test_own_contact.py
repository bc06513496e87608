"""What she may change herself: a no always, a yes only where nobody can misuse it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.own_contact import (
    OwnTimes,
    are_ever_called,
    asks_again,
    has_lapsed,
    sort_answers,
    why_no_code_word,
    why_unusable,
)
from portal.domain.safe_contact import Channel, Permission, SafeContact, is_open
from portal.domain.time_zones import ZONE_OF_COUNTRY
from portal.domain.victims import DayPart

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMES = ("calling", "voicemail", "sms", "email", "post")

moments = st.integers(0, 500).map(lambda days: NOW - timedelta(days=days))
permissions = st.builds(
    Permission, answer=st.sampled_from([True, False, None]), answered_at=moments
)
profiles = st.fixed_dictionaries(dict.fromkeys(NAMES, permissions)).map(
    lambda each: SafeContact(**each)
)
answers = st.dictionaries(st.sampled_from(list(Channel)), st.booleans())


@given(profile=profiles, given_answers=answers, at_risk=st.booleans())
def test_nobody_opens_a_way_for_who_is_at_risk_that_she_never_opened(
    profile, given_answers, at_risk
):
    sorted_answers = sort_answers(given_answers, profile, at_risk=at_risk, now=NOW)
    for channel, answer in sorted_answers.at_once.items():
        was_hers = profile.permission(channel).answer is True
        assert not answer or not at_risk or was_hers
    for channel in sorted_answers.held:
        assert at_risk
        assert given_answers[channel]
        assert not is_open(channel, profile, at_risk=True, now=NOW)


@given(profile=profiles, given_answers=answers, at_risk=st.booleans())
def test_every_no_counts_at_once(profile, given_answers, at_risk):
    sorted_answers = sort_answers(given_answers, profile, at_risk=at_risk, now=NOW)
    for channel, answer in given_answers.items():
        if not answer and profile.permission(channel).answer is not False:
            assert sorted_answers.at_once[channel] is False


@given(profile=profiles, given_answers=answers, at_risk=st.booleans())
def test_what_stands_already_is_no_change(profile, given_answers, at_risk):
    sorted_answers = sort_answers(given_answers, profile, at_risk=at_risk, now=NOW)
    for channel in sorted_answers.at_once:
        permission = profile.permission(channel)
        is_other = permission.answer is not given_answers[channel]
        assert is_other or has_lapsed(permission, NOW)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Vul"),
        ("06-1234567a", "cijfers"),
        ("0612345678 toestel 12", "toestelnummer"),
        ("0612345678, 0687654321", "één nummer"),
        ("0900-1234", "betaald"),
        ("097012345678", "niemand"),
        ("1" * 200, "te lang"),
        ("06123", "bestaat niet"),
    ],
)
def test_a_number_that_cannot_be_called_is_refused_in_plain_words(typed, word):
    assert word in why_unusable(typed, region="NL")


@pytest.mark.parametrize(
    "typed", ["088-1234567", "+49 30 901820", "0032470123456", "06 12 34 56 78"]
)
def test_company_and_foreign_numbers_can_be_called(typed):
    assert why_unusable(typed, region="NL") == ""


@pytest.mark.parametrize("word", ["zon", "", "1234567890" * 5, "Vries2", "anna-banana"])
def test_a_code_word_is_long_enough_and_not_her_name(word):
    assert why_no_code_word(word, names=("Anna", "Vries"))


@pytest.mark.parametrize("word", ["waterlelie", "blauwe vaas", "çiçek", "زنبق"])
def test_a_code_word_may_be_of_any_language(word):
    assert why_no_code_word(word, names=("Anna", "Vries", "")) == ""


@given(
    parts=st.sets(st.sampled_from(list(DayPart))),
    days=st.sets(st.integers(1, 5), min_size=1),
)
def test_any_day_of_the_week_at_home_is_a_day_on_which_we_call(parts, days):
    times = OwnTimes(day_parts=frozenset(parts), days=frozenset(days))
    assert are_ever_called(times, now=NOW)


@pytest.mark.parametrize("zone", sorted(set(ZONE_OF_COUNTRY.values())))
def test_where_it_is_night_when_we_call_she_is_told_before_she_saves(zone):
    """All parts of the day: somewhere we never call, and nowhere does it fail."""
    is_called = are_ever_called(OwnTimes(zone=zone), now=NOW)
    if zone.startswith("Europe/"):
        assert is_called


def test_saturday_evening_and_sunday_alone_are_refused():
    evening = OwnTimes(day_parts=frozenset({DayPart.EVENING}), days=frozenset({6}))
    assert not are_ever_called(evening, now=NOW)
    assert not are_ever_called(OwnTimes(days=frozenset({7})), now=NOW)


@pytest.mark.parametrize(
    ("name", "sent", "own", "asks"),
    [
        ("phones", 1, None, True),
        ("phones", -1, None, False),
        ("kind", 1, None, False),
        ("language", 1, 1, False),
        ("language", 2, 1, True),
    ],
)
def test_she_is_asked_again_when_others_changed_what_reaches_her(name, sent, own, asks):
    def mark(days):
        return (NOW + timedelta(days=days)).isoformat()

    again = asks_again(
        SafeContact(),
        confirmed_at=NOW,
        facts_at={name: mark(sent)},
        own_words_at={name: mark(own)} if own else {},
        now=NOW + timedelta(days=3),
    )
    assert again is asks


def test_who_never_confirmed_is_asked_once_a_yes_grows_old():
    fresh = SafeContact(email=Permission(answer=True, answered_at=NOW))
    about = {"confirmed_at": None, "facts_at": {}, "own_words_at": {}}
    assert not asks_again(fresh, now=NOW + timedelta(days=90), **about)
    assert asks_again(fresh, now=NOW + timedelta(days=160), **about)
