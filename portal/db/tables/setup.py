"""How each organisation is set up: where, who, when, and who changed what in it."""

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

from portal.db.tables.calls import CallTask
from portal.db.tables.cases import Incident
from portal.db.tables.people import Victim
from portal.db.tables.staff import StaffMember


class WorkLocation(Table, tablename="work_location"):
    """A place where an organisation works; the one without a name is all of it.

    What is empty or null here holds as it does for the whole organisation. While
    `windows_due_at` stands, a job sets the windows of its calls anew, from
    `windows_after` on.
    """

    id = UUID(primary_key=True)
    organisation = Varchar(length=10)
    name = Varchar(length=100, default="")
    is_active = Boolean(default=True)
    hours = Text(default="")
    office_phone = Varchar(length=40, default="")
    interpreter_line = Varchar(length=80, default="")
    calls_per_hour = Integer(null=True, default=None)
    heavy_per_day = Integer(null=True, default=None)
    heavy_pause_minutes = Integer(null=True, default=None)
    contact_hours = Integer(null=True, default=None)
    version = Integer(default=1)
    windows_due_at = Timestamptz(null=True, default=None)
    windows_after = UUID(null=True, default=None)
    one_location = Unique([organisation, name])


class ClosedDay(Table):
    """A day on which a location does not call, beside Sundays and holidays."""

    id = UUID(primary_key=True)
    location = ForeignKey(WorkLocation, null=False, on_delete=OnDelete.restrict)
    day = Date()
    reason = Varchar(length=100, default="")
    one_day = Unique([location, day])


class StaffLeave(Table):
    """Days on which somebody does not work, the last one included. Why is not ours."""

    id = UUID(primary_key=True)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict, index=True)
    first_day = Date()
    last_day = Date()
    substitute = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    withdrawn_at = Timestamptz(null=True, default=None)


class ContactPerson(Table):
    """Who calls a victim first: in one report, or in all of hers without one."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    incident = ForeignKey(
        Incident, null=True, on_delete=OnDelete.restrict, default=None
    )
    organisation = Varchar(length=10)
    duty = Varchar(length=20)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict, index=True)
    since = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class SetupChange(Table):
    """Who changed what in the set-up: append-only. By a command there is no `staff`."""

    id = UUID(primary_key=True)
    at = Timestamptz()
    staff = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    actor = Varchar(length=100)
    organisation = Varchar(length=10)
    location = Varchar(length=100, null=True, default=None)
    subject = Varchar(length=20)
    subject_id = UUID()
    name = Varchar(length=200)
    changes = Text()


class CallTaskMove(Table):
    """What a supervisor did with a call, and why: append-only.

    One button pressed is one `batch`: pressed again it does nothing twice.
    """

    id = UUID(primary_key=True)
    batch = UUID()
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz()
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    action = Varchar(length=20)
    before = Varchar(length=200, default="")
    after = Varchar(length=200, default="")
    reason = Text()
    one_move = Unique([task, batch])


class OutcomeRules(Table):
    """What an organisation changed about its ladders: append-only.

    One row is one change; `kind` empty is every kind. The highest version of a kind
    that is valid at a moment holds then. `figures` keeps only what is other than it
    would be anyway.
    """

    id = UUID(primary_key=True)
    organisation = Varchar(length=10)
    kind = Varchar(length=20, default="")
    version = Integer()
    figures = Text(default="{}")
    valid_from = Timestamptz()
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz()
    reason = Varchar(length=300)
    one_version_of_rules = Unique([organisation, version])
