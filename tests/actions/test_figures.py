"""Every figure equals a recount from raw rows, whatever happened before."""

import random
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions.figures import read_figures
from portal.db.engine import transaction
from portal.db.rows import insert_rows
from portal.domain.call_tasks import TaskKind
from portal.domain.figure_periods import Period, PeriodKind, month_of, quarter_of
from portal.domain.figures import NormRow, Ratio, without_small
from tests.builders import NOW, make_incident, make_staff, make_victim, worker
from tests.random_rows import PLACES, make_history
from tests.random_weeks import live_through
from tests.recount import recount


async def compare(*, period, now, organisation="om"):
    """Compare the figures of everywhere and of each place with the recount."""
    for place in (None, *PLACES):
        member = await make_staff(
            role="supervisor", organisation=organisation, location=place
        )
        read = await read_figures(
            worker=worker(member), location="", period=period, now=now
        )
        again = await recount(
            organisation=organisation,
            place=place,
            first=period.first,
            last=period.last,
            now=now,
        )
        assert read.figures == without_small(again, is_local=place is not None)
        if place is None:
            whole = again
    return whole


@pytest.mark.parametrize("seed", range(3))
async def test_every_figure_of_random_rows_is_that_of_a_recount(database, seed):
    await make_history(random.Random(seed))  # noqa: S311 - no secret
    days = Period(
        kind=PeriodKind.OWN, first=date(2026, 10, 24), last=date(2026, 11, 12)
    )
    for organisation in ("om", "shn"):
        for period in (month_of(NOW.date()), quarter_of(NOW.date()), days):
            whole = await compare(period=period, now=NOW, organisation=organisation)
            assert whole.norms
            assert whole.attempts
            assert len(whole.waits) == 4
    assert whole.letters is None


async def test_every_figure_after_a_random_history_is_that_of_a_recount(database):
    now = await live_through(random.Random(7))  # noqa: S311 - no secret
    whole = await compare(period=quarter_of(now.date()), now=now)
    assert whole.norms
    assert whole.letters.denominator
    assert sum(it.attempts.numerator for it in whole.attempts) > 20
    await compare(period=quarter_of(now.date()), now=now, organisation="shn")


async def test_a_call_told_in_another_call_counts_as_told(database):
    await _one_call(closed_as="done", close_reason="told", closed_at=NOW)
    assert await _norm() == Ratio(numerator=1, denominator=1)


@pytest.mark.parametrize(
    ("closed", "counted"),
    [
        ({"closed_as": "cancelled", "close_reason": "revised", "closed_at": NOW}, 0),
        (
            {
                "closed_as": "cancelled",
                "close_reason": "revised",
                "closed_at": NOW + timedelta(hours=9),
            },
            1,
        ),
        ({"closed_as": "written", "close_reason": "not_reached", "closed_at": NOW}, 1),
        ({}, 1),
    ],
)
async def test_only_what_fell_away_in_time_is_not_owed(database, closed, counted):
    await _one_call(**closed)
    norm = await _norm()
    assert norm == (Ratio(numerator=0, denominator=1) if counted else None)


async def _one_call(**task):
    victim = await make_victim()
    incident = await make_incident(victims=(victim,))
    row = {
        "id": uuid4(),
        "victim": victim.id,
        "incident": incident.id,
        "kind": "sepot",
        "organisation": "om",
        "opened_at": NOW - timedelta(days=5),
        "due_at": NOW + timedelta(hours=8),
        **task,
    }
    async with transaction():
        await insert_rows("call_task", [row])


async def _norm():
    member = await make_staff(role="supervisor")
    read = await read_figures(
        worker=worker(member),
        location="",
        period=month_of(NOW.date()),
        now=NOW + timedelta(days=1),
    )
    if not read.figures.norms:
        return None
    (row,) = read.figures.norms
    assert row == NormRow(kind=TaskKind.SEPOT, is_at_risk=False, reached=row.reached)
    return row.reached
