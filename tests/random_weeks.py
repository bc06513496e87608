"""Weeks of work at random, by the real actions: cases come in and callers call."""

from datetime import datetime, timedelta
from uuid import uuid4

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import record_attempt
from portal.actions.calls import release_call, take_next_call
from portal.db.engine import execute, fetch_rows
from portal.domain.attempts import (
    AttemptReport,
    IdentityCheck,
    UnableToRecordAttemptError,
)
from portal.domain.checklist import ChecklistItem
from portal.domain.outcomes import Outcome
from tests import chain
from tests.builders import NOW, make_staff, worker
from tests.random_rows import PLACES


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
        await release_call(
            task_id=taken.task_id, token=taken.token, worker=caller, now=now
        )
        return
    if dice.random() < 0.25 and outcome is not Outcome.UNSAFE:
        await correct_attempt(
            attempt_id=recorded.attempt.id,
            worker=caller,
            reason="vergissing",
            is_wrong_person=dice.random() < 0.5,
            now=now + timedelta(minutes=1),
        )
