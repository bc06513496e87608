from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contacts import letter_address
from portal.domain.safe_contact import (
    Channel,
    ContactNumber,
    Permission,
    SafeContact,
    Sendable,
    callable_numbers,
    channels_to_ask,
    is_fresh_yes,
    is_open,
    merge_permission,
    needs_reconfirmation,
    safe_channels,
    text_numbers,
)
from portal.domain.victims import Address

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRESH = NOW - timedelta(days=30)
STALE = datetime(2026, 5, 23, 7, 59, tzinfo=UTC)

YES = Permission(answer=True, answered_at=FRESH)
STALE_YES = Permission(answer=True, answered_at=STALE)
NO = Permission(answer=False, answered_at=FRESH)
NEVER_ASKED = Permission()

moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  # the zone is given beside
    datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
permissions = st.builds(
    Permission, answer=st.sampled_from([True, False, None]), answered_at=moments
)
profiles = st.builds(
    SafeContact,
    calling=permissions,
    voicemail=permissions,
    sms=permissions,
    email=permissions,
    post=permissions,
)
yes_no_unknown = st.sampled_from([True, False, None])
contact_numbers = st.builds(
    ContactNumber,
    id=st.uuids(),
    e164=st.sampled_from(["+31612345678", None]),
    display=st.just("06 12 34 56 78"),
    own=yes_no_unknown,
    safe=yes_no_unknown,
    given_at=moments,
    vouched_at=st.none() | moments,
    is_wrong=st.booleans(),
)


def opens(channel, profile, *, at_risk=False):
    return is_open(channel, profile, at_risk=at_risk, now=NOW)


def everything(permission):
    return SafeContact(
        calling=permission,
        voicemail=permission,
        sms=permission,
        email=permission,
        post=permission,
    )


def number(name="1", **facts):
    return ContactNumber(
        **{
            "id": UUID(int=int(name)),
            "e164": f"+3161234567{name}",
            "display": f"06 12 34 56 7{name}",
            "given_at": FRESH,
            **facts,
        }
    )


def callable_ids(numbers, profile, *, at_risk=False):
    found = callable_numbers(numbers, profile, at_risk=at_risk, now=NOW)
    return [one.id.int for one in found]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("at_risk", [True, False])
def test_a_no_closes_its_channel_however_long_ago(channel, at_risk):
    old_no = Permission(answer=False, answered_at=NOW - timedelta(days=4000))

    assert not opens(channel, everything(old_no), at_risk=at_risk)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("at_risk", [True, False])
def test_a_fresh_yes_opens_its_channel(channel, at_risk):
    assert opens(channel, everything(YES), at_risk=at_risk)


@pytest.mark.parametrize("permission", [NEVER_ASKED, STALE_YES], ids=["asked", "stale"])
def test_without_a_fresh_yes_only_a_call_and_a_letter_may_be_tried(permission):
    profile = everything(permission)

    assert [one for one in Channel if opens(one, profile)] == [
        Channel.CALL,
        Channel.LETTER,
    ]


@pytest.mark.parametrize("permission", [NEVER_ASKED, STALE_YES], ids=["asked", "stale"])
def test_for_someone_at_risk_nothing_opens_without_a_fresh_yes(permission):
    profile = everything(permission)

    assert not [one for one in Channel if opens(one, profile, at_risk=True)]


HOME, DOMICILE = Address(town="Utrecht"), Address(town="Zwolle")


@pytest.mark.parametrize(
    ("domicile", "domicile_may_post", "may_post", "expected"),
    [
        (None, True, True, HOME),
        (None, True, False, None),
        (DOMICILE, True, False, DOMICILE),
        (DOMICILE, True, True, DOMICILE),
        (DOMICILE, False, True, HOME),
        (DOMICILE, False, False, None),
    ],
)
def test_a_letter_goes_to_the_chosen_domicile_or_home_where_one_may_post(
    domicile, domicile_may_post, may_post, expected
):
    found = letter_address(
        home=HOME,
        may_post=may_post,
        domicile=domicile,
        domicile_may_post=domicile_may_post,
    )

    assert found == expected


