"""On which number an organisation is reached: as its supervisor keeps it, or as set."""

import asyncio
import logging
from uuid import UUID

from portal.config import Settings
from portal.db.office_numbers import (
    Office,
    fetch_office_number,
    fetch_offices_for_victim,
    fetch_public_offices,
)
from portal.domain.staff import Organisation

SECONDS = 2

logger = logging.getLogger(__name__)


async def read_office_number(*, organisation: Organisation, location: str) -> str:
    """PORTAL_OFFICE_PHONE holds where nobody keeps a number on screen."""
    kept = await fetch_office_number(organisation=organisation.value, location=location)
    return kept or Settings.from_env().office_phone


async def list_own_offices(*, victim_id: UUID) -> list[Office]:
    return await fetch_offices_for_victim(victim_id=victim_id)


async def list_public_offices() -> list[Office]:
    """Give what everybody may see; none where the database does not answer.

    The page with 112 on it stands whatever else is down.
    """
    try:
        async with asyncio.timeout(SECONDS):
            return await fetch_public_offices()
    except Exception:
        logger.exception("The numbers to call cannot be read.")
        return []
