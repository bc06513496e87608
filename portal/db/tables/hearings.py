"""What a victim wishes of a hearing, and on which days she cannot come."""

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

from portal.db.tables.cases import Hearing
from portal.db.tables.people import Victim


class HearingWish(Table):
    """How she wants it to go on the day. Rows stay: the one said last holds."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict)
    hearing = ForeignKey(Hearing, null=False, on_delete=OnDelete.restrict, index=True)
    version = Integer()
    said_at = Timestamptz()
    attends = Varchar(length=10, default="")
    waits_apart = Boolean(default=False)
    avoids_family = Boolean(default=False)
    stays_unnamed = Boolean(default=False)
    entering = Varchar(length=10, default="")
    seat = Varchar(length=10, default="")
    companion = Varchar(length=10, default="")
    words_sealed = Text(null=True, default=None)
    one_wish_version = Unique([victim, hearing, version])


class Unavailability(Table):
    """Days on which she cannot come, both included. Why is hers to say or not."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    first_day = Date()
    last_day = Date()
    reason = Varchar(length=20, default="")
    said_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)
