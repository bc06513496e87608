"""Writing what other systems tell about a victim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.db.phones import (
    ContactRows,
    contact_rows,
    insert_contacts,
    replace_phones,
    replace_representatives,
)
from portal.db.rows import insert_rows, update_row
from portal.db.victim_columns import (
    PLAIN,
    SEALED,
    Change,
    Columns,
    blank_row,
    work_out,
)
from portal.db.victim_names import NAMES, name_rows, replace_names
from portal.domain.victims import VictimFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    victim_id: UUID
    is_new: bool


async def merge_victim(
    facts: VictimFacts, *, at: datetime, by_victim_or_shn: bool, now: datetime
) -> Merged:
    """Add one event's facts to the victim on file, made when there is none yet."""
    row = await _fetch_row(facts.victim_id)
    if row is None:
        [merged] = await _insert_new([facts], at=at, now=now)
        return merged
    change = work_out(row, facts, at=at, by_victim_or_shn=by_victim_or_shn)
    await update_row("victim", row["id"], change.columns)
    await _replace_contacts(row["id"], change)
    if not change.newest.keys().isdisjoint((*NAMES, "representatives")):
        await replace_names(victim_id=row["id"])
    return Merged(victim_id=row["id"], is_new=False)


async def record_victims(
    given: Sequence[VictimFacts], *, at: datetime, now: datetime
) -> list[Merged]:
    """Add what a report tells of its victims; those who are new all at once."""
    on_file = await _fetch_references([facts.victim_id for facts in given])
    new = {it.victim_id: it for it in reversed(given) if it.victim_id not in on_file}
    first = list(new.values())
    inserted = dict(zip(new, await _insert_new(first, at=at, now=now), strict=True))
    return [
        inserted[facts.victim_id]
        if facts in first
        else await merge_victim(facts, at=at, by_victim_or_shn=False, now=now)
        for facts in given
    ]


async def _insert_new(
    given: Sequence[VictimFacts], *, at: datetime, now: datetime
) -> list[Merged]:
    rows, contacts, names = list[Columns](), list[ContactRows](), list[Columns]()
    for facts in given:
        row = blank_row(facts, now=now)
        change = work_out(row, facts, at=at, by_victim_or_shn=False)
        rows.append({**dict.fromkeys(PLAIN + SEALED), **row, **change.columns})
        contacts.append(
            contact_rows(
                row["id"],
                phones=change.newest.get("phones"),
                representatives=change.newest.get("representatives"),
                giving=change.giving,
            )
        )
        others = [str(one["name"]) for one in contacts[-1].representatives]
        names += name_rows(rows[-1], representatives=others)
    await insert_rows("victim", rows)
    await insert_rows("victim_name", names)
    await insert_contacts(contacts)
    return [Merged(victim_id=UUID(str(row["id"])), is_new=True) for row in rows]


async def _replace_contacts(victim_id: UUID, change: Change) -> None:
    newest, giving = change.newest, change.giving
    if "phones" in newest:
        await replace_phones(
            victim_id=victim_id, phones=newest["phones"], giving=giving
        )
    if "representatives" in newest:
        await replace_representatives(
            victim_id=victim_id,
            representatives=newest["representatives"],
            giving=giving,
        )


async def _fetch_references(references: Sequence[str]) -> set[str]:
    rows = await fetch_rows(
        "SELECT reference FROM victim WHERE reference = ANY({})", list(references)
    )
    return {row["reference"] for row in rows}


async def _fetch_row(reference: str) -> dict[str, Any] | None:
    """Hold it: what is worked out from it must not undo what another adds."""
    rows = await fetch_rows(
        "SELECT * FROM victim WHERE reference = {} FOR UPDATE", reference
    )
    if rows and rows[0]["merged_into"]:
        rows = await fetch_rows(
            "SELECT * FROM victim WHERE id = {} FOR UPDATE", rows[0]["merged_into"]
        )
    return dict(rows[0]) if rows else None


async def note_merge(*, stays: UUID, dropped: UUID) -> None:
    """Also those who had become the dropped one are the one that stays now."""
    await execute(
        "UPDATE victim SET merged_into = {} WHERE id = {} OR merged_into = {}",
        stays,
        dropped,
        dropped,
    )
