"""What a victim herself said she wants, and how she wants to be reached."""

from piccolo.columns import (
    UUID,
    Boolean,
    ForeignKey,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.people import Victim
from portal.db.tables.staff import StaffMember


class VictimWish(Table):
    """Append-only: each answer to one wish. Without `staff` she gave it herself."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    wish = Varchar(length=20)
    answer = Varchar(length=5)
    said_at = Timestamptz()
    staff = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )


class ContactChoice(Table):
    """What she chose about being reached; who is at risk waits for SHN to look.

    `settled_as` says what became of one that was held.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    field = Varchar(length=20)
    answer = Varchar(length=5, default="")
    value_sealed = Text(null=True, default=None)
    said_at = Timestamptz()
    is_held = Boolean(default=False)
    settled_at = Timestamptz(null=True, default=None)
    settled_as = Varchar(length=10, default="")
    settled_by = Varchar(length=200, default="")


class RefusedNumber(Table):
    """A number that she took away: when it is sent once more it stays unsafe.

    The number itself is not kept, only the mark by which we know it again.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    number_index = Varchar(length=64)
    at = Timestamptz()
    one_refusal = Unique([victim, number_index])
