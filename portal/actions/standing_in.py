"""Looking for somebody else: who may, for whom, and what a victim says of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.standing_held import (
    Opening,
    fetch_openings_held,
    hold_opening,
    let_go_of_opening,
    opening_for,
    opening_of,
)
from portal.actions.work_items import open_work_item
from portal.db.audit import insert_audit
from portal.db.engine import joined_transaction
from portal.db.standing_in import (
    delete_sessions_of_stand_in,
    fetch_stand_in_for_victim,
    fetch_stand_ins_for_victim,
    fetch_stood_in_for,
)
from portal.db.standing_words import (
    set_doubted_for_victim,
    set_own_part_for_victim,
    set_word_for_victim,
)
from portal.domain.calendar import local_date
from portal.domain.errors import UnableToError
from portal.domain.standing_in import (
    Access,
    StandIn,
    access_of,
    comes_first,
    has_own_voice,
)
from portal.domain.standing_powers import ENDED_BY_HER, OwnPart, StandingWord
from portal.domain.victims import VictimKind
from portal.domain.work_items import SHN_WORKERS, WorkItemKind

_TAKE_AWAY = {StandingWord.ENDED, StandingWord.LET_GO}
_ABOUT_END = {StandingWord.ENDED, StandingWord.RESTORED}
_ABOUT_DOUBT = {StandingWord.DOUBTED, StandingWord.SETTLED}


class UnableToFindStandInError(UnableToError):
    """Nobody of that name stands in for her, or that is not hers to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInSeen:
    """One who stands in, and what they may do now; `access` None is nothing."""

    who: StandIn
    access: Access | None
    she_may_end: bool
    she_may_keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Everybody round one victim, and what she keeps to herself of them."""

    people: tuple[StandInSeen, ...]
    own_parts: frozenset[OwnPart]
    keeps_parts: bool  # from twelve, and a company has nothing to keep
    waits_for: frozenset[UUID]  # who may look along once SHN spoke to her
    waiting_parts: frozenset[OwnPart]


async def find_access(
    *, victim_id: UUID, representative_id: UUID, now: datetime
) -> Access | None:
    """Say what somebody may do at this moment; None where the door is shut."""
    today = local_date(now)
    who = await fetch_stand_in_for_victim(
        victim_id=victim_id, representative_id=representative_id, today=today
    )
    return access_of(who, today) if who else None


async def list_open_doors(
    *, representative_id: UUID, now: datetime
) -> tuple[StandInSeen, ...]:
    """Give for whom the same person may look now; of the others nothing is said."""
    today = local_date(now)
    found = await fetch_stood_in_for(representative_id=representative_id, today=today)
    standings = (_as_seen(who, now) for who in found)
    return tuple(one for one in standings if one.access is not None)


async def choose_door(
    *, representative_id: UUID, wanted_id: UUID, now: datetime
) -> StandInSeen:
    """Give the standing by which the same person goes on for another."""
    for one in await list_open_doors(representative_id=representative_id, now=now):
        if one.who.id == wanted_id:
            return one
    raise UnableToFindStandInError("Deze pagina is er niet.")


async def list_circle(*, victim_id: UUID, now: datetime) -> Circle:
    people = await fetch_stand_ins_for_victim(
        victim_id=victim_id, today=local_date(now)
    )
    held = await fetch_openings_held(victim_id=victim_id)
    return Circle(
        people=tuple(_as_seen(who, now) for who in people),
        own_parts=people[0].own_parts if people else frozenset(),
        keeps_parts=bool(people) and _has_own_parts(people[0], now),
        waits_for=frozenset(
            who.id for who in people if opening_for(who.id).field in held
        ),
        waiting_parts=frozenset(it for it in OwnPart if opening_of(it).field in held),
    )


async def say_of_stand_in(
    *, victim_id: UUID, representative_id: UUID, word: StandingWord, now: datetime
) -> bool:
    """Let her word hold at once: doors, sessions and calls follow it.

    A yes of who is at risk waits for SHN (`standing_held`); tell whether it does.
    """
    async with joined_transaction():
        who = await _find(victim_id, representative_id, now)
        standing = _as_seen(who, now)
        is_about_end = word in _ABOUT_END
        may_say = standing.she_may_end if is_about_end else standing.she_may_keep
        if not may_say or word in _ABOUT_DOUBT:
            raise UnableToFindStandInError("Deze pagina is er niet.")
        is_open = not who.is_ended if is_about_end else who.is_kept
        opening = opening_for(representative_id, who.name)
        if await _is_held(
            opening, who, is_yes=word not in _TAKE_AWAY, is_open=is_open, now=now
        ):
            return True
        changed = await set_word_for_victim(
            victim_id=victim_id,
            representative_id=representative_id,
            word=word,
            now=now,
        )
        if changed and word in _TAKE_AWAY:
            await delete_sessions_of_stand_in(representative_id=representative_id)
        if changed and is_about_end:
            await refresh_calls_of_victim(
                victim_id=victim_id, is_settled_by_shn=False, now=now
            )
        return False


async def doubt_stand_in(
    *, victim_id: UUID, representative_id: UUID, now: datetime
) -> None:
    """Shut the door until SHN has looked: nobody is told that she said so."""
    async with joined_transaction():
        who = await _find(victim_id, representative_id, now)
        doubt_id = await set_doubted_for_victim(
            victim_id=victim_id, representative_id=representative_id, now=now
        )
        if doubt_id is None:
            return
        await delete_sessions_of_stand_in(representative_id=representative_id)
        await open_work_item(
            kind=WorkItemKind.STANDING_DOUBTED,
            cause=doubt_id,
            organisation=SHN_WORKERS.organisation,
            role=SHN_WORKERS.role,
            now=now,
            victim_id=victim_id,
            detail=who.name,
        )
        await refresh_calls_of_victim(
            victim_id=victim_id, is_settled_by_shn=False, now=now
        )


async def keep_own_part(
    *, victim_id: UUID, part: OwnPart, is_hers: bool, now: datetime
) -> bool:
    """Tell whether sharing it waits for SHN; keeping it never does."""
    async with joined_transaction():
        people = await fetch_stand_ins_for_victim(
            victim_id=victim_id, today=local_date(now)
        )
        if not people or not _has_own_parts(people[0], now):
            raise UnableToFindStandInError("Deze pagina is er niet.")
        who, is_open = people[0], part not in people[0].own_parts
        if await _is_held(
            opening_of(part), who, is_yes=not is_hers, is_open=is_open, now=now
        ):
            return True
        await set_own_part_for_victim(
            victim_id=victim_id, part=part, is_hers=is_hers, now=now
        )
        return False


async def log_in_stand_in(
    *, victim_id: UUID, who: StandIn, origin: str, now: datetime
) -> None:
    await insert_audit(
        now=now,
        actor_kind="representative",
        actor=str(who.id),
        role=who.role.value,
        action="logged_in",
        victim_id=victim_id,
        origin=origin,
    )


async def note_refusal(
    *, victim_id: UUID, representative_id: UUID, role: str, path: str, now: datetime
) -> None:
    """Write down who came to a door that was shut, or wanted what they may not."""
    await insert_audit(
        now=now,
        actor_kind="representative",
        actor=str(representative_id),
        role=role,
        action="stood_in",
        object_kind="page",
        object_id=path,
        victim_id=victim_id,
        origin="portal",
        outcome="refused",
    )


async def _is_held(
    opening: Opening, who: StandIn, *, is_yes: bool, is_open: bool, now: datetime
) -> bool:
    """Hold what would open anew for who is at risk; a no takes it back."""
    if not is_yes:
        await let_go_of_opening(opening, victim_id=who.victim_id, now=now)
    if not is_yes or is_open or not who.at_risk:
        return False
    await hold_opening(opening, victim_id=who.victim_id, now=now)
    return True


async def _find(victim_id: UUID, representative_id: UUID, now: datetime) -> StandIn:
    who = await fetch_stand_in_for_victim(
        victim_id=victim_id, representative_id=representative_id, today=local_date(now)
    )
    if who is None:
        raise UnableToFindStandInError("Deze pagina is er niet.")
    return who


def _as_seen(who: StandIn, now: datetime) -> StandInSeen:
    today = local_date(now)
    return StandInSeen(
        who=who,
        access=access_of(who, today),
        she_may_end=who.role in ENDED_BY_HER,
        she_may_keep=comes_first(who, today),
    )


def _has_own_parts(who: StandIn, now: datetime) -> bool:
    is_person = who.victim_kind is not VictimKind.LEGAL_PERSON
    return is_person and has_own_voice(who.birth_date, local_date(now))
