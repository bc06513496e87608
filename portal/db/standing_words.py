"""What a victim said of who stands in for her; it holds in each list sent anew."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import fetch_row, fetch_rows
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
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


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
        await _write_down(row, word, now)
    return bool(rows)


async def keep_her_word(*, victim_id: UUID) -> None:
    """Let what she said hold for whoever is on the list now, her doubts too."""
    words = await fetch_rows(
        "SELECT * FROM standing_word WHERE victim = {} ORDER BY said_at, id", victim_id
    )
    if not words:
        return
    for row in await fetch_rows(
        "SELECT * FROM representative WHERE victim = {}", victim_id
    ):
        changes = _said_of(row, words) | {"doubted_at": _doubted_since(row, words)}
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
        if word in _SETS and is_same:
            changes[_SETS[word]] = None if word in _TAKES_BACK else said["said_at"]
    return changes


def _doubted_since(row: Row, words: Sequence[Row]) -> datetime | None:
    """A doubt holds as an end does; SHN settles it for whom it was said of alone."""
    settled = {
        _who(said): said["said_at"]
        for said in words
        if said["word"] == StandingWord.SETTLED
    }
    return next(
        (
            said["said_at"]
            for said in words
            if said["word"] == StandingWord.DOUBTED
            and (_is_same(row, said) or _has_same_address(row, said))
            and settled.get(_who(said), _LONG_AGO) < said["said_at"]
        ),
        None,
    )


def _who(row: Row) -> tuple[str, str, str | None]:
    return (row["role"], row["name_key"], row["email_index"])


def _is_same(one: Row, other: Row) -> bool:
    return (one["role"], one["name_key"]) == (other["role"], other["name_key"])


def _has_same_address(one: Row, other: Row) -> bool:
    is_known = one["email_index"] is not None
    return is_known and one["email_index"] == other["email_index"]


async def set_doubted_for_victim(
    *, victim_id: UUID, representative_id: UUID, now: datetime
) -> UUID | None:
    """Give the doubt by which SHN settles it; None where she said it before."""
    row = await fetch_row(
        "UPDATE representative SET doubted_at = {} WHERE id = {} AND victim = {}"
        " AND doubted_at IS NULL RETURNING *",
        now,
        representative_id,
        victim_id,
    )
    return await _write_down(row, StandingWord.DOUBTED, now) if row else None


async def set_doubt_settled(*, doubt_id: UUID, now: datetime) -> None:
    """SHN looked into it: what the list says now holds, and what it says later."""
    doubt = await fetch_row("SELECT * FROM standing_word WHERE id = {}", doubt_id)
    if doubt is not None:
        await _write_down(doubt, StandingWord.SETTLED, now)
        await keep_her_word(victim_id=doubt["victim"])


async def _write_down(row: Row, word: StandingWord, now: datetime) -> UUID:
    """Of whom the row is about; it may be gone from the next list."""
    new_id = uuid4()
    about = {name: row[name] for name in ("victim", "role", "name_key", "email_index")}
    await insert_row(
        "standing_word", {"id": new_id, **about, "word": word.value, "said_at": now}
    )
    return new_id


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
