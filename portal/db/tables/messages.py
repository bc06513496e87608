"""What goes out, what is due, and what a person must look at."""

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.calls import CallTask
from portal.db.tables.cases import Case, Decision
from portal.db.tables.people import Victim


class Notification(Table):
    """The outbox: one row per (recipient, cause, channel), so never twice."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    message = Varchar(length=40)
    channel = Varchar(length=10)
    cause = Varchar(length=120)
    case = ForeignKey(Case, null=True, on_delete=OnDelete.restrict, default=None)
    decision = ForeignKey(
        Decision, null=True, on_delete=OnDelete.restrict, default=None
    )
    task = ForeignKey(CallTask, null=True, on_delete=OnDelete.restrict, default=None)
    context = Text(default="{}")
    content_sealed = Text(null=True, default=None)
    state = Varchar(length=10, default="queued")
    queued_at = Timestamptz()
    next_try_at = Timestamptz(null=True, default=None)
    tries = Integer(default=0)
    lease_token = UUID(null=True, default=None)
    lease_until = Timestamptz(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
    problem = Varchar(length=200, default="")
    one_message = Unique([victim, cause, channel])


class Reminder(Table):
    """A due moment. Fires once per (kind, cause, moment); re-armed when moved."""

    id = UUID(primary_key=True)
    kind = Varchar(length=40)
    cause = UUID()
    victim = ForeignKey(
        Victim, null=True, on_delete=OnDelete.restrict, default=None, index=True
    )
    case = ForeignKey(
        Case, null=True, on_delete=OnDelete.restrict, default=None, index=True
    )
    task = ForeignKey(CallTask, null=True, on_delete=OnDelete.restrict, default=None)
    decision = ForeignKey(
        Decision, null=True, on_delete=OnDelete.restrict, default=None
    )
    due_at = Timestamptz()
    state = Varchar(length=12, default="waiting")
    fired_at = Timestamptz(null=True, default=None)
    one_reminder = Unique([kind, cause])


class WorkItem(Table):
    """Something a person of that organisation and role must look at."""

    id = UUID(primary_key=True)
    kind = Varchar(length=40)
    cause = UUID()
    organisation = Varchar(length=10)
    role = Varchar(length=30)
    location = Varchar(length=100, default="")
    victim = ForeignKey(Victim, null=True, on_delete=OnDelete.restrict, default=None)
    case = ForeignKey(Case, null=True, on_delete=OnDelete.restrict, default=None)
    task = ForeignKey(CallTask, null=True, on_delete=OnDelete.restrict, default=None)
    detail = Text(default="")
    moment = Timestamptz(null=True, default=None)
    opened_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)
    done_by = Varchar(length=200, null=True, default=None)
