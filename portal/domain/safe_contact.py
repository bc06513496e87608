"""Which way to a victim is safe: the one hard stop for calls and messages alike.

The reading of design 4.6 is laid down in docs/decisions/0002-safe-contact.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.calendar import AMSTERDAM, add_calendar_months
from portal.domain.victims import DayPart

FRESH_MONTHS = 6
ASK_AGAIN_AFTER_MONTHS = 5


class Channel(StrEnum):
    CALL = "call"
    VOICEMAIL = "voicemail"
    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What was answered about one channel, and when; None is never asked.

    `own_word_at` is when the victim or SHN last said yes: an older no that comes
    in late loses from that yes, and from no other.
    """

    answer: bool | None = None
    answered_at: datetime | None = None
    own_word_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact:
    calling: Permission = Permission()
    voicemail: Permission = Permission()
    sms: Permission = Permission()
    email: Permission = Permission()
    post: Permission = Permission()
    day_parts: frozenset[DayPart] = frozenset()  # empty is any
    days: frozenset[int] = frozenset()  # Monday is 1; empty is any
    zone: str = ""  # IANA; empty follows her number and address

    def permission(self, channel: Channel) -> Permission:
        return {
            Channel.CALL: self.calling,
            Channel.VOICEMAIL: self.voicemail,
            Channel.SMS: self.sms,
            Channel.EMAIL: self.email,
            Channel.LETTER: self.post,
        }[channel]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNumber:
    """A number to reach somebody. `e164` is None when nobody can read it.

    `vouched_at` is the last moment at which this very number was given together
    with, or confirmed with, a yes to calling.
    """

    id: UUID
    e164: str | None
    display: str
    own: bool | None = None
    safe: bool | None = None
    given_at: datetime | None = None
    vouched_at: datetime | None = None
    is_wrong: bool = False
    is_verified: bool = True  # not: a caller noted it down, SHN has yet to look


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendable:
    """Where a message to one victim could go at all."""

    has_letter_address: bool
    has_email: bool
    has_text_number: bool


def is_open(
    channel: Channel,
    profile: SafeContact,
    *,
    at_risk: bool,
    now: datetime,
) -> bool:
    """Whether this channel may be used; one also needs where to call or write to."""
    if channel is Channel.VOICEMAIL and not may_call(profile, at_risk=at_risk, now=now):
        return False
    return _is_permitted(channel, profile, at_risk=at_risk, now=now)


def may_call(profile: SafeContact, *, at_risk: bool, now: datetime) -> bool:
    return _is_permitted(Channel.CALL, profile, at_risk=at_risk, now=now)


def _is_permitted(
    channel: Channel, profile: SafeContact, *, at_risk: bool, now: datetime
) -> bool:
    """A no is a no; only a call and a letter may be tried when never asked."""
    permission = profile.permission(channel)
    if permission.answer is False:
        return False
    may_try_unasked = channel in {Channel.CALL, Channel.LETTER} and not at_risk
    return may_try_unasked or is_fresh_yes(permission, now)


def is_fresh_yes(permission: Permission, now: datetime) -> bool:
    """A yes holds for six calendar months; after that it counts as never asked."""
    return (
        permission.answer is True
        and permission.answered_at is not None
        and now <= _months_after(permission.answered_at, FRESH_MONTHS)
    )


def callable_numbers(
    numbers: Iterable[ContactNumber],
    profile: SafeContact,
    *,
    at_risk: bool,
    now: datetime,
) -> tuple[ContactNumber, ...]:
    """Give the numbers that may be called, in the order to try them.

    It holds for a representative's numbers too, with the victim's profile.
    """
    if not may_call(profile, at_risk=at_risk, now=now):
        return ()
    return _usable(numbers, at_risk=at_risk, now=now)


def text_numbers(
    numbers: Iterable[ContactNumber],
    profile: SafeContact,
    *,
    at_risk: bool,
    now: datetime,
) -> tuple[ContactNumber, ...]:
    """Give the numbers that may get an SMS, in the order to try them."""
    if not is_fresh_yes(profile.sms, now):
        return ()
    return _usable(numbers, at_risk=at_risk, now=now)


def safe_channels(
    profile: SafeContact, sendable: Sendable, *, at_risk: bool, now: datetime
) -> tuple[Channel, ...]:
    """Give the ways to send a message, the preferred one first."""
    has_address = {
        Channel.EMAIL: sendable.has_email,
        Channel.SMS: sendable.has_text_number,
        Channel.LETTER: sendable.has_letter_address,
    }
    return tuple(
        channel
        for channel in has_address
        if has_address[channel] and is_open(channel, profile, at_risk=at_risk, now=now)
    )


