"""What a victim said of who stands in for her; it holds in each list sent anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row, update_row
from portal.db.sealing_ring import sealer
from portal.domain.standing_powers import OwnPart, StandingWord

Row = Mapping[str, Any]

_SETS = {
    StandingWord.ENDED: "ended_at",
    StandingWord.RESTORED: "ended_at",
    StandingWord.KEPT: "kept_at",
    StandingWord.LET_GO: "kept_at",
}
_TAKES_BACK = {StandingWord.RESTORED, StandingWord.LET_GO}


def email_mark(address: str) -> str:
    return sealer().index(address.strip().casefold(), purpose="representative")


async def set_word_for_victim(
    *, victim_id: UUID, representative_id: UUID, word: StandingWord, now: datetime
) -> bool:
    """Let it hold from now, and write it down; tell whether it changed anything."""
    column, takes_back = _SETS[word], word in _TAKES_BACK
    rows = await fetch_rows(
        f"UPDATE representative SET {column} = {{}}"  # noqa: S608 - own names
        f" WHERE id = {{}} AND victim = {{}}"
        f" AND {column} IS {'NOT ' if takes_back else ''}NULL RETURNING *",
        None if takes_back else now,
        representative_id,
        victim_id,
    )
    for row in rows:
        await insert_row(
            "standing_word",
            {
                "id": uuid4(),
                "victim": victim_id,
                "role": row["role"],
                "name_key": row["name_key"],
                "email_index": row["email_index"],
                "word": word.value,
                "said_at": now,
            },
        )
    return bool(rows)


async def keep_her_word(*, victim_id: UUID, before: Sequence[Row]) -> None:
    """Let what she said hold for the people of a new list, and doubts stay doubts."""
    words = await fetch_rows(
        "SELECT * FROM standing_word WHERE victim = {} ORDER BY said_at, id", victim_id
    )
    doubted = [row for row in before if row["doubted_at"] is not None]
    if not words and not doubted:
        return
    for row in await fetch_rows(
        "SELECT * FROM representative WHERE victim = {}", victim_id
    ):
        changes = _said_of(row, words)
        changes |= {it: at for it, at in _doubts_of(row, doubted).items() if at}
        if changes:
            await update_row("representative", row["id"], changes)


def _said_of(row: Row, words: Sequence[Row]) -> dict[str, datetime | None]:
    """Read them in order: the newest of each kind holds.

    An end also holds for who has the same address under another name; that somebody
    may look along holds for exactly this person.
    """
    changes: dict[str, datetime | None] = {}
    for said in words:
        word = StandingWord(said["word"])
        is_same = _is_same(row, said) or (
            word is StandingWord.ENDED and _has_same_address(row, said)
        )
        if is_same:
            changes[_SETS[word]] = None if word in _TAKES_BACK else said["said_at"]
    return changes


def _doubts_of(row: Row, doubted: Sequence[Row]) -> dict[str, datetime]:
    same = [it for it in doubted if _is_same(row, it) or _has_same_address(row, it)]
    return {"doubted_at": same[0]["doubted_at"]} if same else {}


def _is_same(one: Row, other: Row) -> bool:
    return (one["role"], one["name_key"]) == (other["role"], other["name_key"])


def _has_same_address(one: Row, other: Row) -> bool:
    is_known = one["email_index"] is not None
    return is_known and one["email_index"] == other["email_index"]


async def set_doubted_for_victim(
    *, victim_id: UUID, representative_id: UUID, now: datetime
) -> bool:
    return bool(
        await execute(
            "UPDATE representative SET doubted_at = {} WHERE id = {} AND victim = {}"
            " AND doubted_at IS NULL",
            now,
            representative_id,
            victim_id,
        )
    )


async def set_doubt_settled(*, representative_id: UUID) -> None:
    """SHN looked into it: what the list says now holds."""
    await execute(
        "UPDATE representative SET doubted_at = NULL WHERE id = {}", representative_id
    )


async def set_own_part_for_victim(
    *, victim_id: UUID, part: OwnPart, is_hers: bool, now: datetime
) -> bool:
    """Write it down where it changes; tell whether it did."""
    newest = await fetch_row(
        "SELECT is_hers FROM own_part WHERE victim = {} AND part = {}"
        " ORDER BY said_at DESC, id DESC LIMIT 1",
        victim_id,
        part.value,
    )
    if (newest is not None and bool(newest["is_hers"])) is is_hers:
        return False
    await insert_row(
        "own_part",
        {
            "id": uuid4(),
            "victim": victim_id,
            "part": part.value,
            "is_hers": is_hers,
            "said_at": now,
        },
    )
    return True
