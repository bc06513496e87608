"""Settings, read once from the environment."""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

KEY_BYTES = 32
DEFAULT_SECURITY_CONTACT = "https://www.ncsc.nl/contact/kwetsbaarheid-melden"
MOST_DELIVERY_DAYS = 30
SMALL_NUMBER = re.compile(r"[0-9]{1,3}")
WEB_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*", re.ASCII)
WEAK_WORDS = (b"changeme", b"secret", b"password", b"test", b"demo", b"default")

_PLAY_SECRET = base64.b64encode(b"ketenportaal demo and test only!").decode()
_PLAY_DATA_KEY = base64.b64encode(b"contact data of the demo people!").decode()


class UnableToReadSettingsError(Exception):
    """A setting is missing or unusable; the message says which and what to do."""


class Mode(StrEnum):
    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    mode: Mode
    database_url: str
    secret_key: bytes | None
    data_keys: tuple[bytes, ...]
    api_token: str | None
    smtp_url: str | None
    mail_sender: str
    base_url: str
    office_phone: str
    opening_hours: str
    letter_delivery_days: int
    leave_to: str
    security_contact: str = DEFAULT_SECURITY_CONTACT
    slot_minutes: int = 30
    slot_share: int = 50
    question_days: int = 2

    @property
    def is_play(self) -> bool:
        """Whether demo login, demo clock and `--at` exist."""
        return self.mode in {Mode.DEMO, Mode.TEST}

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Raise UnableToReadSettingsError when a setting cannot be read."""
        get = environment.get
        mode = _mode(get("PORTAL_MODE") or Mode.PRODUCTION)
        play = mode is not Mode.PRODUCTION
        secret = get("PORTAL_SECRET_KEY") or (_PLAY_SECRET if play else "")
        keys = get("PORTAL_DATA_KEYS") or (_PLAY_DATA_KEY if play else "")
        return cls(
            mode=mode,
            database_url=get("PORTAL_DATABASE_URL") or "sqlite:///var/portal.sqlite",
            secret_key=_key("PORTAL_SECRET_KEY", secret) if secret else None,
            data_keys=tuple(
                _key("PORTAL_DATA_KEYS", part, exactly=KEY_BYTES)
                for part in keys.split(",")
                if part.strip()
            ),
            api_token=get("PORTAL_API_TOKEN") or ("demo-token" if play else None),
            smtp_url=get("PORTAL_SMTP_URL") or None,
            mail_sender=_mail_address(
                "PORTAL_MAIL_SENDER",
                get("PORTAL_MAIL_SENDER") or "berichten@ketenportaal.example",
            ),
            base_url=_web_address(
                "PORTAL_BASE_URL", get("PORTAL_BASE_URL") or "http://127.0.0.1:8000"
            ).rstrip("/"),
            office_phone=get("PORTAL_OFFICE_PHONE") or "",
            opening_hours=get("PORTAL_OPENING_HOURS") or "",
            letter_delivery_days=_number(
                "PORTAL_LETTER_DELIVERY_DAYS",
                get("PORTAL_LETTER_DELIVERY_DAYS") or "1",
                1,
                MOST_DELIVERY_DAYS,
            ),
            leave_to=_web_address(
                "PORTAL_LEAVE_TO",
                get("PORTAL_LEAVE_TO") or "https://www.buienradar.nl/",
            ),
            security_contact=get("PORTAL_SECURITY_CONTACT") or DEFAULT_SECURITY_CONTACT,
            slot_minutes=_number(
                "PORTAL_SLOT_MINUTES", get("PORTAL_SLOT_MINUTES") or "30", 10, 120
            ),
            slot_share=_number(
                "PORTAL_SLOT_SHARE", get("PORTAL_SLOT_SHARE") or "50", 1, 100
            ),
            question_days=_number(
                "PORTAL_QUESTION_DAYS", get("PORTAL_QUESTION_DAYS") or "2", 1, 30
            ),
        )


def problems(settings: Settings) -> list[str]:
    """What keeps these settings out of production, one sentence each."""
    found = []
    if settings.secret_key is None:
        found.append(_missing("PORTAL_SECRET_KEY"))
    elif _is_weak(settings.secret_key):
        found.append("PORTAL_SECRET_KEY is weak: make 32 random bytes, in base64.")
    if not settings.data_keys:
        found.append(_missing("PORTAL_DATA_KEYS"))
    if any(_is_weak(key) for key in settings.data_keys):
        found.append("PORTAL_DATA_KEYS holds a weak key: make 32 random bytes.")
    return found


def gaps(settings: Settings) -> list[str]:
    """What production can do without, and what it then lacks."""
    found = []
    if settings.api_token is None:
        found.append("PORTAL_API_TOKEN is missing: partners cannot send events.")
    if settings.smtp_url is None:
        found.append("PORTAL_SMTP_URL is missing: e-mails wait in the outbox.")
    return found


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise UnableToReadSettingsError(
            f"PORTAL_MODE is {text!r}; it must be demo, test or production."
        ) from None


def _key(name: str, text: str, *, exactly: int | None = None) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise UnableToReadSettingsError(f"{name} is not base64.") from None
    if len(key) < KEY_BYTES or (exactly and len(key) != exactly):
        raise UnableToReadSettingsError(
            f"{name} holds {len(key)} bytes; {KEY_BYTES} random bytes are needed."
        )
    return key


def _is_weak(key: bytes) -> bool:
    lowered = key.lower()
    return len(set(key)) < KEY_BYTES // 4 or any(word in lowered for word in WEAK_WORDS)


def _missing(name: str) -> str:
    return f"{name} is missing: make one with `openssl rand -base64 {KEY_BYTES}`."


def _number(name: str, text: str, least: int, most: int) -> int:
    number = int(text) if SMALL_NUMBER.fullmatch(text) else 0
    if not least <= number <= most:
        raise UnableToReadSettingsError(
            f"{name} is {text!r}; give a whole number from {least} to {most}."
        )
    return number


def _web_address(name: str, text: str) -> str:
    if not WEB_ADDRESS.fullmatch(text):
        raise UnableToReadSettingsError(
            f"{name} is {text!r}; give an address such as https://portal.example."
        )
    return text


def _mail_address(name: str, text: str) -> str:
    if not MAIL_ADDRESS.fullmatch(text):
        raise UnableToReadSettingsError(
            f"{name} is {text!r}; give an address such as berichten@portal.example."
        )
    return text
