"""What passes between a victim and us beside calls: rest, booked times, questions."""

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from portal.db.tables.calls import CallTask
from portal.db.tables.cases import Incident
from portal.db.tables.people import Victim
from portal.db.tables.staff import StaffMember


class ContactPause(Table):
    """That she wants rest, or no longer: append-only, the newest step holds.

    Until `until` we do not call without need; without it the rest is over.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    step = Integer()
    until = Timestamptz(null=True, default=None)
    weeks = Integer(default=0)
    at = Timestamptz()


class CallSlot(Table):
    """A time that a call has, taken out of what the callers of a place can do.

    `pool` is the place whose callers have the seat; without one, callers who work for
    every place. Partial unique indexes (see the migrations): a seat is given once, and
    a call has one seat. `was_earliest_at` is from when it could be made before.
    """

    id = UUID(primary_key=True)
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict, index=True)
    organisation = Varchar(length=10)
    pool = Varchar(length=100, default="")
    starts_at = Timestamptz()
    ends_at = Timestamptz()
    seat = Integer()
    booked_at = Timestamptz()
    was_earliest_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Question(Table):
    """What a victim asks in writing; what was said stands in its steps.

    `waits_since` is when she last asked; `taken_by` answers it now.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict, index=True)
    organisation = Varchar(length=10)
    location = Varchar(length=100, default="")
    about = Varchar(length=20)
    state = Varchar(length=12)
    asked_at = Timestamptz()
    waits_since = Timestamptz()
    due_at = Timestamptz()
    taken_by = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    taken_until = Timestamptz(null=True, default=None)
    alerted_at = Timestamptz(null=True, default=None)


class QuestionStep(Table):
    """One thing said or done about a question. `submission` stops a second click.

    Its `organisation` answered it, or from then on has to.
    """

    id = UUID(primary_key=True)
    question = ForeignKey(Question, null=False, on_delete=OnDelete.restrict, index=True)
    step = Integer()
    submission = UUID(unique=True)
    at = Timestamptz()
    kind = Varchar(length=12)
    organisation = Varchar(length=10)
    staff = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    text_sealed = Text(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
