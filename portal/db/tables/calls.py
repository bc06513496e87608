"""Calls to make and what came of them."""

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.cases import Decision, Happening, Incident
from portal.db.tables.people import Victim
from portal.db.tables.staff import StaffMember


class CallTask(Table):
    """A call that is owed.

    Partial unique indexes (see the migrations) settle what two callers can do
    at once: one open task per (victim, incident, kind), one lease per victim,
    and one lease per phone line within an incident.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20)
    organisation = Varchar(length=10)
    location = Varchar(length=100, default="")
    topic = Text(default="")
    opened_at = Timestamptz()
    due_at = Timestamptz()
    notice_by = Date(null=True, default=None)
    not_heard_on = Date(null=True, default=None)
    priority = Integer(default=0)
    is_at_risk = Boolean(default=False)
    needs_experience = Boolean(default=False)
    is_agreed = Boolean(default=False)
    agreed_until = Timestamptz(null=True, default=None)
    not_before = Timestamptz(null=True, default=None)
    window_ends = Timestamptz(null=True, default=None)
    waits_for = Varchar(length=20, null=True, default=None)
    earliest_at = Timestamptz(null=True, default=None)
    guarded_until = Timestamptz(null=True, default=None)
    paused_until = Timestamptz(null=True, default=None)
    line = Varchar(length=64, null=True, default=None)
    preferred_staff = UUID(null=True, default=None)
    reserved_for = UUID(null=True, default=None)
    reserved_until = Timestamptz(null=True, default=None)
    hand_over = UUID(null=True, default=None)
    attempts = Integer(default=0)
    lease_token = UUID(null=True, default=None)
    lease_staff = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    lease_until = Timestamptz(null=True, default=None)
    lease_since = Timestamptz(null=True, default=None)
    taken_as = Varchar(length=20, default="")
    last_lease = UUID(null=True, default=None)
    closed_as = Varchar(length=10, null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    close_reason = Varchar(length=40, null=True, default=None)


class CallTaskDecision(Table):
    """A decision that a task must tell, with its own tick."""

    id = UUID(primary_key=True)
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict)
    decision = ForeignKey(Decision, null=False, on_delete=OnDelete.restrict, index=True)
    covers_notice = Boolean(default=False)
    tells_revision = Boolean(default=False)
    told_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)
    one_task_decision = Unique([task, decision])


class CallTaskHappening(Table):
    """What a task must tell that is no decision, with its own tick.

    A hearing that is planned, changed or off, a judgment, a release, an intention.
    """

    id = UUID(primary_key=True)
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict)
    happening = ForeignKey(
        Happening, null=False, on_delete=OnDelete.restrict, index=True
    )
    told_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)
    one_task_happening = Unique([task, happening])


class CallAttempt(Table):
    """One try, with its outcome. `submission` makes a second click harmless."""

    id = UUID(primary_key=True)
    submission = UUID(unique=True)
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict, index=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    organisation = Varchar(length=10)
    at = Timestamptz()
    outcome = Varchar(length=30)
    day_part = Varchar(length=10)
    made_as = Varchar(length=20, default="")
    counts = Boolean(default=False)
    reached = Boolean(default=False)
    phone = UUID(null=True, default=None)
    told = Text(default="[]")
    reasons = Text(default="{}")
    note = Text(default="")
    her_view = Text(default="")
    wishes = Text(default="{}")  # what she said she wants, each with what stood before
    rules_version = Integer(default=0)  # of outcome_rules; 0 is as shipped
    next_at = Timestamptz(null=True, default=None)
    next_step = Varchar(length=30, default="")
    corrects = UUID(null=True, default=None)
    corrected_at = Timestamptz(null=True, default=None)
