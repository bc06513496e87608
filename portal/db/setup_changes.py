"""Who changed what in the set-up: rows are added and stay."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import fetch_rows
from portal.db.rows import insert_row
from portal.domain.staff import Organisation

PAGE = 50
Changes = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupChange:
    """`changes` gives, by field, how it was and how it is."""

    at: datetime
    actor: str
    location: str | None
    subject: str
    name: str
    changes: dict[str, tuple[Any, Any]]


async def insert_setup_change(
    *,
    at: datetime,
    staff_id: UUID | None,
    actor: str,
    organisation: Organisation,
    location: str | None,
    subject: str,
    subject_id: UUID,
    name: str,
    changes: Changes,
) -> None:
    await insert_row(
        "setup_change",
        {
            "id": uuid4(),
            "at": at,
            "staff": staff_id,
            "actor": actor,
            "organisation": organisation.value,
            "location": location,
            "subject": subject,
            "subject_id": subject_id,
            "name": name,
            "changes": json.dumps(changes, default=str, ensure_ascii=False),
        },
    )


async def fetch_setup_changes(
    *, organisation: Organisation, location: str | None, page: int
) -> list[SetupChange]:
    """Give a page, the newest first, and one more when there is a next page.

    Who is local sees what concerns the own place.
    """
    rows = await fetch_rows(
        """SELECT at, actor, location, subject, name, changes FROM setup_change
           WHERE organisation = {} AND ({}::text IS NULL OR location = {})
           ORDER BY at DESC, id LIMIT {} OFFSET {}""",
        *(organisation.value, location, location or "", PAGE + 1, (page - 1) * PAGE),
    )
    return [
        SetupChange(**(row | {"changes": _read_changes(row["changes"])}))
        for row in rows
    ]


def _read_changes(text: str) -> dict[str, tuple[Any, Any]]:
    return {name: (pair[0], pair[1]) for name, pair in json.loads(text).items()}
