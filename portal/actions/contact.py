"""How we may reach a victim, as she may read it herself: masked, and by the rule."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import first_reachable
from portal.actions.messages import safe_channels_now
from portal.db.gate import fetch_caller_words_for_victim
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.caller_words import CallerWords
from portal.domain.contacts import VictimContact
from portal.domain.errors import UnableToError
from portal.domain.masking import mask_email, mask_number
from portal.domain.safe_contact import Channel, is_open, may_call
from portal.domain.victims import DayPart


class UnableToFindVictimError(UnableToError):
    """She is not on file any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContact:
    """`numbers` are those that we may call; `day_parts` empty is any."""

    caller_words: tuple[CallerWords, ...]
    may_call: bool
    may_leave_voicemail: bool
    may_email: bool
    may_text: bool
    may_write: bool
    numbers: tuple[str, ...]
    day_parts: tuple[DayPart, ...]
    email: str


async def fetch_own_contact(*, victim_id: UUID, now: datetime) -> OwnContact:
    contact = await fetch_contact(victim_id=victim_id)
    if contact is None:
        raise UnableToFindVictimError("Wij kunnen uw gegevens nu niet vinden.")
    at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    channels = await safe_channels_now(contact, now=now)
    callee = first_reachable(contact, at_risk=at_risk, now=now)
    profile = contact.profile
    return OwnContact(
        caller_words=await fetch_caller_words_for_victim(victim_id=victim_id),
        may_call=may_call(profile, at_risk=at_risk, now=now),
        may_leave_voicemail=_may_leave_voicemail(contact, at_risk=at_risk, now=now),
        may_email=Channel.EMAIL in channels,
        may_text=Channel.SMS in channels,
        may_write=Channel.LETTER in channels,
        numbers=tuple(mask_number(one.display) for one in callee.numbers)
        if callee
        else (),
        day_parts=tuple(part for part in DayPart if part in profile.day_parts),
        email=mask_email(contact.email_address) if contact.email_address else "",
    )


def _may_leave_voicemail(
    contact: VictimContact, *, at_risk: bool, now: datetime
) -> bool:
    return is_open(
        Channel.VOICEMAIL,
        contact.profile,
        at_risk=at_risk,
        now=now,
    )
