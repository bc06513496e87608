"""On which number an organisation is reached: as its supervisor keeps it, or as set."""

from uuid import UUID

from portal.config import Settings
from portal.db.office_numbers import (
    Office,
    fetch_office_number,
    fetch_offices_for_victim,
)
from portal.domain.staff import Organisation


async def read_office_number(*, organisation: Organisation, location: str) -> str:
    """PORTAL_OFFICE_PHONE holds where nobody keeps a number on screen."""
    kept = await fetch_office_number(organisation=organisation.value, location=location)
    return kept or Settings.from_env().office_phone


async def list_own_offices(*, victim_id: UUID) -> list[Office]:
    return await fetch_offices_for_victim(victim_id=victim_id)
