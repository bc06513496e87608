"""Contact data sealed in the database, each value bound to its row and column."""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_ID_CHARACTERS = 8


class UnableToUnsealError(Exception):
    """The value was sealed with a key that is gone, or moved to another row."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals with the newest key, unseals with any of the ring (AES-256-GCM)."""

    keys: tuple[bytes, ...]
    index_key: bytes

    def seal(self, text: str, *, place: str) -> str:
        """Seal text for `place`, which names table, row and column."""
        key = self.keys[0]
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, text.encode(), place.encode())
        return f"{_key_id(key)}.{base64.b64encode(nonce + sealed).decode()}"

    def unseal(self, sealed: str, *, place: str) -> str:
        """Raise UnableToUnsealError when key or place is not the one it had."""
        key_id, _, encoded = sealed.partition(".")
        raw = _decode(encoded, place)
        for key in self.keys:
            if _key_id(key) == key_id:
                return _open(key, raw, place)
        raise UnableToUnsealError(f"No key of the ring opens {place}.")

    def index(self, value: str, *, purpose: str) -> str:
        """Keyed fingerprint for exact search; equal values give equal marks."""
        message = f"{purpose}\0{value}".encode()
        return hmac.digest(self.index_key, message, "sha256").hex()


def make_sealer(*, data_keys: tuple[bytes, ...], secret_key: bytes) -> Sealer:
    index_key = hmac.digest(secret_key, b"blind index of contact data", "sha256")
    return Sealer(keys=data_keys, index_key=index_key)


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"key id" + key).hexdigest()[:KEY_ID_CHARACTERS]


def _decode(encoded: str, place: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        raise UnableToUnsealError(f"What is sealed at {place} is damaged.") from None


def _open(key: bytes, raw: bytes, place: str) -> str:
    nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, place.encode()).decode()
    except (InvalidTag, ValueError):  # the second when even the nonce is cut short
        raise UnableToUnsealError(
            f"What is sealed does not belong at {place}."
        ) from None
