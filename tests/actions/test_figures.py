"""Every figure equals a recount from raw rows, whatever happened before."""

import random
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import record_attempt
from portal.actions.calls import release_call, take_next_call
from portal.actions.figures import read_figures
from portal.db.engine import execute, fetch_rows, transaction
from portal.db.rows import insert_rows
from portal.domain.attempts import (
    AttemptReport,
    IdentityCheck,
    UnableToRecordAttemptError,
)
from portal.domain.call_tasks import TaskKind
from portal.domain.checklist import ChecklistItem
from portal.domain.figure_periods import Period, PeriodKind, month_of, quarter_of
from portal.domain.figures import NormRow, Ratio, without_small
from portal.domain.outcomes import Outcome
from portal.domain.victims import DayPart
from tests import chain
from tests.builders import (
    NOW,
    make_case,
    make_decision,
    make_incident,
    make_staff,
    make_victim,
    worker,
)
from tests.recount import NEWS, recount

PLACES = ("Midden-Nederland", "Amsterdam")
KINDS = (*NEWS[:2] * 4, *NEWS, "callback", "release")
REASONS = ("told", "revised", "merged", "spoken", "not_reached", "read")
MANNERS = ("", "", "", "on_paper", "incoming_call", "desk")


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


async def live_through(dice):
    """Let cases come in and callers work through five weeks, by the real actions."""
    now = datetime(2026, 10, 19, 8, 0, tzinfo=NOW.tzinfo)
    om = worker(await make_staff(is_experienced=True))
    shn = worker(
        await make_staff(organisation="shn", role="shn_worker", is_experienced=True)
    )
    for number in range(5):
        await _case_comes_in(number, at=f"2026-10-{19 + number}T09:00", now=now)
    for day in range(24):
        now += timedelta(days=1)
        if now.weekday() == 6:
            continue
        if day in {6, 9}:
            await _court_has_complaint(dice, now)
        for _ in range(3):
            await _call_somebody(dice, om if dice.random() < 0.7 else shn, now)
        await execute(
            "UPDATE notification SET state = 'sent', sent_at = {},"
            " next_try_at = NULL WHERE state = 'queued'",
            now,
        )
    return now


async def _case_comes_in(number, *, at, now):
    report, case = f"PL0900-202600000{number}", f"16-00000{number}-26"
    facts = [chain.fact(feitId=f"{case}/1")]
    await chain.happen(
        chain.report(
            chain.victim(
                f"slo-{number}a", telefoonnummers=[_safe(f"06-1234567{number}")]
            ),
            chain.victim(
                f"slo-{number}b",
                telefoonnummers=[_safe(f"06-7654321{number}")],
                kwetsbaar=number % 2 == 0,
            ),
            at=at,
            pvNummer=report,
        ),
        chain.case(
            at=at,
            parketnummer=case,
            pvNummer=report,
            feiten=facts,
            zsmLocatie=PLACES[number % 2],
        ),
        chain.decision(at=at, parketnummer=case),
        now=now + timedelta(days=number),
    )


def _safe(number):
    return {"nummer": number, "eigen": True, "veilig": True}


async def _court_has_complaint(dice, now):
    number = dice.randrange(5)
    await chain.happen(
        chain.complained(
            at=f"{now:%Y-%m-%d}T09:00",
            reference=f"slo-{number}a",
            parketnummer=f"16-00000{number}-26",
        ),
        now=now,
    )


async def _call_somebody(dice, caller, now):
    taken = await take_next_call(worker=caller, now=now)
    if taken is None:
        return
    outcome = dice.choice((Outcome.SPOKEN, Outcome.NO_ANSWER, *Outcome))
    told = await fetch_rows(
        "SELECT decision FROM call_task_decision WHERE task = {}", taken.task_id
    )
    sure = outcome in {Outcome.SPOKEN, Outcome.SPOKEN_PARTLY, Outcome.REFUSED}
    heard = outcome in {Outcome.SPOKEN, Outcome.SPOKEN_PARTLY}
    report = AttemptReport(
        submission=uuid4(),
        outcome=outcome,
        identified_by=IdentityCheck.CODE_WORD if sure else None,
        told=frozenset(row["decision"] for row in told if heard),
        ticked=frozenset(ChecklistItem) if heard else frozenset(),
    )
    try:
        recorded = await record_attempt(
            task_id=taken.task_id,
            token=taken.token,
            worker=caller,
            report=report,
            now=now,
        )
    except UnableToRecordAttemptError:
        await release_call(task_id=taken.task_id, token=taken.token)
        return
    if dice.random() < 0.25 and outcome is not Outcome.UNSAFE:
        await correct_attempt(
            attempt_id=recorded.attempt.id,
            worker=caller,
            reason="vergissing",
            is_wrong_person=dice.random() < 0.5,
            now=now + timedelta(minutes=1),
        )


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
