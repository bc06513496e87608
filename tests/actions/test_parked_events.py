"""What a bug of ours stops stays parked, and stops nothing else."""

import logging
from datetime import timedelta

import pytest

from portal.actions import apply_cases
from portal.actions.events import retry_stopped_events
from portal.db.engine import execute
from portal.db.inbound_events import fetch_parked
from tests.chain import (
    CASE,
    NOW,
    calls,
    case,
    decision,
    event,
    happen,
    phase,
    report,
)

pytestmark = pytest.mark.usefixtures("database")
DECISION = "nl.om.beslissing-genomen"


def appealed(at="2026-11-18T09:00"):
    return event(
        "nl.om.hoger-beroep-ingesteld",
        CASE,
        at,
        parketnummer=CASE,
        datum=at[:10],
        door="om",
    )


async def parked():
    return [(it.kind, it.problem) for it in await fetch_parked()]


@pytest.fixture
def bug(monkeypatch):
    """A bug of ours: no decision can be applied, and a part of it was written."""

    async def fail(*_, **__):
        await execute("UPDATE case_file SET phase = 'closed'")
        raise KeyError("grounds")

    with monkeypatch.context() as broken:
        broken.setattr(apply_cases, "insert_decision", fail)
        yield broken


async def test_a_parked_event_that_a_bug_stops_stops_no_other(bug, caplog):
    await happen(decision(), appealed(), report())
    with caplog.at_level(logging.ERROR):
        [receipt] = await happen(case())
    assert receipt.outcome == "applied"
    assert await parked() == [(DECISION, "KeyError")]
    assert await phase() == "appealed"
    assert "could not be applied" in caplog.text


async def test_what_a_bug_stopped_is_tried_again_an_hour_later(bug):
    await happen(decision(), report(), case())
    bug.undo()
    assert await retry_stopped_events(now=NOW + timedelta(minutes=59)) == 0
    assert await retry_stopped_events(now=NOW + timedelta(hours=1)) == 1
    assert await parked() == []
    assert await phase() == "dismissed"
    assert len(await calls("sepot")) == 1


async def test_a_bug_that_is_still_there_is_tried_once_an_hour(bug):
    await happen(decision(), report(), case())
    later = NOW + timedelta(hours=1)
    assert await retry_stopped_events(now=later) == 0
    bug.undo()
    assert await retry_stopped_events(now=later) == 0
    assert await parked() == [(DECISION, "KeyError")]


async def test_a_database_that_is_away_is_no_fault_of_the_event(monkeypatch):
    async def fail(*_, **__):
        raise ConnectionResetError

    await happen(decision(), report())
    monkeypatch.setattr(apply_cases, "insert_decision", fail)
    with pytest.raises(ConnectionResetError):
        await happen(case())
    assert await parked() == [(DECISION, "")]


async def test_what_cannot_be_unsealed_stops_no_other():
    await happen(decision(), appealed())
    await execute(
        "UPDATE inbound_event SET content_sealed = 'x' WHERE kind = {}", DECISION
    )
    await happen(report(), case())
    assert [kind for kind, _ in await parked()] == [DECISION]
    assert await phase() == "appealed"
