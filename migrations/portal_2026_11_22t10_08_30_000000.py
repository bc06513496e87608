"""What must hold of who stands in, and the ways to find them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

from portal.db.engine_postgres import PostgresEngine

ID = "2026-11-22T10:08:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "standing in: checks"

STATEMENTS = (
    """ALTER TABLE standing_word ADD CONSTRAINT word_of_standing CHECK (
       "word" IN ('ended', 'restored', 'kept', 'let_go'))""",
    """ALTER TABLE own_part ADD CONSTRAINT part_of_her_own CHECK (
       "part" IN ('contact', 'questions'))""",
    "CREATE INDEX newest_own_part ON own_part (victim, part, said_at DESC)",
    # The same person with several victims: by name and address, never by one alone.
    """CREATE INDEX stands_in_as ON representative (email_index, name_key)
       WHERE email_index IS NOT NULL""",
    """CREATE INDEX session_of_representative ON web_session (representative_id)
       WHERE representative_id IS NOT NULL""",
)
WIDER = "ALTER TABLE audit_event ALTER COLUMN actor_kind TYPE VARCHAR(20)"
"""SQLite keeps to no length."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(
        migration_id=ID, app_name="portal", description=DESCRIPTION
    )

    async def run() -> None:
        engine = engine_finder()
        for statement in STATEMENTS:
            await engine.run_ddl(statement)
        if isinstance(engine, PostgresEngine):
            await engine.run_ddl(WIDER)

    manager.add_raw(run)
    return manager
