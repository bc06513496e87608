"""A number that was given in a call: SHN looks into it before anybody calls it."""

from portal.actions.call_situation import CallState
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.work_items import alert_people
from portal.db.phone_marks import set_number_judged
from portal.db.phones import Giving, insert_noted_phone
from portal.db.sealing_ring import sealer
from portal.domain.attempts import NewNumber
from portal.domain.number_marks import NumberJudgement
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.safe_contact import ContactNumber
from portal.domain.staff import Worker
from portal.domain.victims import GivenPhone
from portal.domain.work_items import WorkItemKind


async def note_number(
    *, state: CallState, worker: Worker, new: NewNumber | None, is_her_word: bool
) -> None:
    """Keep what was given; her own word to who writes how she is reached counts."""
    if new is None:
        return
    is_settled = is_her_word and worker.mends_contact
    is_safe = is_settled and new.is_safe
    known = _find(new, state)
    if known is None:
        await _add(new, state, is_safe=is_safe, is_verified=is_settled)
    elif is_safe:
        await _judge(known, new, state)
    if is_settled:
        await refresh_calls_of_victim(
            victim_id=state.task.victim_id, is_settled_by_shn=False, now=state.at
        )
    elif known is None or _is_doubtful(known):
        await _ask_shn(state)


def _find(new: NewNumber, state: CallState) -> ContactNumber | None:
    """Find the same line among her own numbers, however it was typed."""
    read = read_number(new.text, region=state.contact.country)
    if not isinstance(read, PhoneNumber):
        return None
    index = sealer().index(read.e164, purpose="phone")
    lines = state.contact.lines
    return next(
        (it for it in state.contact.numbers if lines[it.id].index == index), None
    )


def _is_doubtful(known: ContactNumber) -> bool:
    return known.is_wrong or known.safe is False or not known.is_verified


async def _add(
    new: NewNumber, state: CallState, *, is_safe: bool, is_verified: bool
) -> None:
    await insert_noted_phone(
        victim_id=state.task.victim_id,
        phone=GivenPhone(
            text=new.text, is_own=new.is_own, is_safe=True if is_safe else None
        ),
        giving=Giving(
            at=state.at,
            vouched_at=state.at if is_safe else None,
            region=state.contact.country,
        ),
        is_verified=is_verified,
    )


async def _judge(known: ContactNumber, new: NewNumber, state: CallState) -> None:
    is_own = new.is_own is not False
    await set_number_judged(
        victim_id=state.task.victim_id,
        phone_id=known.id,
        judgement=NumberJudgement.OWN_AND_SAFE if is_own else NumberJudgement.SAFE,
        at=state.at,
    )


async def _ask_shn(state: CallState) -> None:
    """One question a victim, however many numbers callers noted down."""
    await alert_people(
        kind=WorkItemKind.NUMBER_TO_VERIFY,
        cause=state.task.victim_id,
        organisation=state.task.organisation,
        now=state.at,
        victim_id=state.task.victim_id,
        location=state.task.location,
    )
