"""What must hold of her choices about a complaint."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T10:04:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "what she means to do about a complaint: checks"

STATEMENTS = (
    """ALTER TABLE complaint_choice ADD CONSTRAINT known_choice CHECK (
       choice IN ('sent', 'will_not', 'asks_call', 'undecided'))""",
    """ALTER TABLE complaint_choice ADD CONSTRAINT day_of_sending CHECK (
       (choice = 'sent') = (sent_on IS NOT NULL))""",
    "ALTER TABLE complaint_choice ADD CONSTRAINT number_of_choice CHECK (number > 0)",
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
