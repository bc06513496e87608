from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.calendar import add_working_days, is_working_day
from portal.domain.call_tasks import (
    OpeningReason,
    Opens,
    Recipient,
    TaskState,
    needs_experience,
    not_heard_day,
    opens_call,
    task_state,
    written_notice_day,
)
from portal.domain.cases import OffenceCategory
from portal.domain.victims import Communication, VictimKind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
EARLIER = NOW - timedelta(minutes=1)


def opening(grounds, *, is_served=False, **facts):
    recipient = Recipient(
        **{
            "is_deceased": False,
            "opted_out": False,
            "has_compensation": False,
            **facts,
        }
    )
    found = opens_call(grounds=grounds, is_served=is_served, victim=recipient)
    return found.opens, found.reason


@pytest.mark.parametrize(
    "grounds", [["02"], ["41", "02"], ["99", "02"], ["77", "02"], ["77", "99"], []]
)
def test_a_sepot_opens_a_call_also_on_mixed_or_no_grounds(grounds):
    assert opening(grounds) == (Opens.CALL, OpeningReason.SEPOT)


def test_an_unknown_ground_opens_a_call():
    assert opening(["61"])[0] is Opens.CALL


def test_a_case_entered_twice_opens_nothing():
    assert opening(["99"]) == (Opens.NOTHING, OpeningReason.ENTERED_TWICE)


def test_the_end_of_a_penalty_order_is_written_about():
    assert opening(["94"]) == (Opens.WRITTEN_NOTICE, OpeningReason.EXECUTION_ENDED)


def test_who_loses_compensation_by_that_is_called():
    assert opening(["94", "97"], has_compensation=True) == (
        Opens.CALL,
        OpeningReason.COMPENSATION_LOST,
    )


@pytest.mark.parametrize("grounds", [["02"], ["94"], ["99"]])
def test_a_served_notice_opens_a_call_whatever_the_grounds(grounds):
    assert opening(grounds, is_served=True) == (Opens.CALL, OpeningReason.SERVED_NOTICE)


@pytest.mark.parametrize("grounds", [["02"], ["94"], ["99"]])
def test_who_opted_out_is_neither_called_nor_written_to(grounds):
    expected = (Opens.NOTHING, OpeningReason.OPTED_OUT)

    assert opening(grounds, opted_out=True, has_compensation=True) == expected


def test_who_opted_out_still_gets_what_the_law_owes():
    assert opening(["02"], is_served=True, opted_out=True) == (
        Opens.LEGAL_NOTICE_ONLY,
        OpeningReason.OPTED_OUT,
    )


def test_nothing_goes_to_who_has_died():
    assert opening(["02"], is_served=True, is_deceased=True) == (
        Opens.NOTHING,
        OpeningReason.DECEASED,
    )


def test_who_wants_it_in_writing_is_not_called():
    assert opening(["02"], communication=Communication.IN_WRITING) == (
        Opens.WRITTEN_NOTICE,
        OpeningReason.PREFERS_WRITING,
    )
    assert opening(["02"], communication=Communication.TEXT_RELAY)[0] is Opens.CALL


def experience(**facts):
    return needs_experience(
        **{
            "grounds": ["02"],
            "kind": VictimKind.PERSON,
            "offence_category": OffenceCategory.PROPERTY,
            "articles": ["310 Sr"],
            **facts,
        }
    )


def test_any_caller_may_take_an_ordinary_case():
    assert not experience()
    assert not experience(
        offence_category=OffenceCategory.VIOLENCE, articles=["300 Sr"]
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"grounds": ["02", "71"]},
        {"kind": VictimKind.BEREAVED},
        {"offence_category": OffenceCategory.HOMICIDE},
        {"offence_category": OffenceCategory.SEXUAL},
        {"articles": ["241 Sr"]},
        {"articles": ["302 Sr"]},
    ],
    ids=str,
)
def test_grave_and_delicate_cases_are_for_experienced_callers(facts):
    assert experience(**facts)


def test_the_written_notice_leaves_on_the_last_working_day_of_a_fortnight():
    monday = datetime(2026, 11, 16, 10, tzinfo=UTC)
    friday = datetime(2026, 12, 11, 10, tzinfo=UTC)

    assert written_notice_day(monday.date(), monday) == date(2026, 11, 30)
    assert written_notice_day(friday.date(), friday) == date(2026, 12, 24)


def test_silence_is_somebodys_work_on_day_twelve():
    monday = datetime(2026, 11, 16, 10, tzinfo=UTC)

    assert not_heard_day(monday.date(), monday) == date(2026, 11, 28)


@settings(deadline=None)
@given(st.dates(date(2023, 1, 1), date(2028, 12, 31)))
def test_the_written_notice_is_a_working_day_within_the_fortnight(decided):
    decided_at = datetime(decided.year, decided.month, decided.day, 12, tzinfo=UTC)
    day = written_notice_day(decided, decided_at)

    assert is_working_day(day)
    assert day <= decided + timedelta(days=14)
    assert add_working_days(day, 1) > decided + timedelta(days=14)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, TaskState.WAITING),
        ({"not_before": LATER}, TaskState.WAITING),
        ({"not_before": NOW}, TaskState.OPEN),
        ({"not_before": NOW, "lease_until": LATER}, TaskState.CLAIMED),
        ({"not_before": NOW, "lease_until": NOW}, TaskState.OPEN),
        ({"not_before": LATER, "lease_until": LATER}, TaskState.CLAIMED),
        ({"closed_as": TaskState.DONE, "lease_until": LATER}, TaskState.DONE),
        ({"closed_as": TaskState.WRITTEN, "not_before": NOW}, TaskState.WRITTEN),
        ({"closed_as": TaskState.CANCELLED}, TaskState.CANCELLED),
    ],
    ids=str,
)
def test_the_state_follows_from_what_happened(facts, state):
    known = {"closed_as": None, "lease_until": None, "not_before": None, **facts}

    assert task_state(**known, now=NOW) is state


def test_a_lease_that_ended_gives_the_task_back():
    found = task_state(closed_as=None, lease_until=EARLIER, not_before=EARLIER, now=NOW)

    assert found is TaskState.OPEN
