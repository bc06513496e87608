"""What of a report cannot be recorded like that."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.domain.attempts import (
    NOTE_LENGTH,
    AttemptReport,
    IdentityCheck,
    find_problems,
)
from portal.domain.checklist import ChecklistItem
from portal.domain.outcomes import Outcome

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REASON = ChecklistItem.REASON_EXPLAINED


def problems(outcome, *, required=(), people=(), numbers=(), at_risk=False, **report):
    return find_problems(
        AttemptReport(submission=uuid4(), outcome=outcome, **report),
        required=required,
        callable_people=people,
        numbers=numbers,
        at_risk=at_risk,
        at=NOW,
    )


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.NO_ANSWER,
        Outcome.ENGAGED,
        Outcome.VOICEMAIL,
        Outcome.SOMEONE_ELSE,
        Outcome.IDENTITY_NOT_CONFIRMED,
        Outcome.INTERPRETER_NEEDED,
        Outcome.UNSAFE,
    ],
)
def test_where_nothing_was_told_nobody_has_to_be_sure_who_it_was(outcome):
    assert problems(outcome) == {}


@pytest.mark.parametrize(
    "outcome", [Outcome.SPOKEN, Outcome.SPOKEN_PARTLY, Outcome.REFUSED]
)
@pytest.mark.parametrize(
    ("check", "at_risk", "is_enough"),
    [
        (None, False, False),
        (IdentityCheck.DETAILS, False, True),
        (IdentityCheck.DETAILS, True, False),
        (IdentityCheck.CODE_WORD, True, True),
        (IdentityCheck.TWO_FACTS, True, True),
    ],
)
def test_a_conversation_needs_to_know_who_it_was(outcome, check, at_risk, is_enough):
    found = problems(outcome, identified_by=check, at_risk=at_risk)
    assert ("identified_by" not in found) == is_enough


def test_a_tick_needs_to_know_who_it_was_whatever_the_outcome():
    assert "identified_by" in problems(Outcome.ENGAGED, told=frozenset({uuid4()}))


def test_only_somebody_who_may_be_called_can_have_been_spoken_to():
    mentor = uuid4()
    sure = {"identified_by": IdentityCheck.DETAILS, "spoken_to": mentor}
    assert "spoken_to" in problems(Outcome.SPOKEN, **sure)
    assert problems(Outcome.SPOKEN, people=[mentor], **sure) == {}


def test_a_whole_conversation_with_somebody_else_is_one_through_a_representative():
    report = AttemptReport(
        submission=uuid4(), outcome=Outcome.SPOKEN, spoken_to=uuid4()
    )
    assert report.recorded_outcome is Outcome.REPRESENTATIVE


def test_closing_needs_each_point_or_a_reason():
    sure = {"identified_by": IdentityCheck.DETAILS, "required": [REASON]}
    assert list(problems(Outcome.SPOKEN, **sure)) == ["reason_reason_explained"]
    assert problems(Outcome.SPOKEN, ticked=frozenset({REASON}), **sure) == {}
    assert problems(Outcome.SPOKEN, reasons={REASON: "not_wanted"}, **sure) == {}
    assert problems(Outcome.SPOKEN_PARTLY, **sure) == {}


@pytest.mark.parametrize(
    ("ahead", "is_fine"),
    [
        (None, False),
        (timedelta(minutes=-1), False),
        (timedelta(hours=1), True),
        (timedelta(days=29), False),
    ],
)
def test_a_call_back_needs_a_moment_within_four_weeks(ahead, is_fine):
    agreed_at = None if ahead is None else NOW + ahead
    found = problems(Outcome.CALLBACK_AGREED, agreed_at=agreed_at)
    assert ("agreed_at" not in found) == is_fine


def test_of_several_numbers_one_says_which_is_wrong():
    first, second = uuid4(), uuid4()
    both = {"numbers": [first, second]}
    assert "phone_id" in problems(Outcome.WRONG_NUMBER, **both)
    assert problems(Outcome.WRONG_NUMBER, phone_id=second, **both) == {}
    assert problems(Outcome.WRONG_NUMBER, numbers=[first]) == {}


def test_a_note_is_short():
    assert "note" in problems(Outcome.NO_ANSWER, note="x" * (NOTE_LENGTH + 1))
    assert problems(Outcome.NO_ANSWER, note="x" * NOTE_LENGTH) == {}
