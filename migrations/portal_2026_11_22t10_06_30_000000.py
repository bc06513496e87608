"""What must hold of her wishes and choices, and the ways to find them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T10:06:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "wishes and safe contact: checks"

STATEMENTS = (
    """ALTER TABLE victim_wish ADD CONSTRAINT answer_of_wish CHECK (
       "answer" IN ('yes', 'no', 'later'))""",
    """ALTER TABLE contact_choice ADD CONSTRAINT settled_is_whole CHECK (
       ("settled_at" IS NULL) = ("settled_as" = ''))""",
    # The newest answer to each wish; one choice of a kind that waits for SHN.
    "CREATE INDEX newest_wish ON victim_wish (victim, wish, said_at DESC)",
    """CREATE UNIQUE INDEX one_held_choice ON contact_choice (victim, field)
       WHERE is_held AND settled_at IS NULL""",
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
