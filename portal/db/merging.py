"""Two victims on file who turned out to be one person."""

import json
from datetime import datetime
from uuid import UUID

from portal.db.complaint_choices import move_choices
from portal.db.engine import execute, fetch_rows
from portal.db.merged_facts import join_facts
from portal.db.merged_hearings import move_hearing_wishes
from portal.db.standing_words import keep_her_word
from portal.db.victim_names import replace_names
from portal.db.victim_records import note_merge

# Where a victim may stand once beside something else: what both have stays once.
_ONCE_BESIDE = {
    "involvement": ("incident",),
    "fact_victim": ("fact",),
    "complaint": ("case",),
    "notification": ("cause",),
    "baton": ("case", "subject", "step"),
    "contact_person": ("organisation",),
    "refused_number": ("number_index",),
}
_SIMPLY = (
    "happening",
    "knowledge",
    "call_attempt",
    "contact",
    "contact_pause",
    "question",
    "lawyer_wish",
    "victim_wish",
    "contact_choice",
    "reminder",
    "work_item",
    "standing_word",
    "own_part",
    "bundle_wish",
)


async def merge_victims(*, stays: UUID, dropped: UUID, now: datetime) -> None:
    """Move everything of the dropped one; calls that both were owed become one.

    Calls come first: what is being recorded of them is waited for, and moves too.
    """
    await _move_calls(stays=stays, dropped=dropped, now=now)
    await join_facts(stays=stays, dropped=dropped)
    await _rename_in_decisions(stays=stays, dropped=dropped)
    for table, columns in _ONCE_BESIDE.items():
        same = " AND ".join(f'kept."{name}" = moved."{name}"' for name in columns)
        await execute(
            f'UPDATE "{table}" AS moved SET victim = {{}} WHERE victim = {{}}'  # noqa: S608 - own names
            f' AND NOT EXISTS (SELECT 1 FROM "{table}" AS kept'
            f" WHERE kept.victim = {{}} AND {same})",
            stays,
            dropped,
            stays,
        )
    await _let_go_of_what_was_held(dropped=dropped, now=now)
    for table in _SIMPLY:
        await execute(
            f'UPDATE "{table}" SET victim = {{}} WHERE victim = {{}}',  # noqa: S608 - own names
            stays,
            dropped,
        )
    await move_hearing_wishes(stays=stays, dropped=dropped)
    await move_choices(stays=stays, dropped=dropped)
    await _stop_messages(dropped=dropped)
    for table in ("fact_victim", "involvement", "victim_name", "visit"):
        await execute(f'DELETE FROM "{table}" WHERE victim = {{}}', dropped)  # noqa: S608
    await keep_her_word(victim_id=stays)
    await replace_names(victim_id=stays)
    await note_merge(stays=stays, dropped=dropped)


async def _let_go_of_what_was_held(*, dropped: UUID, now: datetime) -> None:
    """What waited for SHN to look waits no more: she may ask it anew as herself."""
    await execute(
        "UPDATE contact_choice SET settled_at = {}, settled_as = 'merged'"
        " WHERE victim = {} AND is_held AND settled_at IS NULL",
        now,
        dropped,
    )


async def _rename_in_decisions(*, stays: UUID, dropped: UUID) -> None:
    """A decision names whom it compensates by the chain's own id."""
    names = await fetch_rows(
        "SELECT id, reference FROM victim WHERE id = ANY({})", [stays, dropped]
    )
    quoted = {row["id"]: json.dumps(row["reference"]) for row in names}
    await execute(
        "UPDATE decision SET compensates = replace(compensates, {}, {})"
        ' WHERE compensates <> \'[]\' AND "case" IN (SELECT fact."case" FROM fact'
        " JOIN fact_victim ON fact_victim.fact = fact.id"
        " WHERE fact_victim.victim = {})",
        quoted[dropped],
        quoted[stays],
        dropped,
    )


async def _stop_messages(*, dropped: UUID) -> None:
    """What both were to get goes to the one that stays."""
    await execute(
        "UPDATE notification SET state = 'cancelled', next_try_at = NULL"
        " WHERE victim = {} AND state = 'queued'",
        dropped,
    )


async def _move_calls(*, stays: UUID, dropped: UUID, now: datetime) -> None:
    await execute(
        "UPDATE call_task SET closed_as = 'cancelled', closed_at = {},"
        " close_reason = 'merged', lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL WHERE victim = {} AND closed_as IS NULL"
        " AND EXISTS (SELECT 1 FROM call_task AS kept WHERE kept.victim = {}"
        " AND kept.closed_as IS NULL AND kept.incident = call_task.incident"
        " AND kept.kind = call_task.kind)",
        now,
        dropped,
        stays,
    )
    await execute(
        "UPDATE call_task SET victim = {}, lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL WHERE victim = {}",
        stays,
        dropped,
    )
