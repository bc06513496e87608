"""Doubts about who stands in are kept as words: they outlive a list sent anew."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T11:01:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "standing in: doubts are words"

STATEMENTS = (
    "ALTER TABLE standing_word DROP CONSTRAINT word_of_standing",
    """ALTER TABLE standing_word ADD CONSTRAINT word_of_standing CHECK (
       "word" IN ('ended', 'restored', 'kept', 'let_go', 'doubted', 'settled'))""",
    # Open work names the representative: the doubt takes that id, and is found by it.
    """INSERT INTO standing_word
       (id, victim, role, name_key, email_index, word, said_at)
       SELECT id, victim, role, name_key, email_index, 'doubted', doubted_at
       FROM representative WHERE doubted_at IS NOT NULL""",
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
