"""When a location calls: as its supervisor keeps it, or else as the setting says."""

from collections.abc import Mapping
from functools import lru_cache

from portal.config import Settings
from portal.db.locations import fetch_hours
from portal.domain.opening_hours import OpeningHours, read_opening_hours


async def fetch_location_hours(*, organisation: str, location: str) -> OpeningHours:
    return await fetch_hours(
        organisation=organisation, location=location, standard=standard_hours()
    )


@lru_cache(maxsize=1)
def standard_hours() -> Mapping[str, OpeningHours]:
    """Give what PORTAL_OPENING_HOURS says, read once."""
    return read_opening_hours(Settings.from_env().opening_hours)