def test_an_address_does_not_undo_a_no_to_post():
    sendable = Sendable(has_letter_address=True, has_email=True, has_text_number=True)

    assert safe_channels(everything(NO), sendable, at_risk=False, now=NOW) == ()


def test_no_voicemail_is_left_for_who_may_not_be_called():
    assert not opens(Channel.VOICEMAIL, SafeContact(calling=NO, voicemail=YES))


def test_a_yes_is_fresh_until_the_same_moment_six_calendar_months_later():
    given_at = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)  # 12:00 in Amsterdam
    last = datetime(2026, 9, 30, 10, 0, tzinfo=UTC)
    permission = Permission(answer=True, answered_at=given_at)

    assert is_fresh_yes(permission, last)
    assert not is_fresh_yes(permission, last + timedelta(seconds=1))


def test_six_months_are_counted_by_the_clock_on_the_wall():
    given_at = datetime(2026, 8, 31, 10, 0, tzinfo=UTC)  # 12:00, summer time
    last = datetime(2027, 2, 28, 11, 0, tzinfo=UTC)  # 12:00, winter time
    permission = Permission(answer=True, answered_at=given_at)

    assert is_fresh_yes(permission, last)
    assert not is_fresh_yes(permission, last + timedelta(seconds=1))


def test_a_yes_without_a_moment_is_not_fresh():
    assert not is_fresh_yes(Permission(answer=True), NOW)


def test_own_and_safe_numbers_come_first_then_vouched_then_the_newest():
    numbers = [
        number("1", own=False),
        number("2", given_at=FRESH - timedelta(days=1)),
        number("3"),
        number("4", vouched_at=FRESH),
        number("5", own=True, safe=True),
    ]

    assert callable_ids(numbers, everything(YES)) == [5, 4, 3, 2, 1]


def test_numbers_given_together_keep_their_order():
    numbers = [number("2"), number("1"), number("3")]

    assert callable_ids(numbers, everything(YES)) == [2, 1, 3]


def test_wrong_unreadable_and_unsafe_numbers_are_never_called():
    numbers = [
        number("1", is_wrong=True),
        number("2", e164=None),
        number("3", own=True, safe=False),
    ]

    assert callable_ids(numbers, everything(YES)) == []


def test_who_is_at_risk_is_called_on_marked_and_vouched_numbers_only():
    numbers = [
        number("1"),
        number("2", own=True),
        number("3", safe=True),
        number("4", vouched_at=FRESH),
        number("5", own=True, safe=True),
        number("6", vouched_at=STALE),
    ]

    assert callable_ids(numbers, everything(YES), at_risk=True) == [5, 4]


@pytest.mark.parametrize("permission", [NEVER_ASKED, STALE_YES], ids=["asked", "stale"])
def test_a_marked_number_is_not_called_at_risk_without_a_fresh_yes(permission):
    marked = number(own=True, safe=True, vouched_at=FRESH)

    assert callable_ids([marked], everything(permission), at_risk=True) == []


def test_text_messages_need_their_own_fresh_yes_and_a_usable_number():
    profile = SafeContact(calling=NO, sms=YES)
    numbers = [number("1"), number("2", safe=False)]

    found = text_numbers(numbers, profile, at_risk=False, now=NOW)

    assert [one.id.int for one in found] == [1]
    assert text_numbers(numbers, everything(NEVER_ASKED), at_risk=False, now=NOW) == ()


def test_messages_go_by_email_then_sms_then_letter():
    sendable = Sendable(has_letter_address=True, has_email=True, has_text_number=True)

    found = safe_channels(everything(YES), sendable, at_risk=False, now=NOW)

    assert found == (Channel.EMAIL, Channel.SMS, Channel.LETTER)


def test_a_channel_without_an_address_is_not_offered():
    sendable = Sendable(
        has_letter_address=False, has_email=False, has_text_number=False
    )

    assert safe_channels(everything(YES), sendable, at_risk=False, now=NOW) == ()


