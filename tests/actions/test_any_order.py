"""A whole story in any order of arrival: the same is left to tell."""

from random import Random

import pytest

from portal.db.engine import fetch_rows
from tests.chain import (
    case,
    custody,
    decision,
    fact,
    happen,
    hearing,
    hearing_changed,
    hearing_off,
    intention,
    judgment,
    report,
    revised,
    victim,
)


def story():
    return [
        hearing(),
        hearing_changed("2026-11-18T10:00", "2027-01-13T10:00"),
        hearing_off("2026-11-19T10:00"),
        hearing("2026-11-19T12:00", "2027-02-13T10:00", zittingId="zit-2"),
        judgment(),
        custody("geschorst", at="2026-11-19T10:00"),
        custody("hervat", at="2026-11-20T10:00"),
        custody("verlof"),
        custody("vrijlating", at="2026-11-21T18:00"),
        intention("2026-11-15T10:00"),
        decision("2026-11-16T11:30", beslissing="halt", sepotcodes=[]),
        revised(),
        decision("2026-11-18T11:30", beslissing="dagvaarden", sepotcodes=[]),
        intention("2026-11-19T10:00"),
    ]


async def left_to_tell():
    """Each open call, with the moments of what it has to tell."""
    rows = await fetch_rows(
        "SELECT call_task.kind, call_task.priority, happening.at FROM call_task"
        " LEFT JOIN call_task_happening AS tells ON tells.task = call_task.id"
        " AND tells.removed_at IS NULL"
        " LEFT JOIN happening ON happening.id = tells.happening"
        " WHERE call_task.closed_as IS NULL"
        " UNION ALL SELECT call_task.kind, call_task.priority, decision.decided_at"
        " FROM call_task JOIN call_task_decision AS tells"
        " ON tells.task = call_task.id AND tells.removed_at IS NULL"
        " JOIN decision ON decision.id = tells.decision"
        " WHERE call_task.closed_as IS NULL"
    )
    return sorted((it["kind"], it["priority"], str(it["at"])) for it in rows)


LEFT = [
    "consultation",
    "decision",
    "decision",
    "first_contact",
    "hearing",
    "hearing_changed",
    "judgment",
    "release",
    "release",
    "term_consultation",
]


@pytest.mark.parametrize("seed", range(8))
async def test_the_same_is_left_to_tell_whatever_came_in_first(database, seed):
    told = story()
    Random(seed).shuffle(told)  # noqa: S311 - an order, no secret
    anna = report(victim(kwetsbaar=True))
    await happen(anna, case(feiten=[fact(spreekrecht=True)]), *told)
    found = await left_to_tell()
    assert [kind for kind, _, _ in found] == LEFT
    moments = {(kind, at[:16]) for kind, _, at in found}
    assert moments >= {
        ("hearing", "2026-11-19 11:00"),
        ("hearing_changed", "2026-11-19 09:00"),
        ("release", "2026-11-21 16:20"),
        ("release", "2026-11-21 17:00"),
        ("consultation", "2026-11-19 09:00"),
        ("term_consultation", "2026-11-18 10:30"),
    }
