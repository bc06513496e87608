"""How a victim is reached, as she changes it herself; contact data is sealed."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.phones import Giving, insert_noted_phone
from portal.db.rows import insert_row, update_row
from portal.db.sealing_ring import sealer
from portal.db.victim_columns import CONSENTS
from portal.db.victims import read_profile
from portal.domain.own_contact import asks_again
from portal.domain.victims import GivenPhone


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """What is kept beside her contact data: whose word it is, and since when."""

    facts_at: dict[str, str]
    own_words_at: dict[str, str]
    answered_at: dict[str, datetime]
    confirmed_at: datetime | None

    def moment(self, now: datetime, names: Collection[str]) -> datetime:
        """Give a moment after all that she could see: what she does now comes last."""
        seen = [
            datetime.fromisoformat(self.facts_at.get(it, "") or _LONG_AGO)
            for it in names
        ]
        seen += [self.answered_at[it] for it in names if it in self.answered_at]
        latest = max(seen, default=now)
        return max(now, latest + timedelta(microseconds=1)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldChoice:
    """Something new that SHN looks at first; `value` is a word, in the clear."""

    id: UUID
    field: str
    value: str | None
    said_at: datetime


_LONG_AGO = "1970-01-01T00:00:00+00:00"

_RECORD = f"""
SELECT facts_at, own_words_at, contact_confirmed_at,
       {", ".join(f"{name}_at" for name in CONSENTS)}
