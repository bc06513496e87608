"""What two victims on file, who turned out to be one, wished of their hearings."""

from uuid import UUID

from portal.db.engine import execute


async def move_hearing_wishes(*, stays: UUID, dropped: UUID) -> None:
    """Keep every wish and every day of both; what was said last still holds."""
    await execute(
        """UPDATE hearing_wish SET victim = {}, version = version + COALESCE((
             SELECT max(kept.version) FROM hearing_wish AS kept
             WHERE kept.victim = {} AND kept.hearing = hearing_wish.hearing), 0)
           WHERE victim = {}""",
        *(stays, stays, dropped),
    )
    await execute(
        """DELETE FROM unavailability WHERE victim = {} AND withdrawn_at IS NULL
             AND EXISTS (SELECT 1 FROM unavailability AS kept
               WHERE kept.victim = {} AND kept.withdrawn_at IS NULL
                 AND kept.first_day = unavailability.first_day
                 AND kept.last_day = unavailability.last_day)""",
        *(dropped, stays),
    )
    await execute(
        "UPDATE unavailability SET victim = {} WHERE victim = {}", stays, dropped
    )
