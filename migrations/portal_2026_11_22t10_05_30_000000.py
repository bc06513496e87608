"""What must hold of her wishes of a hearing and of the days on which she cannot come."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T10:05:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "wishes of a hearing: checks"

STATEMENTS = (
    """ALTER TABLE hearing_wish ADD CONSTRAINT words_of_hearing_wish CHECK (
       "attends" IN ('', 'yes', 'no') AND "entering" IN ('', 'first', 'last')
       AND "seat" IN ('', 'front', 'back')
       AND "companion" IN ('', 'shn', 'own', 'both') AND "version" > 0)""",
    """ALTER TABLE unavailability ADD CONSTRAINT days_in_order CHECK (
       "first_day" <= "last_day")""",
    # Said twice it stands once: a second click, or a second window.
    """CREATE UNIQUE INDEX one_standing_unavailability
       ON unavailability (victim, first_day, last_day) WHERE withdrawn_at IS NULL""",
    # The hearings that come, for who plans and prepares them.
    "CREATE INDEX hearing_ahead ON hearing (starts_at, id) WHERE state = 'planned'",
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
