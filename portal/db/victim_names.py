"""Words to find a victim by: her own names and those of who stands in for her."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_rows
from portal.domain.names import START, words_to_find_by

NAMES = ("given_names", "infix", "family_name", "contact_person")


def name_rows(
    victim: Mapping[str, Any], *, representatives: Sequence[str]
) -> list[dict[str, object]]:
    words = words_to_find_by(
        names=[
            victim["given_names"] or "",
            victim["contact_person"] or "",
            *representatives,
        ],
        infix=victim["infix"] or "",
        family_name=victim["family_name"] or "",
    )
    return [
        {"id": uuid4(), "victim": victim["id"], "start": word[:START], "word": word}
        for word in sorted(words)
    ]


async def replace_names(*, victim_id: UUID) -> None:
    """Write the words anew from what stands in the rows now."""
    rows = await fetch_rows(
        "SELECT v.id, v.given_names, v.infix, v.family_name, v.contact_person,"
        " r.name FROM victim v LEFT JOIN representative r ON r.victim = v.id"
        " WHERE v.id = {}",
        victim_id,
    )
    await execute("DELETE FROM victim_name WHERE victim = {}", victim_id)
    if rows:
        named = [row["name"] for row in rows if row["name"]]
        await insert_rows("victim_name", name_rows(rows[0], representatives=named))
