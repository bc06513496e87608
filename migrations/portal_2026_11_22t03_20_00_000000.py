"""What the database itself refuses, and the indexes of the hot lists.

In a file of its own: Piccolo runs raw statements before the tables of the
same migration exist.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T03:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "partial unique indexes, checks, hot indexes"

STATEMENTS = (
    # At most one open task for the same victim, incident and kind (design 4.8).
    """CREATE UNIQUE INDEX one_open_task ON call_task (victim, incident, kind)
       WHERE closed_as IS NULL""",
    # Two callers never get one victim, nor one phone line in an incident (4.10-4.11).
    """CREATE UNIQUE INDEX one_lease_per_victim ON call_task (victim)
       WHERE lease_token IS NOT NULL""",
    """CREATE UNIQUE INDEX one_lease_per_line ON call_task (incident, line)
       WHERE lease_token IS NOT NULL AND line IS NOT NULL""",
    # Who presses "next" in two windows at once gets one call, not two.
    """CREATE UNIQUE INDEX one_lease_per_staff ON call_task (lease_staff)
       WHERE lease_token IS NOT NULL""",
    """CREATE UNIQUE INDEX one_open_work_item
       ON work_item (kind, cause, organisation, role) WHERE done_at IS NULL""",
    """ALTER TABLE call_task ADD CONSTRAINT closed_is_whole CHECK (
       ("closed_as" IS NULL) = ("closed_at" IS NULL)
       AND ("closed_as" IS NULL OR "closed_as" IN ('done', 'written', 'cancelled')))""",
    """ALTER TABLE call_task ADD CONSTRAINT lease_is_whole CHECK (
       ("lease_token" IS NULL) = ("lease_until" IS NULL)
       AND ("lease_token" IS NULL) = ("lease_staff" IS NULL)
       AND ("lease_token" IS NULL OR "closed_as" IS NULL))""",
    """ALTER TABLE call_task ADD CONSTRAINT window_is_whole CHECK (
       ("not_before" IS NULL) = ("window_ends" IS NULL))""",
    """ALTER TABLE call_task ADD CONSTRAINT organisation_of_task CHECK (
       "organisation" IN ('om', 'shn', 'halt'))""",
    """ALTER TABLE call_task ADD CONSTRAINT priority_of_task CHECK (
       "priority" IN (0, 1, 2))""",
    """ALTER TABLE decision ADD CONSTRAINT state_of_decision CHECK (
       "state" IN ('stands', 'contested', 'revised', 'replaced'))""",
    """ALTER TABLE notification ADD CONSTRAINT state_of_notification CHECK (
       "state" IN ('queued', 'sending', 'sent', 'failed', 'cancelled'))""",
    """ALTER TABLE notification ADD CONSTRAINT sent_has_moment CHECK (
       ("state" = 'sent') = ("sent_at" IS NOT NULL))""",
    """ALTER TABLE reminder ADD CONSTRAINT state_of_reminder CHECK (
       "state" IN ('waiting', 'fired', 'cancelled', 'not_wanted'))""",
    """ALTER TABLE inbound_event ADD CONSTRAINT parked_is_whole CHECK (
       "state" IN ('applied', 'parked')
       AND ("state" = 'parked') = ("waits_for" IS NOT NULL)
       AND ("state" = 'parked') = ("content_sealed" IS NOT NULL))""",
    # One message of a cause to one person, whichever way it goes in the end.
    """CREATE UNIQUE INDEX one_live_message ON notification (victim, cause)
       WHERE state NOT IN ('cancelled', 'failed')""",
    # A second click, or a job that runs again, gives no second knowledge.
    """CREATE UNIQUE INDEX one_knowledge_by_call
       ON knowledge (victim, decision, subject, attempt) WHERE attempt IS NOT NULL""",
    """CREATE UNIQUE INDEX one_knowledge_by_message
       ON knowledge (victim, decision, subject, notification)
       WHERE notification IS NOT NULL""",
    # The queue in its order, of all and of one place; what its counts read, whole;
    # windows to set anew.
    """CREATE INDEX queue_order ON call_task
       (organisation, is_agreed DESC, priority DESC, due_at, opened_at, id)
       WHERE closed_as IS NULL AND not_before IS NOT NULL""",
    """CREATE INDEX queue_order_here ON call_task
       (organisation, location, is_agreed DESC, priority DESC, due_at, opened_at, id)
       WHERE closed_as IS NULL AND not_before IS NOT NULL""",
    """CREATE INDEX queue_moment ON call_task
       (organisation, not_before, window_ends, location, needs_experience)
       WHERE closed_as IS NULL AND not_before IS NOT NULL""",
    """CREATE INDEX queue_stale ON call_task (window_ends)
       WHERE closed_as IS NULL AND window_ends IS NOT NULL""",
    """CREATE INDEX queue_due ON call_task (organisation, due_at, location)
       WHERE closed_as IS NULL""",
    """CREATE INDEX queue_unsafe ON call_task (organisation, opened_at, location)
       WHERE closed_as IS NULL AND not_before IS NULL""",
    """CREATE INDEX outbox_due ON notification (channel, next_try_at)
       WHERE state IN ('queued', 'sending')""",
    "CREATE UNIQUE INDEX event_arrival ON inbound_event (arrival)",
    "CREATE INDEX reminder_due ON reminder (due_at) WHERE state = 'waiting'",
    """CREATE INDEX event_waits ON inbound_event (waits_for, happened_at)
       WHERE state = 'parked'""",
    # What staff find reports by, and numbers that a person must mend.
    "CREATE INDEX attempts_of_staff ON call_attempt (staff, at)",
    # The figures: what was tried in some days, and what went out about a decision.
    "CREATE INDEX attempts_then ON call_attempt (at)",
    "CREATE INDEX decision_then ON decision (decided_on)",
    """CREATE INDEX message_of_decision ON notification (decision)
       WHERE decision IS NOT NULL""",
    "CREATE INDEX incident_recent ON incident (updated_at DESC, id)",
    "CREATE INDEX victim_family_name ON victim (lower(family_name))",
    """CREATE INDEX phone_unreadable ON phone (given_at)
       WHERE is_readable = FALSE""",
    """CREATE INDEX work_open ON work_item (organisation, opened_at)
       WHERE done_at IS NULL""",
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
