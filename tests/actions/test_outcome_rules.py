"""Rules of outcomes as they hold: from when, for whom, and kept with each try."""

import asyncio
from datetime import timedelta

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.outcome_rules import (
    RulesChange,
    UnableToChangeRulesError,
    UnableToOverwriteRulesError,
    change_rules,
    preview_rules,
)
from portal.actions.rules_in_force import rules_in_force
from portal.actions.rules_on_file import (
    UnableToFindRulesError,
    read_rules,
    read_rules_table,
)
from portal.db.engine import fetch_rows
from portal.domain.call_kinds import LadderRule
from portal.domain.call_tasks import TaskKind
from portal.domain.outcome_rules import Figure, figures_of
from portal.domain.outcomes import Outcome, UnableToCorrectAttemptError
from tests.builders import NOW, make_staff, worker
from tests.calling import make_call, work

SEPOT = TaskKind.SEPOT
LATER = NOW + timedelta(days=8)


async def boss(**given):
    return worker(await make_staff(**{"role": "supervisor", **given}))


def change(kind=SEPOT, *, reason="Omdat.", from_day="", seen=0, **figures):
    usual = {it: str(value) for it, value in figures_of(LadderRule()).items()}
    typed = {Figure(name): str(value) for name, value in figures.items()}
    return RulesChange(
        kind=kind,
        figures={**usual, **typed},
        reason=reason,
        from_day=from_day,
        seen=seen,
    )


async def save(by=None, now=NOW, **given):
    await change_rules(change=change(**given), worker=by or await boss(), now=now)


async def in_force(kind=SEPOT, at=NOW, organisation="om"):
    found = await rules_in_force(organisation=organisation, kind=kind, at=at)
    return found.version, found.rule.attempts


async def kept():
    rows = await fetch_rows("SELECT rules_version FROM call_attempt ORDER BY at")
    return [row["rules_version"] for row in rows]


async def try_again(call):
    """Call at the first moment at which it may be, and find nobody."""
    await call.record(Outcome.NO_ANSWER, now=(await call.now()).not_before)


async def test_without_a_change_the_shipped_rules_hold(database):
    assert await in_force() == (0, 3)


async def test_a_change_holds_from_its_moment_for_its_own_organisation(database):
    await save(attempts=5)
    before = NOW - timedelta(seconds=1)
    assert await in_force(at=before) == (0, 3)
    assert await in_force() == (1, 5)
    assert await in_force(organisation="shn") == (0, 3)
    assert await in_force(TaskKind.JUDGMENT) == (0, 3)


async def test_an_attempt_keeps_the_version_that_it_fell_under(database):
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    await save(attempts=4, now=NOW + timedelta(hours=1))
    await call.record(Outcome.NO_ANSWER, now=NOW + timedelta(hours=5))
    assert await kept() == [0, 1]


async def test_a_call_under_way_goes_on_by_the_rules_of_each_attempt(database):
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    await save(attempts=1, days=1, now=NOW + timedelta(hours=1))
    assert (await call.now()).closed_as is None
    await try_again(call)
    assert (await call.now()).closed_as == "written"


async def test_more_attempts_keep_a_call_open_that_would_have_ended(database):
    await save(attempts=4)
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    await try_again(call)
    await try_again(call)
    assert (await call.now()).closed_as is None
    await try_again(call)
    assert (await call.now()).closed_as == "written"


async def test_a_supervisor_hears_of_who_was_not_reached_where_the_rules_say(database):
    await save(attempts=1, days=1, ends_in="letter_and_supervisor")
    call = await make_call()
    await call.record(Outcome.NO_ANSWER)
    assert (await call.now()).closed_as == "written"
    assert await work() == [("not_reached", "om", "supervisor")]


async def test_the_pause_after_engaged_is_that_of_the_rules(database):
    await save(engaged_minutes=45)
    call = await make_call()
    await call.record(Outcome.ENGAGED)
    assert (await call.now()).not_before == NOW + timedelta(minutes=45)


async def test_who_corrects_is_decided_by_the_rules_of_now(database):
    call = await make_call()
    recorded = await call.record(Outcome.NO_ANSWER)
    await save(corrected_by="supervisor", now=NOW)
    mistaken = {"attempt_id": recorded.attempt.id, "reason": "Mis.", "now": NOW}
    with pytest.raises(UnableToCorrectAttemptError):
        await correct_attempt(worker=call.caller, **mistaken)
    assert await correct_attempt(worker=await boss(), **mistaken)


