"""Two tell of one person at once: neither undoes the other."""

from datetime import timedelta

import pytest

from portal.actions import call_outcomes
from portal.db import victim_records
from portal.db.engine import fetch_rows, transaction
from portal.db.victim_records import merge_victim
from portal.domain.outcomes import Outcome
from portal.domain.victims import VictimFacts
from tests.builders import NOW, make_staff, worker
from tests.calling import Call
from tests.chain import calls, case, decision, event, happen, report, victim
from tests.interleaving import Pause

pytestmark = pytest.mark.usefixtures("database")


async def tell(*, days, **given):
    async with transaction():
        await merge_victim(
            VictimFacts(victim_id="slo-1", given=given),
            at=NOW + timedelta(days=days),
            by_victim_or_shn=True,
            now=NOW,
        )


async def test_two_facts_at_once_are_both_kept_with_their_moments(monkeypatch):
    await happen(report())
    pause = Pause(monkeypatch, victim_records, "update_row")
    await pause.meanwhile(
        tell(days=2, is_vulnerable=True), tell(days=1, needs_interpreter=True)
    )
    await tell(days=1, is_vulnerable=False)
    [row] = await fetch_rows("SELECT is_vulnerable, needs_interpreter FROM victim")
    assert (row["is_vulnerable"], row["needs_interpreter"]) == (True, True)


async def test_what_is_recorded_while_two_records_become_one_goes_along(monkeypatch):
    both = [victim("slo-1"), victim("slo-2")]
    await happen(report(*both), case(), decision())
    merged = event(
        "nl.slachtofferhulp.slachtoffer-samengevoegd",
        "slo-2",
        "2026-11-20T12:00",
        slachtofferId="slo-2",
        vervallen="slo-1",
    )
    [task] = [it for it in await calls("sepot") if it["reference"] == "slo-1"]
    [told] = await fetch_rows("SELECT * FROM decision")
    caller = worker(await make_staff())
    call = Call(_Row(task["victim"]), _Row(task["id"]), _Row(told["id"]), caller)
    await call.take()
    pause = Pause(monkeypatch, call_outcomes, "insert_attempt")
    spoken = call.report(Outcome.SPOKEN, **call.told(), wants_reminders=True)
    await pause.meanwhile(spoken, happen(merged))
    rows = await fetch_rows(
        "SELECT victim.reference, 'complaint' AS what FROM complaint"
        " JOIN victim ON victim.id = complaint.victim UNION ALL"
        " SELECT victim.reference, notification.message FROM notification"
        " JOIN victim ON victim.id = notification.victim"
        " WHERE notification.state = 'queued'"
    )
    assert sorted((row["what"], row["reference"]) for row in rows) == [
        ("complaint", "slo-2"),
        ("decision_confirmation", "slo-2"),
    ]


class _Row:
    def __init__(self, row_id):
        self.id = row_id
