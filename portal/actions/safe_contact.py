"""What a victim changes about being reached, obeyed at once by calls and messages."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.contact import ContactOnFile, fetch_contact_on_file
from portal.actions.own_trail import ByWhom, note_change
from portal.actions.work_items import alert_people
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import joined_transaction
from portal.db.own_contact import (
    OwnRecord,
    fetch_contact_change,
    hold_own_record_for_victim,
    insert_choice,
    set_contact_changed_for_victim,
    set_contact_confirmed_for_victim,
    set_own_facts_for_victim,
    settle_choices_for_victim,
)
from portal.db.victim_records import merge_victim
from portal.domain.errors import UnableToError
from portal.domain.own_contact import (
    TIMES,
    Answers,
    OwnTimes,
    Part,
    are_ever_called,
    narrow,
    sort_answers,
)
from portal.domain.safe_contact import Channel
from portal.domain.staff import Organisation
from portal.domain.victims import VictimFacts
from portal.domain.work_items import WorkItemKind

CONSENT_OF = {
    Channel.CALL: "calling",
    Channel.VOICEMAIL: "voicemail",
    Channel.SMS: "sms",
    Channel.EMAIL: "email",
    Channel.LETTER: "post",
}


class UnableToChangeContactError(UnableToError):
    """It was changed elsewhere, or it cannot be so; `field` names where."""

    def __init__(self, message: str, *, field: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class UnableToSeeChangeError(UnableToChangeContactError):
    """Something else stands there by now than she saw."""

    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            "Dit is net veranderd, misschien in een ander venster.",
            hint="Kijk wat er nu staat, en kies dan nog een keer.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsKept:
    """`is_stale`: only what closes a way was kept, for the page was an old one."""

    is_changed: bool
    held: frozenset[Channel]
    is_stale: bool


async def keep_channels(
    *,
    victim_id: UUID,
    given: Mapping[Channel, bool],
    seen: str,
    by: ByWhom,
    now: datetime,
) -> ChannelsKept:
    """Keep her answers; a no counts whatever stands there by now."""
    return await again_after_deadlock(
        partial(
            _keep_channels, victim_id=victim_id, given=given, seen=seen, by=by, now=now
        )
    )


async def keep_times(
    *, victim_id: UUID, times: OwnTimes, seen: str, by: ByWhom, now: datetime
) -> bool:
    """Keep when she may be called; tell whether SHN looks at a new time first."""
    if not are_ever_called(times, now=now):
        raise UnableToChangeContactError(
            "Op deze dagen en tijden bellen wij nooit. Kies er een bij.", field="days"
        )
    return await again_after_deadlock(
        partial(
            _keep_times, victim_id=victim_id, times=times, seen=seen, by=by, now=now
        )
    )


async def confirm_contact(
    *, victim_id: UUID, seen: str, by: ByWhom, now: datetime
) -> None:
    """All is still so: every yes is a fresh one, and no no is touched."""
    await again_after_deadlock(
        partial(_confirm, victim_id=victim_id, seen=seen, by=by, now=now)
    )


async def has_changed_since(*, task_id: UUID, token: UUID, seen: datetime) -> bool:
    """Whether she changed how she is reached while her call is in hand."""
    changed_at = await fetch_contact_change(task_id=task_id, token=token)
    return changed_at is not None and changed_at > seen


@asynccontextmanager
async def changing(
    *, victim_id: UUID, action: str, by: ByWhom, now: datetime
) -> AsyncIterator[ContactOnFile]:
    """Hold how she is reached while it changes; then calls are looked at anew."""
    async with joined_transaction():
        await hold_own_record_for_victim(victim_id=victim_id)
        yield await fetch_contact_on_file(victim_id=victim_id, now=now)
        await set_contact_changed_for_victim(victim_id=victim_id, now=now)
        await refresh_calls_of_victim(
            victim_id=victim_id, is_settled_by_shn=False, now=now
        )
        await note_change(by, victim_id=victim_id, action=action, now=now)


def check_seen(found: ContactOnFile, seen: str, *parts: Part) -> None:
    if found.mark(*parts) != seen:
        raise UnableToSeeChangeError


async def ask_shn_to_look(
    *, victim_id: UUID, kind: WorkItemKind, now: datetime
) -> None:
    """One piece of work a victim, however much she changed."""
    await alert_people(
        kind=kind,
        cause=victim_id,
        organisation=Organisation.SHN,
        now=now,
        victim_id=victim_id,
    )


async def keep_answers(
    found: ContactOnFile, answers: Mapping[Channel, bool], *, now: datetime
) -> None:
    """Write what she answered as her own word, later than all that stood there."""
    if not answers:
        return
    names = [CONSENT_OF[channel] for channel in answers]
    await merge_victim(
        VictimFacts(
            victim_id=found.contact.reference,
            given={CONSENT_OF[it]: answer for it, answer in answers.items()},
        ),
        at=found.record.moment(now, names),
        by_victim_or_shn=True,
        now=now,
    )


async def _keep_channels(
    *,
    victim_id: UUID,
    given: Mapping[Channel, bool],
    seen: str,
    by: ByWhom,
    now: datetime,
) -> ChannelsKept:
    async with changing(
        victim_id=victim_id, action="change_channels", by=by, now=now
    ) as found:
        is_stale = found.mark(Part.CHANNELS) != seen
        noes = {channel: answer for channel, answer in given.items() if not answer}
        answers = sort_answers(
            noes if is_stale else given,
            found.contact.profile,
            at_risk=found.at_risk,
            now=now,
        )
        await keep_answers(found, answers.at_once, now=now)
        await _write_down(victim_id, answers, noes, now)
        return ChannelsKept(
            is_changed=bool(answers.at_once or answers.held),
            held=answers.held,
            is_stale=is_stale and len(noes) < len(given),
        )


async def _write_down(
    victim_id: UUID, answers: Answers, noes: Mapping[Channel, bool], now: datetime
) -> None:
    for channel, answer in answers.at_once.items():
        await insert_choice(
            victim_id=victim_id,
            field=CONSENT_OF[channel],
            answer="yes" if answer else "no",
            now=now,
        )
    await settle_choices_for_victim(
        victim_id=victim_id,
        fields=[CONSENT_OF[channel] for channel in noes],
        settled_as="withdrawn",
        by="",
        now=now,
    )
    for channel in sorted(answers.held):
        await insert_choice(
            victim_id=victim_id,
            field=CONSENT_OF[channel],
            answer="yes",
            is_held=True,
            now=now,
        )
    if answers.held:
        await ask_shn_to_look(
            victim_id=victim_id, kind=WorkItemKind.CONTACT_TO_CHECK, now=now
        )


async def _keep_times(
    *, victim_id: UUID, times: OwnTimes, seen: str, by: ByWhom, now: datetime
) -> bool:
    async with changing(
        victim_id=victim_id, action="change_times", by=by, now=now
    ) as found:
        check_seen(found, seen, Part.TIMES)
        at_once = _safe_at_once(found, times, now) if found.at_risk else times
        await set_times(found, at_once, record=found.record, now=now)
        await settle_choices_for_victim(
            victim_id=victim_id, fields=[TIMES], settled_as="withdrawn", by="", now=now
        )
        if at_once == times:
            return False
        await insert_choice(
            victim_id=victim_id,
            field=TIMES,
            answer="",
            value=str(times),
            is_held=True,
            now=now,
        )
        await ask_shn_to_look(
            victim_id=victim_id, kind=WorkItemKind.CONTACT_TO_CHECK, now=now
        )
        return True


def _safe_at_once(found: ContactOnFile, times: OwnTimes, now: datetime) -> OwnTimes:
    narrowed = narrow(times, found.contact.profile)
    if narrowed is None or not are_ever_called(narrowed, now=now):
        raise UnableToChangeContactError(
            "Laat een dag en tijd staan die al mocht, of zeg nee bij bellen.",
            field="part",
        )
    return narrowed


async def set_times(
    found: ContactOnFile, times: OwnTimes, *, record: OwnRecord, now: datetime
) -> None:
    names = ("day_parts", "call_days", "time_zone")
    await set_own_facts_for_victim(
        victim_id=found.contact.id,
        record=record,
        columns=dict(zip(names, str(times).split(";"), strict=True)),
        names=names,
        now=now,
    )


async def _confirm(*, victim_id: UUID, seen: str, by: ByWhom, now: datetime) -> None:
    async with changing(
        victim_id=victim_id, action="confirm_contact", by=by, now=now
    ) as found:
        check_seen(found, seen, *Part)
        profile = found.contact.profile
        yes = {it: True for it in Channel if profile.permission(it).answer is True}
        await keep_answers(found, yes, now=now)
        await set_contact_confirmed_for_victim(victim_id=victim_id, now=now)
