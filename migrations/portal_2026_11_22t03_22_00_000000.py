"""Indexes to find people by, and what two members of staff may not do at once.

In a file of its own: Piccolo runs raw statements before the tables of the
same migration exist.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T03:22:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "finding people, contacts, filters"

STATEMENTS = (
    "CREATE INDEX victim_name_start ON victim_name (start, word, victim)",
    "CREATE INDEX contact_of_victim ON contact (victim, at)",
    "CREATE UNIQUE INDEX one_default_filter ON queue_filter (staff) WHERE is_default",
    """ALTER TABLE contact ADD CONSTRAINT kind_of_contact CHECK (
       "kind" IN ('incoming_call', 'desk', 'note'))""",
    """ALTER TABLE call_task ADD CONSTRAINT manner_of_taking CHECK (
       "taken_as" IN ('', 'incoming_call', 'desk', 'on_paper'))""",
    """ALTER TABLE baton ADD CONSTRAINT holder_of_baton CHECK (
       "holder" IN ('om', 'shn', 'halt'))""",
    # Calls that one member of staff made herself known for, to hand over.
    """CREATE INDEX call_preferred ON call_task (preferred_staff)
       WHERE closed_as IS NULL AND preferred_staff IS NOT NULL""",
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
