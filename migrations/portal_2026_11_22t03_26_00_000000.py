"""What supervisors find calls by, and what the set-up may not hold twice.

In a file of its own: Piccolo runs raw statements before the tables of the
same migration exist.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T03:26:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "set-up, moves and reservations"

STATEMENTS = (
    """ALTER TABLE call_task ADD CONSTRAINT reservation_is_whole CHECK (
       ("reserved_for" IS NULL) = ("reserved_until" IS NULL))""",
    """ALTER TABLE work_location ADD CONSTRAINT organisation_of_location CHECK (
       "organisation" IN ('om', 'shn', 'halt'))""",
    """ALTER TABLE staff_leave ADD CONSTRAINT leave_has_days CHECK (
       "first_day" <= "last_day")""",
    # One contact person of an organisation: in a report, and in all of hers.
    """CREATE UNIQUE INDEX one_contact_person ON contact_person (victim, organisation)
       WHERE ended_at IS NULL AND incident IS NULL""",
    """CREATE UNIQUE INDEX one_contact_person_in_report
       ON contact_person (victim, organisation, incident)
       WHERE ended_at IS NULL AND incident IS NOT NULL""",
    "CREATE INDEX setup_change_order ON setup_change (organisation, at)",
    # The calls of one place, one after another; of one who goes; what she heard late.
    """CREATE INDEX open_here ON call_task (organisation, location, id)
       WHERE closed_as IS NULL""",
    """CREATE INDEX call_reserved ON call_task (reserved_for)
       WHERE closed_as IS NULL AND reserved_for IS NOT NULL""",
    """CREATE INDEX call_not_heard ON call_task (organisation, not_heard_on)
       WHERE closed_as IS NULL AND not_heard_on IS NOT NULL""",
    "CREATE INDEX move_of_batch ON call_task_move (batch)",
    # How many heavy calls somebody had today.
    "CREATE INDEX attempt_of_staff ON call_attempt (staff, at)",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(
        migration_id=ID, app_name="portal", description=DESCRIPTION
    )

    async def run() -> None:
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
