"""What is known of a number, from the calls that were made to it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.domain.number_marks import ClosedBecause, NumberHistory, why_closed
from portal.domain.outcomes import Outcome
from portal.domain.safe_contact import (
    ContactNumber,
    Permission,
    SafeContact,
    callable_numbers,
)

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def history(*outcomes):
    known = NumberHistory()
    for number, outcome in enumerate(outcomes):
        at = MONDAY + timedelta(hours=number)
        known = known.after(outcome, at=at, organisation="om")
    return known


def number(**given):
    return ContactNumber(
        **{"id": uuid4(), "e164": "+31612345678", "display": "06 12345678", **given}
    )


def test_a_number_never_called_has_no_history():
    assert history() == NumberHistory(tries=0, answered_at=None)


def test_nobody_ever_answered():
    known = history(Outcome.NO_ANSWER, Outcome.ENGAGED, Outcome.VOICEMAIL)
    assert (known.tries, known.answered_at) == (3, None)


def test_the_last_answer_counts_and_whose_it_was():
    known = history(Outcome.SPOKEN_PARTLY, Outcome.NO_ANSWER, Outcome.SOMEONE_ELSE)
    assert known.answered_at == MONDAY + timedelta(hours=2)
    assert known.answered_by_another
    later = known.after(
        Outcome.SPOKEN, at=MONDAY + timedelta(days=1), organisation="shn"
    )
    assert not later.answered_by_another
    assert later.answered_to == "shn"


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"safe": False, "is_wrong": True}, ClosedBecause.UNSAFE),
        ({"e164": None, "is_wrong": True}, ClosedBecause.UNREADABLE),
        ({"is_wrong": True}, ClosedBecause.WRONG),
        ({"is_verified": False}, ClosedBecause.UNVERIFIED),
        ({}, ClosedBecause.NOT_SURE),
    ],
)
def test_the_gravest_reason_is_the_one_that_is_said(given, because):
    assert why_closed(number(**given)) is because


@pytest.mark.parametrize("at_risk", [True, False])
def test_nobody_calls_a_number_that_shn_did_not_look_into(at_risk):
    noted = number(own=True, safe=True, vouched_at=MONDAY, is_verified=False)
    calling = Permission(answer=True, answered_at=MONDAY)
    assert (
        callable_numbers(
            [noted], SafeContact(calling=calling), at_risk=at_risk, now=MONDAY
        )
        == ()
    )
