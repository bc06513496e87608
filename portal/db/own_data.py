"""What is on file of one victim and is hers to take along: column by column.

A table or a column that is not named here stays out, whatever is added later: what
staff wrote for each other, marks of danger, her code word, what a gate still hides.
"""

import json
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_row, fetch_rows
from portal.db.sealing_ring import sealer

SEALED = "_sealed"
_CALLED = {
    "email_sealed": "email_address",
    "domicile_sealed": "chosen_address",
}
_OBJECTS = frozenset({"address_sealed", "domicile_sealed"})

_PERSON = (
    "reference",
    "kind",
    "given_names",
    "infix",
    "family_name",
    "contact_person",
    "birth_date",
    "company_number",
    "country",
    "created_at",
)
_CONTACT = (
    "email_sealed",
    "address_sealed",
    "domicile_sealed",
    "may_post",
    "domicile_may_post",
    "language",
    "needs_interpreter",
    "communication",
    "plain_language",
    "calling",
    "calling_at",
    "voicemail",
    "voicemail_at",
    "sms",
    "sms_at",
    "email",
    "email_at",
    "post",
    "post_at",
    "day_parts",
)
_ROWS = {
    "phone": ("number_sealed", "is_own", "is_safe", "given_at"),
    "representative": ("name", "role", "may_view", "may_act", "valid_until"),
    "lawyer_wish": ("wants", "said_at"),
    "victim_wish": ("wish", "answer", "said_at"),
    "contact_pause": ("weeks", "until", "at"),
    "complaint_choice": ("choice", "sent_on", "said_at"),
    "hearing_wish": (
        "said_at",
        "attends",
        "waits_apart",
        "avoids_family",
        "stays_unnamed",
        "entering",
        "seat",
        "companion",
        "words_sealed",
    ),
    "unavailability": (
        "first_day",
        "last_day",
        "reason",
        "said_at",
        "withdrawn_at",
    ),
}
# A number of who stands in for her is not her own.
_ONLY = {"phone": "AND representative IS NULL"}


async def fetch_own_person_for_victim(*, victim_id: UUID) -> dict[str, Any]:
    return await _fetch_columns(victim_id, _PERSON)


async def fetch_own_name_for_victim(*, victim_id: UUID) -> str:
    """Give her name as she is written to; empty where we do not know it."""
    person = await _fetch_columns(victim_id, ("given_names", "infix", "family_name"))
    return " ".join(filter(None, person.values()))


async def fetch_own_contact_for_victim(*, victim_id: UUID) -> dict[str, Any]:
    return await _fetch_columns(victim_id, _CONTACT)


async def fetch_own_rows_for_victim(
    *, victim_id: UUID, table: str
) -> list[dict[str, Any]]:
    """Give what she may have of a table; None of it is another person's."""
    columns = _ROWS[table]
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    rows = await fetch_rows(
        f'SELECT {names} FROM "{table}" WHERE victim = {{}} {_ONLY.get(table, "")}'  # noqa: S608 - own names
        " ORDER BY id",
        victim_id,
    )
    return [_opened(table, row, columns) for row in rows]


async def _fetch_columns(victim_id: UUID, columns: tuple[str, ...]) -> dict[str, Any]:
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    row = await fetch_row(
        f"SELECT {names} FROM victim WHERE id = {{}}",  # noqa: S608 - own names
        victim_id,
    )
    return _opened("victim", row, columns) if row else {}


def _opened(
    table: str, row: dict[str, Any], columns: tuple[str, ...]
) -> dict[str, Any]:
    return {
        _CALLED.get(name, name.removesuffix(SEALED)): _unsealed(table, row, name)
        if name.endswith(SEALED)
        else row[name]
        for name in columns
    }


def _unsealed(table: str, row: dict[str, Any], column: str) -> Any:
    if row[column] is None:
        return None
    text = sealer().unseal(row[column], place=f"{table}/{row['id']}/{column}")
    return json.loads(text) if column in _OBJECTS else text