def test_in_month_five_a_yes_is_asked_again():
    five_months = Permission(answer=True, answered_at=NOW - timedelta(days=155))

    assert needs_reconfirmation(SafeContact(calling=five_months), NOW)
    assert not needs_reconfirmation(SafeContact(calling=YES), NOW)


def test_a_no_is_never_asked_again():
    profile = SafeContact(calling=NO, voicemail=YES, sms=STALE_YES)

    assert not needs_reconfirmation(SafeContact(calling=NO), NOW)
    assert channels_to_ask(profile, NOW) == (
        Channel.SMS,
        Channel.EMAIL,
        Channel.LETTER,
    )


def answers(*told):
    permission = Permission()
    for answer, day, own in told:
        permission = merge_permission(
            permission,
            new_answer=answer,
            at=NOW + timedelta(days=day),
            by_victim_or_shn=own,
        )
    return permission


def test_only_the_victim_or_shn_lifts_a_no():
    assert answers((False, 0, False), (True, 1, False)).answer is False
    assert answers((False, 0, False), (True, 1, True)).answer is True


def test_of_a_yes_and_a_no_at_the_same_moment_the_no_holds():
    assert answers((True, 0, True), (False, 0, True)).answer is False
    assert answers((False, 0, True), (True, 0, True)).answer is False


def test_a_null_changes_nothing():
    assert answers((False, 0, True), (None, 1, True)).answer is False
    assert answers((True, 0, False), (None, 1, True)) == answers((True, 0, False))


def test_an_older_yes_does_not_lift_a_newer_no():
    assert answers((False, 1, False), (True, 0, True)).answer is False


def test_an_older_no_loses_only_from_a_yes_that_could_have_lifted_it():
    assert answers((True, 1, True), (False, 0, False)).answer is True
    assert answers((True, 1, False), (False, 0, False)).answer is False


def test_a_later_yes_makes_fresh_again():
    assert answers((True, 0, False), (True, 7, False)).answered_at == (
        NOW + timedelta(days=7)
    )


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(yes_no_unknown, st.integers(0, 5), st.booleans()),
        max_size=4,
    )
)
def test_answers_lead_to_the_same_whatever_order_they_come_in(told):
    assert len({answers(*order).answer for order in permutations(told)}) == 1


@settings(deadline=None)
@given(
    profiles,
    st.sampled_from(Channel),
    st.booleans(),
    moments,
)
def test_nothing_opens_a_channel_with_a_no(profile, channel, at_risk, now):
    is_no = profile.permission(channel).answer is False

    opened = is_open(
        channel,
        profile,
        at_risk=at_risk,
        now=now,
    )

    assert not (is_no and opened)


@settings(deadline=None, max_examples=60)
@given(profiles, st.lists(contact_numbers, max_size=4), st.booleans(), moments)
def test_no_number_is_called_that_may_not_be(profile, numbers, at_risk, now):
    found = callable_numbers(numbers, profile, at_risk=at_risk, now=now)

    if profile.calling.answer is False:
        assert found == ()
    for one in found:
        assert one in numbers
        assert one.e164
        assert not one.is_wrong
        assert one.safe is not False


@settings(deadline=None, max_examples=60)
@given(profiles, st.lists(contact_numbers, max_size=4), moments)
def test_who_is_at_risk_is_never_called_without_a_fresh_yes_and_a_trusted_number(
    profile, numbers, now
):
    for one in callable_numbers(numbers, profile, at_risk=True, now=now):
        assert profile.calling.answer is True
        assert now - profile.calling.answered_at < timedelta(days=185)
        is_marked = one.own is True and one.safe is True
        assert is_marked or now - one.vouched_at < timedelta(days=185)


@settings(deadline=None, max_examples=60)
@given(profiles, st.sampled_from(Channel), moments)
def test_a_channel_open_at_risk_is_open_to_everybody(profile, channel, now):
    def opened(*, at_risk):
        return is_open(
            channel,
            profile,
            at_risk=at_risk,
            now=now,
        )

    assert opened(at_risk=False) or not opened(at_risk=True)
