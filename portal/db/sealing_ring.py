"""The key ring of this process, from the settings."""

from functools import lru_cache

from portal.config import Settings, UnableToReadSettingsError
from portal.db.sealing import Sealer, make_sealer


@lru_cache(maxsize=1)
def sealer() -> Sealer:
    """Raise UnableToReadSettingsError when a key is missing."""
    settings = Settings.from_env()
    if not settings.data_keys or settings.secret_key is None:
        raise UnableToReadSettingsError(
            "PORTAL_DATA_KEYS and PORTAL_SECRET_KEY are needed to read contact data."
        )
    return make_sealer(data_keys=settings.data_keys, secret_key=settings.secret_key)
