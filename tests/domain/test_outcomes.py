import pytest

from portal.domain.outcomes import (
    OUTCOME_RULES,
    Correctable,
    Outcome,
    UnableToCorrectAttemptError,
    check_correctable,
)


def outcomes_that(mark):
    return {outcome for outcome, rule in OUTCOME_RULES.items() if getattr(rule, mark)}


def test_every_outcome_has_a_rule():
    assert set(OUTCOME_RULES) == set(Outcome)


def test_these_outcomes_count_as_an_attempt():
    assert outcomes_that("counts") == {
        Outcome.NO_ANSWER,
        Outcome.VOICEMAIL,
        Outcome.WRONG_NUMBER,
        Outcome.SOMEONE_ELSE,
        Outcome.IDENTITY_NOT_CONFIRMED,
    }


def test_in_these_outcomes_the_person_was_reached():
    assert outcomes_that("reached") == {
        Outcome.SPOKEN,
        Outcome.SPOKEN_PARTLY,
        Outcome.CALLBACK_AGREED,
        Outcome.REFUSED,
        Outcome.INTERPRETER_NEEDED,
        Outcome.REPRESENTATIVE,
    }


def test_engaged_agreed_and_broken_off_calls_are_free_of_the_pause():
    assert set(Outcome) - outcomes_that("pauses") == {
        Outcome.ENGAGED,
        Outcome.CALLBACK_AGREED,
        Outcome.SPOKEN_PARTLY,
    }


def attempt(**facts):
    return Correctable(
        **{
            "outcome": Outcome.NO_ANSWER,
            "is_latest": True,
            "is_corrected": False,
            "is_own": True,
            "is_supervisor": False,
            **facts,
        }
    )


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.UNSAFE}))
def test_a_caller_takes_back_an_own_click(outcome):
    check_correctable(attempt(outcome=outcome))


def test_a_supervisor_takes_back_anybodys_latest_outcome():
    check_correctable(attempt(outcome=Outcome.UNSAFE, is_own=False, is_supervisor=True))


@pytest.mark.parametrize(
    "facts",
    [
        {"is_own": False},
        {"outcome": Outcome.UNSAFE},
        {"is_latest": False},
        {"is_latest": False, "is_supervisor": True},
        {"is_corrected": True, "is_supervisor": True},
    ],
    ids=str,
)
def test_other_outcomes_stand(facts):
    with pytest.raises(UnableToCorrectAttemptError):
        check_correctable(attempt(**facts))
