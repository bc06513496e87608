import json
import logging

import pytest

from portal.actions import apply_cases
from portal.actions.intake import import_feed, take_in_all
from portal.db.engine import fetch_rows
from portal.integrations.cloud_events import read_event
from portal.integrations.feed import FeedLine
from portal.integrations.strict_json import WHOLE, UnableToReadEventError
from tests.chain import NOW, case, decision, happen, report, revised, victim


async def clock():
    return NOW


async def run_import(*lines, number=1):
    refused = []
    feed = [
        FeedLine(number=place, content=_content(line), position=0)
        for place, line in enumerate(lines, start=number)
    ]
    tally = await import_feed(
        iter(feed),
        refuse=lambda line, why: refused.append((line.number, str(why))),
        clock=clock,
        by="tester",
    )
    counts = (tally.accepted, tally.duplicate, tally.parked, tally.rejected)
    return counts, refused


def _content(line):
    return line if isinstance(line, bytes) else json.dumps(line).encode()


async def states():
    rows = await fetch_rows("SELECT event_id, state FROM inbound_event")
    return {row["event_id"]: row["state"] for row in rows}


async def test_each_line_counts_once(database):
    told = report()
    counts, refused = await run_import(told, told, b"{", decision())
    assert counts == (1, 1, 1, 1)
    assert [number for number, _ in refused] == [3]


async def test_what_was_parked_and_then_applied_is_accepted(database):
    counts, refused = await run_import(decision(), case(), report())
    assert counts == (3, 0, 0, 0)
    assert refused == []


async def test_a_second_import_changes_nothing(database):
    lines = [report(), case(), decision(), revised()]
    await run_import(*lines)
    before = await fetch_rows("SELECT * FROM call_task")
    counts, _ = await run_import(*lines)
    assert counts == (0, 4, 0, 0)
    assert await fetch_rows("SELECT * FROM call_task") == before


async def test_the_same_id_with_other_content_is_refused(database):
    told = report()
    counts, refused = await run_import(
        told, told | {"data": report()["data"] | {"plaats": "Ede"}}
    )
    assert counts == (1, 0, 0, 1)
    assert "other content" in refused[0][1]


async def test_more_than_one_part_is_taken_in(database):
    people = [victim(f"slo-{number}") for number in range(250)]
    told = [
        report(person, pvNummer=f"PL0900-2026{number:06}")
        for number, person in enumerate(people)
    ]
    counts, _ = await run_import(*told)
    assert counts == (250, 0, 0, 0)


async def test_a_bug_stops_one_event_and_no_other(database, monkeypatch, caplog):
    async def fail(data, **_):
        raise KeyError(data.parketnummer)

    monkeypatch.setattr(apply_cases, "insert_decision", fail)
    with caplog.at_level(logging.ERROR):
        counts, refused = await run_import(report(), case(), decision(), revised())
    assert counts == (3, 0, 0, 1)
    assert refused == [(3, "internal error")]
    assert "could not be applied" in caplog.text


async def test_an_event_that_a_bug_stopped_may_come_again(database, monkeypatch):
    taken = decision()

    async def fail(*_, **__):
        raise KeyError

    with monkeypatch.context() as broken:
        broken.setattr(apply_cases, "insert_decision", fail)
        await run_import(report(), case(), taken)
    counts, _ = await run_import(taken)
    assert counts == (1, 0, 0, 0)


async def test_a_database_that_is_away_is_no_fault_of_the_event(database, monkeypatch):
    async def fail(*_, **__):
        raise ConnectionResetError

    monkeypatch.setattr(apply_cases, "insert_decision", fail)
    await happen(report(), case())
    with pytest.raises(ConnectionResetError):
        await run_import(decision())
    assert len(await states()) == 2


async def test_answers_keep_the_order_of_the_events(database):
    good = read_event(json.dumps(report()).encode())
    bad = UnableToReadEventError(WHOLE, "Is not JSON.")
    answers = await take_in_all([bad, good, bad, good], now=NOW)
    assert [type(answer).__name__ for answer in answers] == [
        "UnableToReadEventError",
        "Receipt",
        "UnableToReadEventError",
        "Receipt",
    ]
    assert [getattr(answer, "outcome", None) for answer in answers] == [
        None,
        "applied",
        None,
        "duplicate",
    ]


async def test_an_import_is_written_down(database):
    await run_import(report())
    (row,) = await fetch_rows("SELECT action, actor_kind, actor FROM audit_event")
    assert row == {
        "action": "events_imported",
        "actor_kind": "command",
        "actor": "tester",
    }
