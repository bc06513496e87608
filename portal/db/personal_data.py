"""Everything that is stored about one person, contact data in the clear (AVG art. 15).

A table names its victim in a column `victim`; the tests hold this list against the
schema, so that no table is forgotten.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.sealing_ring import sealer

SEALED = "_sealed"
IN_CLEAR = "_in_clear"
INDEX = "_index"

OF_VICTIM = (
    "victim_name",
    "representative",
    "phone",
    "involvement",
    "fact_victim",
    "happening",
    "knowledge",
    "complaint",
    "complaint_choice",
    "call_task",
    "call_attempt",
    "contact",
    "contact_pause",
    "question",
    "contact_person",
    "lawyer_wish",
    "victim_wish",
    "contact_choice",
    "refused_number",
    "hearing_wish",
    "unavailability",
    "baton",
    "notification",
    "reminder",
    "work_item",
    "visit",
    "standing_word",
    "own_part",
    "bundle_wish",
    "audit_event",
)

_BESIDE = {
    "incidents": """
        SELECT incident.pv_number, incident.category, incident.description,
               incident.place, incident.recorded_on
        FROM incident JOIN involvement ON involvement.incident = incident.id
        WHERE involvement.victim = {} ORDER BY incident.pv_number""",
    "facts": """
        SELECT case_file.parketnummer, fact.reference, fact.article, fact.description
        FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
        JOIN case_file ON case_file.id = fact."case"
        WHERE fact_victim.victim = {}
        ORDER BY case_file.parketnummer, fact.reference""",
    "call_moves": """
        SELECT call_task_move.at, call_task_move.action, call_task_move.before,
               call_task_move.after, call_task_move.reason
        FROM call_task_move JOIN call_task ON call_task.id = call_task_move.task
        WHERE call_task.victim = {} ORDER BY call_task_move.at""",
    "hand_overs": """
        SELECT h.at, h.note FROM call_hand_over h
        JOIN call_task ON call_task.id = h.task
        WHERE call_task.victim = {} ORDER BY h.at, h.id""",
    "booked_times": """
        SELECT call_slot.organisation, call_slot.starts_at, call_slot.ends_at,
               call_slot.booked_at, call_slot.ended_at
        FROM call_slot JOIN call_task ON call_task.id = call_slot.task
        WHERE call_task.victim = {} ORDER BY call_slot.booked_at, call_slot.id""",
    "merged_from": """
        SELECT reference FROM victim WHERE merged_into = {} ORDER BY reference""",
    "received_events": """
        SELECT source, event_id, kind, happened_at, received_at, state
        FROM inbound_event WHERE subject = (
            SELECT reference FROM victim WHERE id = {})
        ORDER BY happened_at, arrival""",
}


_DRAFTS = """SELECT d.* FROM call_draft d JOIN call_task t ON t.id = d.task
    WHERE t.victim = {} ORDER BY d.id"""


_QUESTION_STEPS = """SELECT s.* FROM question_step s
    JOIN question q ON q.id = s.question WHERE q.victim = {} ORDER BY s.at, s.id"""


async def fetch_personal_data(*, victim_id: UUID) -> dict[str, Any]:
    """Give the person and, by table, the rows about her."""
    person = await fetch_rows("SELECT * FROM victim WHERE id = {}", victim_id)
    found: dict[str, Any] = {"victim": _unsealed("victim", person[0])}
    for name, sql in _BESIDE.items():
        found[name] = await fetch_rows(sql, victim_id)
    for table in OF_VICTIM:
        rows = await fetch_rows(
            f'SELECT * FROM "{table}" WHERE victim = {{}} ORDER BY id',  # noqa: S608 - own names
            victim_id,
        )
        found[table] = [_unsealed(table, row) for row in rows]
    found["call_draft"] = [
        _unsealed("call_draft", row) for row in await fetch_rows(_DRAFTS, victim_id)
    ]
    found["question_step"] = [
        _unsealed("question_step", row)
        for row in await fetch_rows(_QUESTION_STEPS, victim_id)
    ]
    return found


def _unsealed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Open what is sealed; leave out the marks by which we search."""
    return {
        name.replace(SEALED, IN_CLEAR): _open(table, row, name)
        if name.endswith(SEALED)
        else value
        for name, value in row.items()
        if not name.endswith(INDEX)
    }


def _open(table: str, row: Mapping[str, Any], column: str) -> str | None:
    if row[column] is None:
        return None
    return sealer().unseal(row[column], place=f"{table}/{row['id']}/{column}")
