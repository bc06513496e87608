"""Queries for what victims wish of a hearing; rows are added, and never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import fetch_rows
from portal.db.rows import insert_row_once
from portal.db.sealing_ring import sealer, unseal_if_possible
from portal.domain.hearing_wishes import (
    Attendance,
    Companion,
    Entering,
    HearingWish,
    SaidWish,
    Seat,
)

UNREADABLE = "(niet te lezen)"


async def insert_hearing_wish(
    *, victim_id: UUID, hearing_id: UUID, version: int, wish: HearingWish, now: datetime
) -> bool:
    """Tell whether this version is new: another window may have been first."""
    wish_id = uuid4()
    words = sealer().seal(wish.words, place=_place(wish_id)) if wish.words else None
    return await insert_row_once(
        "hearing_wish",
        {
            "id": wish_id,
            "victim": victim_id,
            "hearing": hearing_id,
            "version": version,
            "said_at": now,
            "attends": wish.attends.value,
            "waits_apart": wish.waits_apart,
            "avoids_family": wish.avoids_family,
            "stays_unnamed": wish.stays_unnamed,
            "entering": wish.entering.value,
            "seat": wish.seat.value,
            "companion": wish.companion.value,
            "words_sealed": words,
        },
    )


async def fetch_hearing_wishes_for_victim(
    *, victim_id: UUID, hearing_id: UUID
) -> list[SaidWish]:
    """Give all she ever said of it, the newest first."""
    rows = await fetch_rows(
        "SELECT * FROM hearing_wish WHERE victim = {} AND hearing = {}"
        " ORDER BY said_at DESC, version DESC",
        *(victim_id, hearing_id),
    )
    return [_read(row) for row in rows]


async def fetch_standing_wishes(
    *, victim_ids: Sequence[UUID], hearing_ids: Sequence[UUID]
) -> dict[tuple[UUID, UUID], SaidWish]:
    """Give what holds now, by victim and hearing."""
    rows = await fetch_rows(
        "SELECT * FROM hearing_wish WHERE victim = ANY({}) AND hearing = ANY({})"
        " ORDER BY said_at, version",
        *(list(victim_ids), list(hearing_ids)),
    )
    return {(row["victim"], row["hearing"]): _read(row) for row in rows}


async def fetch_wishes_of_hearing(*, hearing_id: UUID) -> dict[UUID, list[SaidWish]]:
    """Give all that was ever said of it, by victim."""
    rows = await fetch_rows(
        "SELECT * FROM hearing_wish WHERE hearing = {} ORDER BY said_at, version",
        hearing_id,
    )
    found: dict[UUID, list[SaidWish]] = {}
    for row in rows:
        found.setdefault(row["victim"], []).append(_read(row))
    return found


def _read(row: Mapping[str, Any]) -> SaidWish:
    return SaidWish(
        id=row["id"],
        hearing_id=row["hearing"],
        version=row["version"],
        said_at=row["said_at"],
        wish=HearingWish(
            attends=Attendance(row["attends"]),
            waits_apart=row["waits_apart"],
            avoids_family=row["avoids_family"],
            stays_unnamed=row["stays_unnamed"],
            entering=Entering(row["entering"]),
            seat=Seat(row["seat"]),
            companion=Companion(row["companion"]),
            words=_words(row),
        ),
    )


def _words(row: Mapping[str, Any]) -> str:
    if row["words_sealed"] is None:
        return ""
    words = unseal_if_possible(row["words_sealed"], place=_place(row["id"]))
    return UNREADABLE if words is None else words


def _place(wish_id: UUID) -> str:
    return f"hearing_wish/{wish_id}/words_sealed"
