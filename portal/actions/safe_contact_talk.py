"""How to talk with a victim: by which name, word and language, in which form."""

from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions.cases import refresh_case
from portal.actions.contact import ContactOnFile
from portal.actions.own_trail import ByWhom
from portal.actions.safe_contact import (
    UnableToChangeContactError,
    ask_shn_to_look,
    changing,
    check_seen,
)
from portal.db.deadlocks import again_after_deadlock
from portal.db.own_contact import (
    hold_own_record_for_victim,
    insert_choice,
    set_own_facts_for_victim,
)
from portal.db.sealing_ring import sealer
from portal.db.victims import fetch_cases_of_victim
from portal.domain.own_contact import CODE_WORD, OwnTalk, Part, why_no_code_word
from portal.domain.work_items import WorkItemKind


async def keep_talk(
    *, victim_id: UUID, talk: OwnTalk, seen: str, by: ByWhom, now: datetime
) -> bool:
    """Keep how to talk with her; tell whether SHN looks at the code word first."""
    return await again_after_deadlock(
        partial(_keep_talk, victim_id=victim_id, talk=talk, seen=seen, by=by, now=now)
    )


async def _keep_talk(
    *, victim_id: UUID, talk: OwnTalk, seen: str, by: ByWhom, now: datetime
) -> bool:
    async with changing(
        victim_id=victim_id, action="change_talk", by=by, now=now
    ) as found:
        check_seen(found, seen, Part.TALK)
        contact = found.contact
        await set_own_facts_for_victim(
            victim_id=victim_id,
            record=found.record,
            columns={
                "call_name_sealed": _seal(
                    victim_id, "call_name_sealed", talk.call_name
                ),
                "language": talk.language,
                "needs_interpreter": talk.needs_interpreter,
                "plain_language": talk.plain_language,
                "communication": str(talk.communication),
            },
            names=(
                *("call_name", "language", "needs_interpreter"),
                *("plain_language", "communication"),
            ),
            now=now,
        )
        is_held = await _keep_code_word(found, talk.code_word, now)
        if talk.communication != contact.communication:
            for case_id in sorted(await fetch_cases_of_victim(victim_id=victim_id)):
                await refresh_case(case_id=case_id, now=now)
        return is_held


async def _keep_code_word(
    found: ContactOnFile, word: str | None, now: datetime
) -> bool:
    """A word of who is at risk counts once SHN knows that it is hers.

    The one that she has as well: else whoever is logged in as her could try words.
    """
    contact = found.contact
    is_known = word == (contact.code_word or "")
    if word is None or (is_known and not found.at_risk):
        return False
    names = (contact.given_names, contact.family_name, contact.contact_person)
    if problem := why_no_code_word(word, names=names):
        raise UnableToChangeContactError(problem, field=CODE_WORD)
    victim_id = contact.id
    await insert_choice(
        victim_id=victim_id,
        field=CODE_WORD,
        answer="",
        value=word,
        is_held=found.at_risk,
        now=now,
    )
    if found.at_risk:
        await ask_shn_to_look(
            victim_id=victim_id, kind=WorkItemKind.CONTACT_TO_CHECK, now=now
        )
        return True
    await set_code_word(victim_id=victim_id, word=word, found=found, now=now)
    return False


async def set_code_word(
    *, victim_id: UUID, word: str, found: ContactOnFile, now: datetime
) -> None:
    """The record may have moved on within this change: read its marks anew."""
    record = await hold_own_record_for_victim(victim_id=victim_id)
    await set_own_facts_for_victim(
        victim_id=victim_id,
        record=record or found.record,
        columns={"code_word_sealed": _seal(victim_id, "code_word_sealed", word)},
        names=(CODE_WORD,),
        now=now,
    )


def _seal(victim_id: UUID, column: str, text: str) -> str | None:
    return sealer().seal(text, place=f"victim/{victim_id}/{column}") if text else None