async def test_a_plan_holds_from_its_day_and_a_newer_change_goes_before_it(database):
    by = await boss()
    await save(by, attempts=5, from_day="2026-12-01")
    assert await in_force() == (0, 3)
    assert await in_force(at=LATER) == (1, 5)
    read = await read_rules(kind=SEPOT, worker=by, now=NOW)
    assert (read.rule.attempts, read.newest.attempts) == (3, 5)
    await save(by, attempts=2, seen=1)
    assert await in_force(at=LATER) == (2, 2)


async def test_a_plan_can_be_made_to_hold_at_once(database):
    by = await boss()
    await save(by, attempts=5, from_day="2026-12-01")
    await save(by, attempts=5, seen=1, reason="Toch nu al.")
    assert await in_force() == (2, 5)


async def test_general_figures_hold_for_a_kind_that_is_changed_later(database):
    by = await boss()
    await save(by, kind=None, attempts=4)
    await save(by, attempts=4, pause_hours=8, seen=1)
    await save(by, kind=None, attempts=5, seen=1)
    assert await in_force() == (3, 5)
    rows = await fetch_rows("SELECT figures FROM outcome_rules WHERE kind = 'sepot'")
    assert [row["figures"] for row in rows] == ['{"pause_hours": 8}']


async def test_two_who_change_two_kinds_at_once_both_succeed(database):
    one, other = await boss(), await boss()
    await asyncio.gather(
        save(one, attempts=4), save(other, kind=TaskKind.JUDGMENT, attempts=5)
    )
    rows = await fetch_rows("SELECT version FROM outcome_rules ORDER BY version")
    assert [row["version"] for row in rows] == [1, 2]


async def test_of_two_who_change_one_kind_at_once_one_is_told(database):
    one, other = await boss(), await boss()
    done = await asyncio.gather(
        save(one, attempts=4), save(other, attempts=5), return_exceptions=True
    )
    assert sum(isinstance(it, UnableToOverwriteRulesError) for it in done) == 1
    assert len(await fetch_rows("SELECT id FROM outcome_rules")) == 1


async def test_the_same_change_sent_twice_at_once_is_one(database):
    by = await boss()
    await asyncio.gather(save(by, attempts=4), save(by, attempts=4))
    assert len(await fetch_rows("SELECT id FROM outcome_rules")) == 1


async def test_what_changes_nothing_is_no_version(database):
    with pytest.raises(UnableToChangeRulesError, match="niets veranderd"):
        await save()
    by = await boss()
    await save(by, attempts=4)
    with pytest.raises(UnableToChangeRulesError, match="niets veranderd"):
        await save(by, attempts=4, seen=1, reason="Nog een keer.")


async def test_a_preview_saves_nothing_and_counts_the_calls_that_it_touches(database):
    await make_call()
    preview = await preview_rules(
        change=change(attempts=2), worker=await boss(), now=NOW
    )
    assert (preview.calls, preview.rule.attempts) == (1, 2)
    assert len(preview.example.moments) == 2
    assert preview.example.is_written
    assert await fetch_rows("SELECT id FROM outcome_rules") == []


async def test_a_general_change_touches_no_kind_with_that_figure_of_its_own(database):
    by = await boss()
    await save(by, attempts=4)
    await make_call()
    general = change(None, attempts=5, seen=0)
    preview = await preview_rules(change=general, worker=by, now=NOW)
    assert preview.calls == 0
    preview = await preview_rules(
        change=change(None, pause_hours=6, seen=0), worker=by, now=NOW
    )
    assert preview.calls == 1


@pytest.mark.parametrize(
    "who",
    [
        {"role": "caller"},
        {"location": "Utrecht"},
        {"organisation": "halt"},
    ],
    ids=str,
)
async def test_nobody_else_changes_them(database, who):
    with pytest.raises(UnableToFindRulesError):
        await save(await boss(**who), attempts=4)


async def test_every_change_is_in_the_audit(database):
    by = await boss()
    await save(by, attempts=4)
    rows = await fetch_rows(
        "SELECT actor FROM audit_event WHERE action = 'outcome_rules_changed'"
    )
    assert [row["actor"] for row in rows] == [str(by.staff_id)]


@pytest.mark.parametrize("organisation", ["om", "shn", "halt"])
async def test_the_table_names_what_the_organisation_calls_about(
    database, organisation
):
    by = await boss(organisation=organisation)
    kinds = [it.kind for it in await read_rules_table(worker=by, now=NOW)]
    assert kinds[0] is None
    assert TaskKind.CALLBACK in kinds
    assert (SEPOT in kinds) == (organisation == "om")