def channels_to_ask(profile: SafeContact, now: datetime) -> tuple[Channel, ...]:
    """Give what to ask in the next conversation: no no is asked again."""
    return tuple(
        channel
        for channel in Channel
        if profile.permission(channel).answer is not False
        and not _holds_for_now(profile.permission(channel), now)
    )


def needs_reconfirmation(profile: SafeContact, now: datetime) -> bool:
    """Whether a yes is older than five months, so about to lapse or lapsed."""
    return any(
        profile.permission(channel).answer is True
        and not _holds_for_now(profile.permission(channel), now)
        for channel in Channel
    )


def merge_permission(
    current: Permission,
    *,
    new_answer: bool | None,
    at: datetime,
    by_victim_or_shn: bool,
) -> Permission:
    """Add one answer to what is known, whatever the order in which they come in.

    A no falls only to a later yes of the victim or SHN; a null changes nothing.
    """
    if new_answer is None:
        return current
    if new_answer is False:
        return _with_no(current, at)
    return _with_yes(current, at, by_victim_or_shn=by_victim_or_shn)


def join_permissions(one: Permission, other: Permission) -> Permission:
    """Give what holds for two records that are one person: no no gets lost."""
    words = [it.own_word_at for it in (one, other) if it.own_word_at is not None]
    joined = replace(one, own_word_at=max(words, default=None))
    if other.answer is None or other.answered_at is None:
        return joined
    if other.answer is False:
        return _with_no(joined, other.answered_at)
    return _with_yes(joined, other.answered_at, by_victim_or_shn=False)


def _with_no(current: Permission, at: datetime) -> Permission:
    if current.answer is False:
        return replace(current, answered_at=_latest(current.answered_at, at))
    if current.own_word_at is not None and current.own_word_at > at:
        return current
    return Permission(answer=False, answered_at=at, own_word_at=current.own_word_at)


def _with_yes(
    current: Permission, at: datetime, *, by_victim_or_shn: bool
) -> Permission:
    own_word_at = (
        _latest(current.own_word_at, at) if by_victim_or_shn else current.own_word_at
    )
    if current.answer is False and not _lifts(own_word_at, current.answered_at):
        return replace(current, own_word_at=own_word_at)
    is_first_yes = current.answer is not True
    answered_at = at if is_first_yes else _latest(current.answered_at, at)
    return Permission(answer=True, answered_at=answered_at, own_word_at=own_word_at)


def _lifts(own_word_at: datetime | None, no_at: datetime | None) -> bool:
    return own_word_at is not None and (no_at is None or own_word_at > no_at)


def _latest(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else max(known, at)


def _usable(
    numbers: Iterable[ContactNumber], *, at_risk: bool, now: datetime
) -> tuple[ContactNumber, ...]:
    usable = (
        number
        for number in numbers
        if number.e164 is not None
        and number.is_verified
        and not number.is_wrong
        and number.safe is not False
    )
    trusted = (
        number
        for number in usable
        if not at_risk or _is_marked(number) or _is_vouched(number, now)
    )
    return tuple(sorted(trusted, key=lambda number: _preference(number, now)))


def _is_marked(number: ContactNumber) -> bool:
    return number.own is True and number.safe is True


def _is_vouched(number: ContactNumber, now: datetime) -> bool:
    return number.vouched_at is not None and now <= _months_after(
        number.vouched_at, FRESH_MONTHS
    )


def _preference(number: ContactNumber, now: datetime) -> tuple[bool, bool, bool, float]:
    """Marked first, then vouched for, somebody else's last, the newest before."""
    given = number.given_at.timestamp() if number.given_at else 0.0
    return (
        not _is_marked(number),
        not _is_vouched(number, now),
        number.own is False,
        -given,
    )


def _holds_for_now(permission: Permission, now: datetime) -> bool:
    return (
        permission.answer is True
        and permission.answered_at is not None
        and now <= _months_after(permission.answered_at, ASK_AGAIN_AFTER_MONTHS)
    )


def _months_after(moment: datetime, months: int) -> datetime:
    """Give the same time of day in Amsterdam, that many calendar months later."""
    local = moment.astimezone(AMSTERDAM)
    day = add_calendar_months(local.date(), months)
    return local.replace(year=day.year, month=day.month, day=day.day)
