"""A victim with a decision, a message on its way to her, and what became of it."""

from dataclasses import dataclass

from portal.actions.messages import queue_message
from portal.db.engine import fetch_rows
from portal.db.tables.cases import Case, Decision
from portal.db.tables.people import Victim
from portal.domain.notifications import MessageName
from portal.jobs.deliver import deliver_all
from portal.notifications.channels import OutgoingEmail, UnableToSendError
from portal.notifications.outlets import Outlets
from tests.builders import NOW, agreed, make_case, make_decision, make_victim

EMAIL_ADDRESS = "canary.anna@example.org"
ADDRESS = {
    "street": "Kanariestraat",
    "house_number": "7",
    "postcode": "3511AB",
    "town": "Utrecht",
}


class Postbox:
    """An e-mail channel that keeps what it gets, or fails as it is told to."""

    def __init__(self, *failures: UnableToSendError):
        self.sent: list[OutgoingEmail] = []
        self.failures = list(failures)

    async def send(self, email: OutgoingEmail) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(email)


@dataclass(frozen=True, slots=True)
class Situation:
    victim: Victim
    case: Case
    decision: Decision


async def make_situation(*, decision=None, **given) -> Situation:
    """She said yes to every way, unless a test says otherwise."""
    victim = await make_victim(
        email_address=EMAIL_ADDRESS,
        address=ADDRESS,
        may_post=True,
        **{**agreed(), **given},
    )
    case = await make_case(victims=(victim,))
    return Situation(victim, case, await make_decision(case=case, **(decision or {})))


async def queue(
    situation,
    message=MessageName.DECISION_CONFIRMATION,
    cause="attempt:1",
    when=NOW,
    **given,
):
    return await queue_message(
        victim_id=situation.victim.id,
        message=message,
        cause=cause,
        now=when,
        case_id=situation.case.id,
        decision_id=situation.decision.id,
        **given,
    )


async def deliver(email=None, now=NOW):
    return await deliver_all(outlets=Outlets(email=email), now=now)


async def outbox():
    return await fetch_rows("SELECT * FROM notification ORDER BY channel, id")


async def states():
    return {row["channel"]: row["state"] for row in await outbox()}


async def work():
    """What is open, for whom."""
    rows = await fetch_rows(
        "SELECT kind, organisation, role FROM work_item WHERE done_at IS NULL"
    )
    return {(row["kind"], row["organisation"], row["role"]) for row in rows}
