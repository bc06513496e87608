"""Who must not be called until SHN has looked: one unsafe call stops them all."""

from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows

STOPPED = """(EXISTS (SELECT 1 FROM call_task AS other WHERE other.victim = {victim}
      AND other.closed_as IS NULL AND other.waits_for = 'unsafe')
   OR EXISTS (SELECT 1 FROM work_item WHERE work_item.victim = {victim}
      AND work_item.kind = 'unsafe' AND work_item.organisation = 'shn'
      AND work_item.done_at IS NULL))"""


async def lock_victim_of_call(*, task_id: UUID) -> None:
    """Hold her before any call: one that is being opened is seen when hers stop."""
    await fetch_rows(
        "SELECT id FROM victim"
        " WHERE id = (SELECT victim FROM call_task WHERE id = {}) FOR UPDATE",
        task_id,
    )


async def keep_stopped(*, task_id: UUID) -> bool:
    """Stop a call that was opened when hers had been stopped; tell whether it was."""
    stopped = STOPPED.format(victim="call_task.victim")
    changed = await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"  # noqa: S608 - own words
        " window_ends = NULL WHERE id = {} AND closed_as IS NULL"
        f" AND (waits_for IS NULL OR waits_for = 'no_safe_way') AND {stopped}",
        task_id,
    )
    return changed > 0


async def release_stopped(*, victim_id: UUID) -> bool:
    """Let her stopped calls go on where no unsafe call is left to look at."""
    changed = await execute(
        "UPDATE call_task SET waits_for = NULL WHERE victim = {}"
        " AND closed_as IS NULL AND waits_for = 'unsafe' AND NOT EXISTS"
        " (SELECT 1 FROM work_item WHERE work_item.victim = call_task.victim"
        " AND work_item.kind = 'unsafe' AND work_item.done_at IS NULL)",
        victim_id,
    )
    return changed > 0


async def waits_for_shn_for_victim(*, victim_id: UUID) -> bool:
    """Whether SHN looks first before anybody may call her."""
    stopped = STOPPED.format(victim="{}")
    row = await fetch_row(
        "SELECT id FROM victim WHERE id = {}"  # noqa: S608 - own words
        " AND (EXISTS (SELECT 1 FROM call_task WHERE call_task.victim = {}"
        " AND call_task.closed_as IS NULL"
        f" AND call_task.waits_for = 'number_to_verify') OR {stopped})",
        *(victim_id, victim_id, victim_id, victim_id),
    )
    return row is not None


async def fetch_wait_for_victim(*, victim_id: UUID, task_id: UUID) -> str | None:
    """Say what an open call of hers waits for; None where it can be promised."""
    row = await fetch_row(
        "SELECT waits_for FROM call_task WHERE id = {} AND victim = {}",
        task_id,
        victim_id,
    )
    return row["waits_for"] if row else None