FROM victim WHERE id = {{}}
"""  # noqa: S608 - own names


async def fetch_own_record_for_victim(*, victim_id: UUID) -> OwnRecord | None:
    row = await fetch_row(_RECORD, victim_id)
    return _read(row) if row else None


async def hold_own_record_for_victim(*, victim_id: UUID) -> OwnRecord | None:
    """Read it, and let nobody change how she is reached until we commit."""
    row = await fetch_row(f"{_RECORD} FOR UPDATE", victim_id)
    return _read(row) if row else None


def _read(row: Mapping[str, Any]) -> OwnRecord:
    return OwnRecord(
        facts_at=json.loads(row["facts_at"]),
        own_words_at=json.loads(row["own_words_at"]),
        answered_at={name: row[f"{name}_at"] for name in CONSENTS if row[f"{name}_at"]},
        confirmed_at=row["contact_confirmed_at"],
    )


async def fetch_is_asked_again_for_victim(*, victim_id: UUID, now: datetime) -> bool:
    row = await fetch_row("SELECT * FROM victim WHERE id = {}", victim_id)
    return row is not None and asks_again(
        read_profile(row),
        confirmed_at=row["contact_confirmed_at"],
        facts_at=json.loads(row["facts_at"]),
        own_words_at=json.loads(row["own_words_at"]),
        now=now,
    )


async def set_own_facts_for_victim(
    *,
    victim_id: UUID,
    record: OwnRecord,
    columns: Mapping[str, object],
    names: Collection[str],
    now: datetime,
) -> None:
    """Write what she chose; `names` are those under which others may send it."""
    marks = dict.fromkeys(names, record.moment(now, names).isoformat())
    await update_row(
        "victim",
        victim_id,
        {
            **columns,
            "facts_at": json.dumps(record.facts_at | marks),
            "own_words_at": json.dumps(record.own_words_at | marks),
            "contact_changed_at": now,
        },
    )


async def set_contact_changed_for_victim(*, victim_id: UUID, now: datetime) -> None:
    await update_row("victim", victim_id, {"contact_changed_at": now})


async def set_contact_confirmed_for_victim(*, victim_id: UUID, now: datetime) -> None:
    """All is still so: what was vouched for before is vouched for anew."""
    await update_row("victim", victim_id, {"contact_confirmed_at": now})
    await execute(
        "UPDATE phone SET vouched_at = {} WHERE victim = {} AND representative IS NULL"
        " AND vouched_at IS NOT NULL AND is_verified AND NOT is_wrong"
        " AND is_safe IS NOT FALSE",
        now,
        victim_id,
    )


async def insert_choice(
    *,
    victim_id: UUID,
    field: str,
    answer: str,
    now: datetime,
    is_held: bool = False,
    value: str | None = None,
) -> None:
    """Add it to what she chose; what was held of the same kind is held no more."""
    await settle_choices_for_victim(
        victim_id=victim_id, fields=[field], settled_as="replaced", by="", now=now
    )
    new_id = uuid4()
    place = f"contact_choice/{new_id}/value_sealed"
    await insert_row(
        "contact_choice",
        {
            "id": new_id,
            "victim": victim_id,
            "field": field,
            "answer": answer,
            "value_sealed": sealer().seal(value, place=place) if value else None,
            "said_at": now,
            "is_held": is_held,
        },
    )


async def fetch_held_choices_for_victim(*, victim_id: UUID) -> list[HeldChoice]:
    rows = await fetch_rows(
        "SELECT id, field, value_sealed, said_at FROM contact_choice"
        " WHERE victim = {} AND is_held AND settled_at IS NULL ORDER BY said_at, id",
        victim_id,
    )
    return [
        HeldChoice(
            id=row["id"],
            field=row["field"],
            value=sealer().unseal(
                row["value_sealed"], place=f"contact_choice/{row['id']}/value_sealed"
            )
            if row["value_sealed"]
            else None,
            said_at=row["said_at"],
        )
        for row in rows
    ]


async def settle_choices_for_victim(
    *,
    victim_id: UUID,
    fields: Collection[str],
    settled_as: str,
    by: str,
    now: datetime,
) -> frozenset[str]:
    """Close what is still held of these; give which were."""
    rows = await fetch_rows(
        "UPDATE contact_choice SET settled_at = {}, settled_as = {}, settled_by = {}"
        " WHERE victim = {} AND field = ANY({}) AND is_held AND settled_at IS NULL"
        " RETURNING field",
        now,
        settled_as,
        by,
        victim_id,
        list(fields),
    )
    return frozenset(row["field"] for row in rows)


async def fetch_own_numbers_for_victim(*, victim_id: UUID) -> dict[UUID, str]:
    """Give her own numbers with their marks; not those of who stands in for her."""
    rows = await fetch_rows(
        "SELECT id, number_index FROM phone WHERE victim = {}"
        " AND representative IS NULL ORDER BY position, given_at, id",
        victim_id,
    )
    return {row["id"]: row["number_index"] or "" for row in rows}


async def insert_own_number_for_victim(
    *, victim_id: UUID, phone: GivenPhone, region: str, is_verified: bool, now: datetime
) -> UUID:
    vouched_at = now if is_verified and phone.is_safe else None
    return await insert_noted_phone(
        victim_id=victim_id,
        phone=phone,
        giving=Giving(at=now, vouched_at=vouched_at, region=region),
        is_verified=is_verified,
        is_from_victim=True,
    )


async def set_own_number_for_victim(
    *, victim_id: UUID, phone_id: UUID, columns: Mapping[str, object]
) -> None:
    changes = ", ".join(f"{name} = {{}}" for name in columns)
    await execute(
        f"UPDATE phone SET {changes} WHERE victim = {{}} AND id = {{}}"  # noqa: S608 - own names
        " AND representative IS NULL",
        *columns.values(),
        victim_id,
        phone_id,
    )


async def delete_own_number_for_victim(*, victim_id: UUID, phone_id: UUID) -> None:
    await execute(
        "DELETE FROM phone WHERE victim = {} AND id = {} AND representative IS NULL",
        victim_id,
        phone_id,
    )


async def fetch_contact_change(*, task_id: UUID, token: UUID) -> datetime | None:
    """Give when she last changed how she is reached, to who has her call in hand."""
    row = await fetch_row(
        "SELECT victim.contact_changed_at FROM call_task JOIN victim"
        " ON victim.id = call_task.victim"
        " WHERE call_task.id = {} AND call_task.lease_token = {}",
        task_id,
        token,
    )
    return row["contact_changed_at"] if row else None
