"""How we may reach a victim, as she may read and change it herself: masked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import first_reachable
from portal.actions.messages import safe_channels_now
from portal.db.gate import fetch_caller_words_for_victim
from portal.db.own_contact import (
    HeldChoice,
    OwnRecord,
    fetch_held_choices_for_victim,
    fetch_own_record_for_victim,
)
from portal.db.risks import fetch_is_at_risk
from portal.db.sealing_ring import sealer
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.caller_words import CallerWords
from portal.domain.contacts import VictimContact
from portal.domain.errors import UnableToError
from portal.domain.masking import mask_email, mask_number
from portal.domain.own_contact import Part, asks_again
from portal.domain.representation import callees
from portal.domain.safe_contact import Channel, ContactNumber, is_open, may_call
from portal.domain.victims import DayPart

MARK_LENGTH = 24


class UnableToFindVictimError(UnableToError):
    """She is not on file any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNumber:
    """One of her own numbers; `is_used`: we call it as things are now."""

    id: UUID
    masked: str
    number: ContactNumber
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContact:
    """`numbers` are those that we may call; `day_parts` empty is any.

    `marks` tell by part what stood on the page, so that two windows do not undo
    each other; `held` is what SHN looks at first.
    """

    contact: VictimContact
    at_risk: bool
    caller_words: tuple[CallerWords, ...]
    may_call: bool
    may_leave_voicemail: bool
    may_email: bool
    may_text: bool
    may_write: bool
    numbers: tuple[str, ...]
    own_numbers: tuple[OwnNumber, ...]
    day_parts: tuple[DayPart, ...]
    email: str
    held: frozenset[str]
    is_asked_again: bool
    marks: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactOnFile:
    """All that her pages and her changes start from."""

    contact: VictimContact
    record: OwnRecord
    held: Sequence[HeldChoice]
    at_risk: bool

    def mark(self, *parts: Part) -> str:
        """Know again what stood on a page, without telling what it was."""
        seen = json.dumps([_seen(part, self.contact, self.held) for part in parts])
        return sealer().index(seen, purpose="seen")[:MARK_LENGTH]


async def fetch_contact_on_file(*, victim_id: UUID, now: datetime) -> ContactOnFile:
    contact = await fetch_contact(victim_id=victim_id)
    record = await fetch_own_record_for_victim(victim_id=victim_id)
    if contact is None or record is None:
        raise UnableToFindVictimError("Wij kunnen uw gegevens nu niet vinden.")
    return ContactOnFile(
        contact=contact,
        record=record,
        held=await fetch_held_choices_for_victim(victim_id=victim_id),
        at_risk=await fetch_is_at_risk(victim_id=victim_id, today=local_date(now)),
    )


async def fetch_own_contact(*, victim_id: UUID, now: datetime) -> OwnContact:
    found = await fetch_contact_on_file(victim_id=victim_id, now=now)
    contact, record, at_risk = found.contact, found.record, found.at_risk
    channels = await safe_channels_now(contact, now=now)
    callee = first_reachable(contact, at_risk=at_risk, now=now)
    profile = contact.profile
    return OwnContact(
        contact=contact,
        at_risk=at_risk,
        caller_words=await fetch_caller_words_for_victim(victim_id=victim_id),
        may_call=may_call(profile, at_risk=at_risk, now=now),
        may_leave_voicemail=is_open(
            Channel.VOICEMAIL, profile, at_risk=at_risk, now=now
        ),
        may_email=Channel.EMAIL in channels,
        may_text=Channel.SMS in channels,
        may_write=Channel.LETTER in channels,
        numbers=tuple(mask_number(one.display) for one in callee.numbers)
        if callee
        else (),
        own_numbers=_own_numbers(contact, at_risk=at_risk, now=now),
        day_parts=tuple(part for part in DayPart if part in profile.day_parts),
        email=mask_email(contact.email_address) if contact.email_address else "",
        held=frozenset(choice.field for choice in found.held),
        is_asked_again=asks_again(
            profile,
            confirmed_at=record.confirmed_at,
            facts_at=record.facts_at,
            own_words_at=record.own_words_at,
            now=now,
        ),
        marks={part: found.mark(part) for part in Part} | {"all": found.mark(*Part)},
    )


def _own_numbers(
    contact: VictimContact, *, at_risk: bool, now: datetime
) -> tuple[OwnNumber, ...]:
    used = {
        number.id
        for callee in callees(contact.reachable, at_risk=at_risk, now=now)
        if callee.representative is None
        for number in callee.numbers
    }
    return tuple(
        OwnNumber(
            id=number.id,
            masked=mask_number(number.display),
            number=number,
            is_used=number.id in used,
        )
        for number in contact.numbers
    )


def _seen(part: Part, contact: VictimContact, held: Sequence[HeldChoice]) -> object:
    profile = contact.profile
    match part:
        case Part.CHANNELS:
            answers = [profile.permission(channel).answer for channel in Channel]
            return [answers, sorted(choice.field for choice in held)]
        case Part.NUMBERS:
            return sorted(
                [str(it.id), str(it.own), str(it.safe), it.is_wrong, it.is_verified]
                for it in contact.numbers
            )
        case Part.TIMES:
            return [sorted(profile.day_parts), sorted(profile.days), profile.zone]
        case Part.TALK:
            return [
                *(contact.call_name, contact.code_word, contact.language),
                *(contact.needs_interpreter, contact.plain_language),
                contact.communication,
            ]
