"""When a victim was here before: what came since is marked as new.

A visit begins with the first page after half an hour without any. A look by staff,
or by who stands in for her, is not hers and neither begins nor lengthens one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

BREAK = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`since` is the last page of the visit before; None when this is her first."""

    since: datetime | None = None
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Messages that were sent to her and that she did not open."""

    messages: int = 0
    newest_at: datetime | None = None

    def since(self, moment: datetime | None) -> int:
        """Give how many there are, when one of them came since then."""
        is_new = moment and self.newest_at and self.newest_at > moment
        return self.messages if is_new else 0


NO_VISIT = Visit()
NOTHING_UNREAD = Unread()


def visit_of(
    *, since: datetime | None, last_page_at: datetime | None, now: datetime
) -> Visit:
    """Give the visit that a page of now belongs to, from what is on file of her."""
    if last_page_at is None:
        return Visit(begins=True)
    if now - last_page_at > BREAK:
        return Visit(since=last_page_at, begins=True)
    return Visit(since=since)
