"""When a victim was here last, so that her pages can mark what is new."""

from piccolo.columns import UUID, ForeignKey, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from portal.db.tables.people import Victim


class Visit(Table):
    """Her visit of now, or else her last one: one row a victim.

    `since` is the last page of the visit before it; null on her first.
    """

    id = UUID(primary_key=True)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, unique=True)
    started_at = Timestamptz()
    since = Timestamptz(null=True, default=None)
