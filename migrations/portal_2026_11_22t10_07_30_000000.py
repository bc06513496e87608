"""A seat is given once, and what questions and rest may say.

In a file of its own: Piccolo runs raw statements before the tables of the
same migration exist.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T10:07:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "rest, booked times, questions: their rules"

STATEMENTS = (
    """CREATE UNIQUE INDEX one_call_a_seat
       ON call_slot (organisation, starts_at, pool, seat) WHERE ended_at IS NULL""",
    "CREATE UNIQUE INDEX one_seat_a_call ON call_slot (task) WHERE ended_at IS NULL",
    "ALTER TABLE call_slot ADD CONSTRAINT seat_of_slot CHECK (seat > 0)",
    "ALTER TABLE call_slot ADD CONSTRAINT length_of_slot CHECK (starts_at < ends_at)",
    """ALTER TABLE contact_pause ADD CONSTRAINT weeks_of_rest CHECK (
       (until IS NULL AND weeks = 0)
       OR (until IS NOT NULL AND weeks > 0 AND weeks < 9))""",
    """ALTER TABLE question ADD CONSTRAINT state_of_question CHECK (
       state IN ('open', 'answered', 'withdrawn'))""",
    """ALTER TABLE question ADD CONSTRAINT complaint_stays_with_shn CHECK (
       about <> 'complaint' OR organisation = 'shn')""",
    """ALTER TABLE question_step ADD CONSTRAINT kind_of_step CHECK (
       kind IN ('asked', 'answered', 'moved', 'withdrawn'))""",
    """CREATE UNIQUE INDEX one_step_of_question
       ON question_step (question, step)""",
    # The list of an organisation: what waits for an answer, the oldest first.
    """CREATE INDEX question_waits ON question (organisation, waits_since)
       WHERE state = 'open'""",
    """CREATE INDEX question_late ON question (due_at)
       WHERE state = 'open' AND alerted_at IS NULL""",
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
