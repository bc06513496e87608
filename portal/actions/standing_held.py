"""Letting somebody look along, by who is at risk: it waits until SHN spoke to her.

Whoever has her login may have the suspect beside her, or be the suspect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.safe_contact import ask_shn_to_look
from portal.db.own_contact import (
    HeldChoice,
    fetch_held_choices_for_victim,
    hold_own_record_for_victim,
    insert_choice,
    settle_choices_for_victim,
)
from portal.db.standing_in import fetch_stand_ins_for_victim
from portal.db.standing_words import set_own_part_for_victim, set_word_for_victim
from portal.domain.calendar import local_date
from portal.domain.standing_powers import KEPT_BY_HER, OwnPart, StandingWord
from portal.domain.work_items import WorkItemKind

_PERSON, _SHARE = "person:", "share:"
_LONGEST = 12  # of an id: enough to know it among those round one victim


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What would open: for one person, or one part that was hers alone."""

    field: str
    name: str | None = None


def opening_for(representative_id: UUID, name: str | None = None) -> Opening:
    return Opening(field=f"{_PERSON}{representative_id.hex[:_LONGEST]}", name=name)


def opening_of(part: OwnPart) -> Opening:
    return Opening(field=f"{_SHARE}{part}")


async def fetch_openings_held(*, victim_id: UUID) -> frozenset[str]:
    held = await fetch_held_choices_for_victim(victim_id=victim_id)
    return frozenset(choice.field for choice in held)


async def hold_opening(opening: Opening, *, victim_id: UUID, now: datetime) -> None:
    """Keep it for SHN to ask her; a second click adds nothing."""
    await hold_own_record_for_victim(victim_id=victim_id)
    if opening.field in await fetch_openings_held(victim_id=victim_id):
        return
    await insert_choice(
        victim_id=victim_id,
        field=opening.field,
        answer="yes",
        value=opening.name,
        is_held=True,
        now=now,
    )
    await ask_shn_to_look(
        victim_id=victim_id, kind=WorkItemKind.CONTACT_TO_CHECK, now=now
    )


async def let_go_of_opening(
    opening: Opening, *, victim_id: UUID, now: datetime
) -> None:
    await settle_choices_for_victim(
        victim_id=victim_id,
        fields=[opening.field],
        settled_as="withdrawn",
        by="",
        now=now,
    )


async def open_what_was_held(
    choices: Sequence[HeldChoice], *, victim_id: UUID, now: datetime
) -> None:
    """SHN knows that it was she: now it counts, for who is still on the list."""
    fields = {choice.field for choice in choices}
    for part in OwnPart:
        if opening_of(part).field in fields:
            await set_own_part_for_victim(
                victim_id=victim_id, part=part, is_hers=False, now=now
            )
    for who in await fetch_stand_ins_for_victim(
        victim_id=victim_id, today=local_date(now)
    ):
        if opening_for(who.id).field in fields:
            is_kept = who.role in KEPT_BY_HER
            await set_word_for_victim(
                victim_id=victim_id,
                representative_id=who.id,
                word=StandingWord.KEPT if is_kept else StandingWord.RESTORED,
                now=now,
            )
