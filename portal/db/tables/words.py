"""What callers say when she asks: kept by supervisors, every version of it."""

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

from portal.db.tables.staff import StaffMember


class QuestionCard(Table):
    """One question she may ask; `version` is the one that callers see now.

    `code` names a card of the set that we ship. `ground` empty is any ground.
    """

    id = UUID(primary_key=True)
    code = Varchar(length=60, null=True, unique=True, default=None)
    organisation = Varchar(length=10)
    kind = Varchar(length=20)
    ground = Varchar(length=10, default="")
    position = Integer(default=0)
    version = Integer(default=1)


class QuestionCardVersion(Table):
    """What a card said: append-only. Without `staff` it came with the portal."""

    id = UUID(primary_key=True)
    card = ForeignKey(QuestionCard, null=False, on_delete=OnDelete.restrict)
    version = Integer()
    question = Varchar(length=200)
    answer = Text()
    is_shown = Boolean(default=True)
    restores = Integer(null=True, default=None)
    staff = ForeignKey(
        StaffMember, null=True, on_delete=OnDelete.restrict, default=None
    )
    at = Timestamptz()
    one_version = Unique([card, version])
