"""What a victim herself may change about being reached, and what SHN looks at first.

Who is at risk may have the suspect beside her, or logged in as her: a no counts at
once, and a yes that opens something new waits for SHN (docs/decisions/0020).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.calling_hours import next_window
from portal.domain.opening_hours import DEFAULT_HOURS
from portal.domain.phone_numbers import (
    PhoneKind,
    PhoneNumber,
    UnreadableReason,
    read_number,
)
from portal.domain.safe_contact import (
    Channel,
    Permission,
    SafeContact,
    is_fresh_yes,
    needs_reconfirmation,
)
from portal.domain.time_zones import zone_for
from portal.domain.victims import Communication, DayPart

MOST_NUMBERS = 8
CODE_WORD = "code_word"
TIMES = "times"
_WEEK = frozenset(range(1, 8))
_WORD = re.compile(r"[^\W_][\w' -]{2,38}[^\W_]")
_FROM_OTHERS = ("phones", "email_address", "address", "domicile", "language")


class Part(StrEnum):
    """What stands on one form: two windows may change two parts."""

    CHANNELS = "channels"
    NUMBERS = "numbers"
    TIMES = "times"
    TALK = "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTimes:
    """When she may be called: empty is any."""

    day_parts: frozenset[DayPart] = frozenset()
    days: frozenset[int] = frozenset()
    zone: str = ""

    def __str__(self) -> str:
        """Write it so that `read_times` knows it again."""
        parts = ",".join(it for it in DayPart if it in self.day_parts)
        days = ",".join(str(day) for day in sorted(self.days))
        return f"{parts};{days};{self.zone}"


def read_times(text: str) -> OwnTimes:
    parts, days, zone = text.split(";")
    return OwnTimes(
        day_parts=frozenset(DayPart(it) for it in parts.split(",") if it),
        days=frozenset(int(it) for it in days.split(",") if it),
        zone=zone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTalk:
    """How to talk with her; `code_word` None leaves it as it is."""

    call_name: str = ""
    code_word: str | None = None
    language: str = "nl"
    needs_interpreter: bool = False
    plain_language: bool = False
    communication: Communication = Communication.CALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What becomes of her answers: at once, or when SHN has looked."""

    at_once: Mapping[Channel, bool]
    held: frozenset[Channel]


def sort_answers(
    given: Mapping[Channel, bool], profile: SafeContact, *, at_risk: bool, now: datetime
) -> Answers:
    """A no counts at once; so does a yes, except one that is new of who is at risk."""
    changed = {
        channel: answer
        for channel, answer in given.items()
        if not _stands(channel, profile, answer=answer, now=now)
    }
    held = frozenset(
        channel
        for channel, answer in changed.items()
        if answer and at_risk and profile.permission(channel).answer is not True
    )
    at_once = {it: answer for it, answer in changed.items() if it not in held}
    return Answers(at_once=at_once, held=held)


def _stands(
    channel: Channel, profile: SafeContact, *, answer: bool, now: datetime
) -> bool:
    permission = profile.permission(channel)
    if answer:
        return is_fresh_yes(permission, now)
    return permission.answer is False


def has_lapsed(permission: Permission, now: datetime) -> bool:
    """Whether she said yes, and that is more than half a year ago."""
    return permission.answer is True and not is_fresh_yes(permission, now)


def why_unusable(text: str, *, region: str) -> str:
    """Say in her words why we cannot call this; empty where we can."""
    number = read_number(text, region=region)
    if isinstance(number, PhoneNumber):
        return _WHY_NOT_CALLED.get(number.kind, "")
    return _WHY_UNREADABLE[number.reason]


_WHY_NOT_CALLED = {
    PhoneKind.PREMIUM: "Dit is een betaald nummer. Kies een ander nummer.",
    PhoneKind.MACHINE: "Bij dit nummer kan niemand opnemen. Kies een ander nummer.",
}
_WHY_UNREADABLE = {
    UnreadableReason.EMPTY: "Vul een telefoonnummer in.",
    UnreadableReason.TOO_LONG: "Dit is te lang voor een telefoonnummer.",
    UnreadableReason.LETTERS: "Gebruik alleen cijfers.",
    UnreadableReason.EXTENSION: "Een toestelnummer kunnen wij niet bellen.",
    UnreadableReason.SEVERAL_NUMBERS: "Vul één nummer tegelijk in.",
    UnreadableReason.NO_SUCH_NUMBER: "Dit nummer bestaat niet. Kijk of het klopt.",
}


def why_no_code_word(word: str, *, names: Iterable[str]) -> str:
    """Say why this is no word to know her by; empty where it is one."""
    if not _WORD.fullmatch(word):
        return "Kies een woord van 4 tot 40 letters."
    spelled = word.casefold()
    if any(name and name.casefold() in spelled for name in names):
        return "Kies een woord dat niet in uw naam staat."
    return ""


def narrow(asked: OwnTimes, profile: SafeContact) -> OwnTimes | None:
    """Give what holds already of these times, in the zone that holds; None: nothing."""
    parts = (asked.day_parts or frozenset(DayPart)) & (
        profile.day_parts or frozenset(DayPart)
    )
    days = (asked.days or _WEEK) & (profile.days or _WEEK)
    if not parts or not days:
        return None
    return OwnTimes(
        day_parts=frozenset() if parts == frozenset(DayPart) else parts,
        days=frozenset() if days == _WEEK else days,
        zone=profile.zone,
    )


def are_ever_called(times: OwnTimes, *, now: datetime) -> bool:
    """Whether we call at all at the times that she chose."""
    zone = zone_for(phone_country=None, address_country=None, chosen=times.zone)
    hours = DEFAULT_HOURS.only_on(times.days)
    window = next_window(
        earliest=now, hours=hours, day_parts=times.day_parts, zone=zone
    )
    return window is not None


def asks_again(
    profile: SafeContact,
    *,
    confirmed_at: datetime | None,
    facts_at: Mapping[str, str],
    own_words_at: Mapping[str, str],
    now: datetime,
) -> bool:
    """Whether to ask her if it is still so: a yes grew old, or others changed it."""
    if needs_reconfirmation(profile, now):
        return True
    if confirmed_at is None:
        return False
    return any(
        datetime.fromisoformat(at) > confirmed_at
        for name, at in facts_at.items()
        if name in _FROM_OTHERS and own_words_at.get(name) != at
    )
