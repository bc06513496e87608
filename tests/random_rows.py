"""Rows of every sort that figures count, at random and near every edge."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from portal.db.engine import fetch_rows, transaction
from portal.db.rows import insert_rows
from portal.domain.outcomes import Outcome
from portal.domain.victims import DayPart
from tests.builders import (
    NOW,
    make_case,
    make_decision,
    make_incident,
    make_staff,
    make_victim,
)
from tests.recount import NEWS

PLACES = ("Midden-Nederland", "Amsterdam")
KINDS = (*NEWS[:2] * 4, *NEWS, "callback", "release")
REASONS = ("told", "revised", "merged", "spoken", "not_reached", "read")
MANNERS = ("", "", "", "on_paper", "incoming_call", "desk")


async def make_history(dice):
    """Rows of every sort, near the edges of days, months and limits."""
    people = [await make_victim() for _ in range(8)]
    staff = [
        await make_staff(),
        await make_staff(organisation="shn", role="shn_worker"),
    ]
    cases = []
    for number in range(6):
        incident = await make_incident(victims=tuple(people))
        hers = tuple(dice.sample(people, 3))
        place = PLACES[number % 2]
        case = await make_case(incident=incident, victims=hers, location=place)
        cases.append((incident, case, hers))
    decisions = [await _decide(dice, case, hers) for _, case, hers in cases * 3]
    tasks = [_task(dice, cases, number) for number in range(260)]
    _keep_some_open(dice, tasks)
    attempts, counter_steps = _attempts(dice, tasks, staff)
    async with transaction():
        await insert_rows("call_task", tasks)
        await insert_rows("call_attempt", attempts + counter_steps)
        await insert_rows("call_task_decision", _links(dice, tasks, decisions))
        await insert_rows("notification", _letters(dice, people, decisions))
        await insert_rows("knowledge", _knowledge(dice, people, decisions, attempts))
        await insert_rows("complaint", _complaints(dice, cases))


async def _decide(dice, case, hers):
    day = date(2026, 10, 5) + timedelta(days=dice.randrange(45))
    hour = dice.choice((-20, 9, 22, 23, 40))
    named = await fetch_rows(
        'SELECT reference FROM fact WHERE "case" = {} LIMIT 1', case.id
    )
    facts = f'["{named[0]["reference"]}"]' if dice.random() < 0.3 else None
    return await make_decision(
        case=case,
        kind=dice.choice(("sepot", "sepot", "sepot", "dagvaarden")),
        grounds=dice.choice(("02", "02", "99", "99,02")),
        decided_on=day,
        decided_at=datetime(day.year, day.month, day.day, tzinfo=NOW.tzinfo)
        + timedelta(hours=hour),
        fact_references=facts,
    )


def _moment(dice, *, days=70):
    """Some stand exactly on an edge: midnight or the last second in Amsterdam."""
    day = NOW.replace(hour=0, minute=0) - timedelta(days=dice.randrange(-2, days))
    edge = dice.choice((None, None, None, (23, 0, 0), (22, 59, 59), (22, 0, 0)))
    hour, minute, second = edge or (dice.randrange(24), dice.randrange(60), 7)
    return day.replace(hour=hour, minute=minute, second=second)


def _task(dice, cases, number):
    incident, _, hers = cases[number % len(cases)]
    opened = _moment(dice)
    closed_as = dice.choice(("done", "written", "cancelled"))
    due_at = opened + timedelta(days=dice.choice((1, 2, 7)))
    closed_at = dice.choice((due_at, due_at + timedelta(seconds=1), opened, NOW))
    return {
        "id": uuid4(),
        "victim": dice.choice(hers).id,
        "incident": incident.id,
        "kind": dice.choice(KINDS),
        "organisation": "om" if number % 3 else "shn",
        "location": PLACES[number % 2],
        "opened_at": opened,
        "due_at": due_at,
        "is_at_risk": dice.random() < 0.4,
        "closed_as": closed_as,
        "closed_at": closed_at,
        "close_reason": dice.choice(REASONS),
    }


def _keep_some_open(dice, tasks):
    """At most one open call of a kind for a victim in an incident."""
    first = {(it["victim"], it["incident"], it["kind"]): it for it in tasks}
    for task in dice.sample(list(first.values()), len(first) // 2):
        task |= {"closed_as": None, "closed_at": None, "close_reason": None}


def _attempts(dice, tasks, staff):
    made, counter_steps = [], []
    for task in tasks:
        for _ in range(dice.randrange(4)):
            attempt = _attempt(dice, task, staff)
            made.append(attempt)
            if dice.random() < 0.2:
                attempt["corrected_at"] = NOW
                counter_steps.append(_counter_step(dice, attempt))
    return made, counter_steps


def _attempt(dice, task, staff):
    at = dice.choice(
        (
            task["due_at"],
            task["due_at"] + timedelta(seconds=1),
            task["opened_at"] - timedelta(hours=1),
            _moment(dice),
        )
    )
    told = dice.choice(("[]", f'["decision_told:{uuid4()}"]'))
    return {
        "id": uuid4(),
        "submission": uuid4(),
        "task": task["id"],
        "victim": task["victim"],
        "staff": staff[task["organisation"] == "shn"].id,
        "organisation": task["organisation"],
        "at": at,
        "outcome": dice.choice(list(Outcome)).value,
        "day_part": dice.choice((*[it.value for it in DayPart], "")),
        "made_as": dice.choice(MANNERS),
        "told": told,
        "next_step": "",
        "corrects": None,
        "corrected_at": None,
    }


def _counter_step(dice, attempt):
    why = dice.choice(("taken_back", "told_to_wrong_person"))
    return attempt | {
        "id": uuid4(),
        "submission": uuid4(),
        "at": NOW,
        "told": "[]",
        "next_step": why,
        "corrects": attempt["id"],
        "corrected_at": None,
    }


def _links(dice, tasks, decisions):
    found = {}
    for _ in range(300):
        task, decision = dice.choice(tasks), dice.choice(decisions)
        found[task["id"], decision.id] = {
            "id": uuid4(),
            "task": task["id"],
            "decision": decision.id,
            "tells_revision": dice.random() < 0.1,
            "removed_at": dice.choice((None, None, None, NOW, _moment(dice))),
        }
    return list(found.values())


def _letters(dice, people, decisions):
    messages = ("decision_confirmation", "decision_notice", "decision_revised")
    rows = []
    for number in range(80):
        state = dice.choice(("sent", "sent", "queued", "cancelled", "failed"))
        rows.append(
            {
                "id": uuid4(),
                "victim": dice.choice(people).id,
                "message": dice.choice(messages),
                "channel": "letter",
                "cause": f"test/{number}",
                "decision": dice.choice(decisions).id,
                "state": state,
                "queued_at": NOW,
                "sent_at": _moment(dice) if state == "sent" else None,
            }
        )
    return rows


def _knowledge(dice, people, decisions, attempts):
    return [
        {
            "id": uuid4(),
            "victim": dice.choice(people).id,
            "decision": dice.choice(decisions).id,
            "subject": "decision",
            "known_on": _moment(dice).date(),
            "source": "call",
            "is_assumed": False,
            "recorded_by": "test",
            "recorded_at": NOW,
            "attempt": attempt["id"] if dice.random() < 0.8 else None,
            "withdrawn_at": NOW if dice.random() < 0.2 else None,
        }
        for attempt in dice.sample(attempts, 70)
    ]


def _complaints(dice, cases):
    return [
        {
            "id": uuid4(),
            "victim": victim.id,
            "case": case.id,
            "received_on": dice.choice((None, *[_moment(dice).date()] * 3)),
            "updated_at": NOW,
        }
        for _, case, hers in cases
        for victim in hers
    ]
