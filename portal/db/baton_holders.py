"""Who holds the baton: the organisation that tells a victim of a subject in a case."""

from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.staff import Organisation


async def fetch_baton_holders(*, case_id: UUID) -> dict[tuple[UUID, str], Organisation]:
    """Give, per victim and subject, to whom it was given last; unnamed is by kind."""
    rows = await fetch_rows(
        'SELECT victim, subject, holder FROM baton WHERE "case" = {} ORDER BY step',
        case_id,
    )
    return {
        (row["victim"], row["subject"]): Organisation(row["holder"]) for row in rows
    }
