"""What a victim herself said of who stands in for her."""

from piccolo.columns import UUID, Boolean, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from portal.db.tables.people import Victim


class StandingWord(Table, tablename="standing_word"):
    """Append-only: she ended it, wants it so from sixteen or no longer, or doubts it.

    That SHN settled a doubt is here too. It names the person and not the row: lists of
    representatives are sent anew, and who was left out of one and comes back in the
    next is still who she meant.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    role = Varchar(length=30)
    name_key = Varchar(length=200)
    email_index = Varchar(length=64, null=True, default=None)
    word = Varchar(length=10)
    said_at = Timestamptz()


class BundleWish(Table, tablename="bundle_wish"):
    """Append-only: whether a company wants its news as one e-mail a working day."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    wants = Boolean()
    said_at = Timestamptz()


class OwnPart(Table, tablename="own_part"):
    """Append-only: what she keeps to herself of who stands in for her."""

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    part = Varchar(length=20)
    is_hers = Boolean()
    said_at = Timestamptz()
