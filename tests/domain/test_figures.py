"""What the figures count, and what a location does not show."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.figure_periods import month_of
from portal.domain.figures import (
    ALL_DAY,
    CONVERSATIONS,
    DAY_PARTS,
    WITH_NORM,
    ComplaintRow,
    DayPartRow,
    Figures,
    IncidentKind,
    IncidentRow,
    NormRow,
    Ratio,
    WaitKind,
    WaitRow,
    letter_days,
    scope_of,
    without_small,
)
from portal.domain.outcomes import NOT_HER, Outcome
from portal.domain.staff import Organisation, Role, Worker
from tests.builders import NOW

NUMBER = st.integers(min_value=0, max_value=12)


def ratio(numerator, denominator):
    return Ratio(numerator=numerator, denominator=denominator)


def figures(**given):
    whole = Figures(
        norms=(),
        letters=None,
        attempts=(),
        waits=(),
        complaints=None,
        incidents=(),
    )
    return replace(whole, **given)


def norm(numerator, denominator):
    return NormRow(
        kind=TaskKind.SEPOT, is_at_risk=True, reached=ratio(numerator, denominator)
    )


def supervisor(location=None):
    return Worker(
        staff_id=None,
        name="Els",
        organisation=Organisation.OM,
        role=Role.SUPERVISOR,
        location=location,
        is_experienced=True,
    )


def test_somebody_who_was_not_surely_she_was_not_spoken_to():
    assert not CONVERSATIONS & NOT_HER
    assert Outcome.CALLBACK_AGREED not in CONVERSATIONS
    assert Outcome.INTERPRETER_NEEDED not in CONVERSATIONS


def test_a_norm_in_working_days_is_that_of_the_kind():
    assert TaskKind.CALLBACK not in WITH_NORM
    assert TaskKind.RELEASE not in WITH_NORM
    for kind in WITH_NORM:
        for is_at_risk in (False, True):
            row = NormRow(kind=kind, is_at_risk=is_at_risk, reached=ratio(0, 1))
            due = KINDS[kind].due
            wanted = due.working_days_at_risk if is_at_risk else due.working_days
            assert row.working_days == wanted


def test_of_nothing_there_is_no_share():
    assert ratio(0, 0).value is None
    assert ratio(None, 7).value is None
    assert ratio(3, 4).value == 0.75


def test_who_is_local_counts_her_own_place_whatever_she_asks():
    assert scope_of(supervisor("Utrecht"), location="Assen").location == "Utrecht"
    assert scope_of(supervisor(), location="Assen").location == "Assen"
    assert scope_of(supervisor(), location="").location is None


def test_a_day_for_letters_counts_when_its_fourteenth_day_is_over():
    days = letter_days(month_of(NOW.date()), now=NOW)
    assert days[0].day == date(2026, 10, 18)
    assert days[0].limit == date(2026, 11, 1)
    assert days[-1].limit == date(2026, 11, 22)
    assert all(it.limit == it.day + timedelta(days=14) for it in days)
    assert all(it.limit_at < NOW for it in days)
    summer_ends = next(it for it in days if it.day == date(2026, 10, 25))
    assert summer_ends.next_at - summer_ends.starts_at == timedelta(hours=25)


@given(numerator=NUMBER, denominator=NUMBER)
def test_all_of_the_organisation_shows_every_number(numerator, denominator):
    whole = figures(norms=(norm(numerator, denominator),))
    assert without_small(whole, is_local=False) == whole


@given(numerator=NUMBER, denominator=NUMBER)
def test_a_place_shows_no_group_of_one_to_four(numerator, denominator):
    row = norm(numerator, denominator)
    (shown,) = without_small(figures(norms=(row,)), is_local=True).norms
    is_small = 0 < denominator < 5
    assert shown.reached == (ratio(None, None) if is_small else row.reached)


@given(numerator=NUMBER, denominator=NUMBER)
def test_a_place_shows_no_one_to_four_incidents(numerator, denominator):
    row = IncidentRow(
        kind=IncidentKind.WRONG_PERSON, incidents=ratio(numerator, denominator)
    )
    (shown,) = without_small(figures(incidents=(row,)), is_local=True).incidents
    numbers = {shown.incidents.numerator, shown.incidents.denominator}
    assert not numbers & {1, 2, 3, 4}
    if numerator == 0 and denominator >= 5:
        assert shown == row


@given(people=st.lists(NUMBER, min_size=3, max_size=3))
def test_a_hidden_part_of_the_day_cannot_be_counted_back(people):
    rows = tuple(
        DayPartRow(part=part, attempts=ratio(20, count))
        for part, count in zip(DAY_PARTS, people, strict=False)
    )
    whole = DayPartRow(part=ALL_DAY, attempts=ratio(60, sum(people)))
    shown = without_small(figures(attempts=(*rows, whole)), is_local=True).attempts
    hidden = [it for it in shown[:-1] if it.attempts.denominator is None]
    if hidden:
        assert shown[-1].attempts == ratio(None, None)


def test_a_wait_of_a_few_is_not_shown_and_complaints_of_the_country_are():
    wait = WaitRow(
        kind=WaitKind.REACHED, is_at_risk=True, calls=3, median=60.0, longest=90.0
    )
    complaint = ComplaintRow(is_called=True, complaints=ratio(1, 3))
    shown = without_small(
        figures(waits=(wait,), letters=ratio(1, 2), complaints=(complaint,)),
        is_local=True,
    )
    assert shown.waits == (replace(wait, calls=None, median=None, longest=None),)
    assert shown.letters == ratio(None, None)
    assert shown.complaints == (complaint,)


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_with_a_norm_has_a_row_and_no_other(kind):
    assert (kind in WITH_NORM) == (KINDS[kind].due.counts_from.value == "news")
