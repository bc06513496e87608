"""The key ring of this process, from the settings."""

import logging
from functools import lru_cache

from portal.config import Settings, UnableToReadSettingsError
from portal.db.sealing import Sealer, UnableToUnsealError, make_sealer

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def sealer() -> Sealer:
    """Raise UnableToReadSettingsError when a key is missing."""
    settings = Settings.from_env()
    if not settings.data_keys or settings.secret_key is None:
        raise UnableToReadSettingsError(
            "PORTAL_DATA_KEYS and PORTAL_SECRET_KEY are needed to read contact data."
        )
    return make_sealer(data_keys=settings.data_keys, secret_key=settings.secret_key)


def unseal_if_possible(sealed: str, *, place: str) -> str | None:
    """Give None where it cannot be read, and tell the operator which it was."""
    try:
        return sealer().unseal(sealed, place=place)
    except UnableToUnsealError as error:
        logger.error("Contact data cannot be read. %s", error)  # noqa: TRY400 - all is said
        return None
