"""What a victim wishes of a hearing: said, changed, never lost to a second window."""

from datetime import datetime
from uuid import UUID

from portal.actions.appointments import AppointmentRead, read_appointment
from portal.actions.hearing_wish_work import follow_wish
from portal.db.engine import transaction
from portal.db.hearing_wishes import (
    fetch_hearing_wishes_for_victim,
    insert_hearing_wish,
)
from portal.domain.errors import UnableToError
from portal.domain.hearing_wishes import MOST_WORDS, HearingWish, SaidWish, newest


class UnableToSayWishError(UnableToError):
    """The message is for her."""


class UnableToSayWishTwiceError(UnableToSayWishError):
    """She changed it elsewhere since this form was shown."""

    is_conflict = True


async def say_wish(
    *,
    victim_id: UUID,
    hearing_id: UUID,
    wish: HearingWish,
    based_on: int,
    now: datetime,
) -> None:
    """Keep it as a next row. `based_on` is the version that the form showed.

    The same said twice, by a second click, is said once.
    """
    async with transaction():
        read = await read_appointment(
            victim_id=victim_id, hearing_id=hearing_id, now=now
        )
        _check(read, wish, now)
        said = await _fetch(victim_id, hearing_id)
        if _stands(said, wish):
            return
        if based_on != _version(said) or not await insert_hearing_wish(
            victim_id=victim_id,
            hearing_id=hearing_id,
            version=based_on + 1,
            wish=wish,
            now=now,
        ):
            await _settle(victim_id, hearing_id, wish)
            return
        await follow_wish(victim_id=victim_id, hearing_id=hearing_id, now=now)


async def _settle(victim_id: UUID, hearing_id: UUID, wish: HearingWish) -> None:
    """Another was first: fine where it said the same."""
    if not _stands(await _fetch(victim_id, hearing_id), wish):
        raise UnableToSayWishTwiceError(
            "U heeft dit net ook ergens anders veranderd.",
            hint="Kijk hieronder of het zo klopt. Sla het dan nog een keer op.",
        )


def _check(read: AppointmentRead, wish: HearingWish, now: datetime) -> None:
    if not read.may_wish(now):
        raise UnableToSayWishError("Dit kan niet meer voor deze afspraak.")
    if len(wish.words) > MOST_WORDS:
        raise UnableToSayWishError("Dit is te lang. Maak het korter.")


async def _fetch(victim_id: UUID, hearing_id: UUID) -> list[SaidWish]:
    return await fetch_hearing_wishes_for_victim(
        victim_id=victim_id, hearing_id=hearing_id
    )


def _stands(said: list[SaidWish], wish: HearingWish) -> bool:
    """Whether this is what holds; before the first word nothing was wished."""
    last = newest(said)
    return (last.wish if last else HearingWish()) == wish


def _version(said: list[SaidWish]) -> int:
    return max((it.version for it in said), default=0)
