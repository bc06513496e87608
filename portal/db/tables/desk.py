"""Finding victims, and what staff keep beside their calls."""

from piccolo.columns import (
    UUID,
    Boolean,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.calls import CallAttempt, CallTask
from portal.db.tables.cases import Case, Incident
from portal.db.tables.people import Victim
from portal.db.tables.staff import StaffMember


class VictimName(Table):
    """One word of a victim's or a representative's name, as one searches for it.

    `start` is its first three letters: an equal match, which any collation finds.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    start = Varchar(length=3)
    word = Varchar(length=60)


class Contact(Table):
    """Somebody came to us, and no call of ours was open for it."""

    id = UUID(primary_key=True)
    submission = UUID(unique=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict, index=True)
    organisation = Varchar(length=10)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz()
    kind = Varchar(length=20)
    about = Varchar(length=20)
    note = Text(default="")
    reached = Boolean(default=False)
    callback = UUID(null=True, default=None)
    spoken_with = Varchar(length=200, default="")


class LawyerWish(Table):
    """Whether she wants it to go through her lawyer: the newest that stands holds."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    attempt = ForeignKey(
        CallAttempt, null=False, on_delete=OnDelete.restrict, index=True
    )
    wants = Boolean()
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    said_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)


class QueueFilter(Table):
    """A choice of calls that one member of staff keeps under a name."""

    id = UUID(primary_key=True)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40)
    criteria = Text()
    is_default = Boolean(default=False)
    one_name = Unique([staff, name])


class Baton(Table):
    """Who tells a victim of a subject in a case: append-only, the newest step holds."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict, index=True)
    subject = Varchar(length=20)
    step = Integer()
    holder = Varchar(length=10)
    given_by = Varchar(length=10)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    note = Text(default="")
    at = Timestamptz()
    one_step = Unique([victim, case, subject, step])


class CallHandOver(Table):
    """A call given to a colleague, or to nobody in particular, with a word to go by."""

    id = UUID(primary_key=True)
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict, index=True)
    from_staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict)
    to_staff = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    note = Text(default="")
    at = Timestamptz()
