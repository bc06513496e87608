from datetime import UTC, date, datetime

import pytest

from portal.domain.complaints import (
    Knowledge,
    KnowledgeSubject,
    KnownBy,
    complaint_term,
)
from portal.domain.term_explanations import explain_term
from portal.domain.terms import count_term


def known(day, **given):
    return Knowledge(
        **{
            "known_on": date.fromisoformat(day),
            "source": KnownBy.CALL,
            "subject": KnowledgeSubject.DECISION,
            "is_assumed": False,
            "recorded_by": "om",
            "recorded_at": datetime.fromisoformat(f"{day}T10:00:00+00:00"),
        }
        | given
    )


def explain(*knowledge, grounds=("02",), served_on=None, kind="sepot"):
    term = complaint_term(
        kind_of_decision=kind,
        grounds=grounds,
        served_on=served_on,
        parket="16",
        knowledge=knowledge,
    )
    return term, explain_term(term, knowledge)


@pytest.mark.parametrize(
    ("start", "by_days", "moved_to", "by_months", "months_to"),
    [
        ("2025-01-31", "2025-05-01", "2025-05-01", "2025-04-30", "2025-04-30"),
        ("2025-02-28", "2025-05-29", "2025-06-02", "2025-05-28", "2025-05-28"),
        ("2025-03-20", "2025-06-18", "2025-06-18", "2025-06-20", "2025-06-20"),
        ("2026-02-15", "2026-05-16", "2026-05-18", "2026-05-15", "2026-05-18"),
    ],
)
def test_both_ways_are_told_before_and_after_a_free_day(
    start, by_days, moved_to, by_months, months_to
):
    _, told = explain(known(start))

    assert told.by_days.ends_on.isoformat() == by_days
    assert told.by_days.last_day.isoformat() == moved_to
    assert told.by_months.ends_on.isoformat() == by_months
    assert told.by_months.last_day.isoformat() == months_to
    assert told.last_safe_day == min(told.by_days.last_day, told.by_months.last_day)


def test_what_is_told_is_what_holds():
    for day in range(1, 29):
        term, told = explain(known(f"2026-09-{day:02}"))
        counted = count_term(kind=term.kind, known_at=told.started_on)
        assert (told.last_safe_day, told.post_by) == (term.last_safe_day, term.post_by)
        assert told.by_days.last_day == counted.ninety_days
        assert told.by_months.last_day == counted.three_months


def test_the_one_that_starts_the_term_is_named():
    _, told = explain(
        known("2026-11-20", recorded_by="om"),
        known("2026-11-18", recorded_by="shn", source=KnownBy.LAWYER),
    )
    assert told.started_on == date(2026, 11, 18)
    assert (told.known_by, told.recorded_by) == (KnownBy.LAWYER, "shn")


def test_a_mistake_that_was_taken_back_is_told_once():
    mistake = known("2026-11-10", withdrawn=True)
    _, told = explain(mistake, mistake, known("2026-11-20"))

    assert told.started_on == date(2026, 11, 20)
    assert told.counted_before_from == (date(2026, 11, 10),)


def test_knowing_the_decision_explains_no_term_of_the_notice():
    _, told = explain(known("2026-11-20"), served_on=date(2026, 11, 22))
    assert told is None


def test_nothing_is_counted_before_she_knows_or_when_it_is_reopened():
    assert explain()[1] is None
    assert explain(known("2026-11-20"), grounds=("77",))[1] is None


def test_the_moment_it_was_written_down_is_told():
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    _, told = explain(known("2026-11-20", recorded_at=at))
    assert told.recorded_at == at
