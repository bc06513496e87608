"""A call to play with: a victim, her task about one sepot, and who has taken it."""

from uuid import uuid4

from portal.actions.call_outcomes import record_attempt
from portal.actions.calls import take_call
from portal.db.engine import execute, fetch_rows
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.checklist import SEPOT_ITEMS
from portal.domain.outcomes import Outcome
from tests.builders import (
    NOW,
    agreed,
    make_case,
    make_decision,
    make_incident,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)

ADDRESS = {
    "street": "Biltstraat",
    "house_number": "12",
    "postcode": "3572BB",
    "town": "Utrecht",
    "country": "NL",
}


class Call:
    """A victim, her task about one sepot, and the caller who has taken it."""

    def __init__(self, victim, task, decision, caller):
        self.victim, self.task, self.decision = victim, task, decision
        self.caller = caller
        self.token = None

    async def take(self, now=NOW, **more):
        lease = await take_call(
            task_id=self.task.id, worker=self.caller, now=now, **more
        )
        self.token = lease.token
        return self

    async def record(self, outcome, now=NOW, **report):
        await self.take(now)
        return await self.report(outcome, now, **report)

    async def report(self, outcome, now=NOW, **report):
        return await record_attempt(
            task_id=self.task.id,
            token=self.token or uuid4(),
            worker=self.caller,
            report=AttemptReport(
                **{"submission": uuid4(), "outcome": outcome, **report}
            ),
            now=now,
        )

    async def speak(self, **report):
        return await self.record(Outcome.SPOKEN, **{**self.told(), **report})

    def told(self):
        return {
            "identified_by": IdentityCheck.DETAILS,
            "told": frozenset({self.decision.id}),
            "ticked": frozenset(SEPOT_ITEMS),
        }

    async def now(self):
        return await reload_task(self.task.id)


async def make_call(*, victim=None, decision=None, task=None, phones=None) -> Call:
    anna = await make_victim(
        **{"address": ADDRESS, "may_post": True, "phones": phones}
        | agreed()
        | (victim or {})
    )
    incident = await make_incident(victims=(anna,))
    case = await make_case(incident=incident, victims=(anna,))
    sepot = await make_decision(case=case, **(decision or {}))
    call_task = await make_task(
        victim=anna, incident=incident, decisions=(sepot,), **(task or {})
    )
    return Call(anna, call_task, sepot, worker(await make_staff(name="J. Brouwer")))


async def messages():
    rows = await fetch_rows("SELECT message, channel, state FROM notification")
    return sorted((row["message"], row["channel"]) for row in rows)


async def knowledge():
    rows = await fetch_rows(
        "SELECT subject, source, known_on FROM knowledge WHERE withdrawn_at IS NULL"
    )
    return sorted((row["subject"], row["source"], row["known_on"]) for row in rows)


async def work():
    rows = await fetch_rows(
        "SELECT kind, organisation, role FROM work_item WHERE done_at IS NULL"
    )
    return sorted((row["kind"], row["organisation"], row["role"]) for row in rows)


async def close(lease):
    """End a call that was taken, past the rules."""
    await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {},"
        " lease_token = NULL, lease_staff = NULL, lease_until = NULL"
        " WHERE id = {} AND lease_token = {}",
        *(NOW, lease.task_id, lease.token),
    )
