"""Gathering what a message tells, at the moment at which it is written."""

from dataclasses import dataclass
from datetime import datetime

from portal.actions.office_numbers import read_office_number
from portal.config import Settings
from portal.db.decisions_told import fetch_decision_told
from portal.domain.calendar import local_date
from portal.domain.contacts import VictimContact
from portal.domain.notifications import DecisionTold, OutboxMessage, told_by
from portal.domain.representation import CalleeKind, callees
from portal.domain.staff import Organisation
from portal.domain.victims import VictimKind
from portal.locale import Language, language_of
from portal.notifications.messages import MessageFacts

_SENDERS = {
    Organisation.OM: "Openbaar Ministerie",
    Organisation.SHN: "Slachtofferhulp Nederland",
    Organisation.HALT: "Halt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whose name a letter bears; `attention` is a person at a legal person."""

    name: str
    attention: str | None


def recipient_of(contact: VictimContact, now: datetime) -> Recipient:
    """Address whoever would be called first, so a child's letter goes to the parent."""
    if contact.kind is VictimKind.LEGAL_PERSON:
        return Recipient(name=contact.name, attention=contact.contact_person or None)
    people = callees(contact.reachable, at_risk=False, now=now)
    first = next(iter(people), None)
    stands_in = first is not None and first.kind is CalleeKind.REPRESENTATIVE
    name = first.name if first is not None and stands_in else None
    return Recipient(name=name or contact.name, attention=None)


async def gather_facts(
    message: OutboxMessage,
    recipient: Recipient,
    *,
    language: str,
    now: datetime,
) -> MessageFacts:
    settings = Settings.from_env()
    decision = None
    if message.decision_id is not None:
        decision = await fetch_decision_told(
            victim_id=message.victim_id, decision_id=message.decision_id
        )
    return MessageFacts(
        salutation=recipient.attention or recipient.name,
        sender=_sender(message, decision),
        today=local_date(now),
        context=message.context,
        decision=decision,
        base_url=settings.base_url,
        office_phone=await read_office_number(
            organisation=told_by(message.message),
            location=decision.location if decision else "",
        ),
        language=language_of(language) or Language.DUTCH,
    )


def _sender(message: OutboxMessage, decision: DecisionTold | None) -> str:
    organisation = told_by(message.message, message.context)
    place = decision.location if decision else ""
    if organisation is not Organisation.OM or not place:
        return _SENDERS[organisation]
    return f"{_SENDERS[organisation]}, {place}"
