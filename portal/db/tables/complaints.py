"""What a victim knows of a decision, and the complaint she may make."""

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.cases import Case, Decision
from portal.db.tables.people import Victim


class Knowledge(Table):
    """When content reached the victim. Rows stay; a mistaken one is withdrawn."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    decision = ForeignKey(Decision, null=False, on_delete=OnDelete.restrict, index=True)
    subject = Varchar(length=20)
    known_on = Date()
    source = Varchar(length=10)
    is_assumed = Boolean(default=False)
    recorded_by = Varchar(length=200)
    recorded_at = Timestamptz()
    attempt = UUID(null=True, default=None)
    notification = UUID(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_by = Varchar(length=200, null=True, default=None)


class Complaint(Table):
    """One victim's complaint (art. 12 Sv) in one case, and the wish for reminders."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict, index=True)
    wants_reminders = Boolean(null=True, default=None)
    court = Varchar(length=100, null=True, default=None)
    received_on = Date(null=True, default=None)
    decided_on = Date(null=True, default=None)
    outcome = Varchar(length=30, null=True, default=None)
    updated_at = Timestamptz()
    one_complaint = Unique([victim, case])


class ComplaintChoice(Table):
    """What she means to do about a complaint: a row each time she says so."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict)
    decision = ForeignKey(Decision, null=False, on_delete=OnDelete.restrict, index=True)
    number = Integer()
    choice = Varchar(length=20)
    sent_on = Date(null=True, default=None)
    said_at = Timestamptz()
    said_by = Varchar(length=20, default="victim")
    one_choice_at_a_time = Unique([victim, decision, number])
