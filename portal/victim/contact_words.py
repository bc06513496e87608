"""Names of languages, countries and time zones, in the language of the page."""

from babel import Locale, UnknownLocaleError

from portal.domain.time_zones import ZONE_OF_COUNTRY
from portal.locale import language

SPOKEN = (
    *("nl", "en", "fr", "de", "ar", "tr", "pl", "uk", "ru", "ro", "bg", "es", "pt"),
    *("it", "el", "hu", "cs", "sk", "lt", "lv", "sq", "sr", "hr", "bs", "mk", "fa"),
    *("ps", "ku", "ckb", "ti", "so", "am", "sw", "ber", "ur", "hi", "pa", "bn", "ta"),
    *("zh", "vi", "th", "id", "ka", "hy", "az", "he", "sv", "da", "fy"),
)


def name_language(tag: str) -> str:
    """Name a language; one that we cannot name by its own tag."""
    try:
        spoken = Locale.parse(tag, sep="-").language
    except (UnknownLocaleError, ValueError):
        spoken = tag.partition("-")[0]
    return str(_names().languages.get(spoken, tag))


def list_languages(chosen: str) -> list[tuple[str, str]]:
    """Give what she may choose from, by name; what she has is always there."""
    tags = SPOKEN if chosen in SPOKEN else (*SPOKEN, chosen)
    return sorted(((tag, name_language(tag)) for tag in tags), key=lambda it: it[1])


def name_zone(zone: str) -> str:
    """Name it by a country in which that is the time; empty where none was chosen."""
    country = _COUNTRY_OF_ZONE.get(zone)
    return str(_names().territories.get(country, country)) if country else ""


def list_zones() -> list[tuple[str, str]]:
    named = [(zone, name_zone(zone)) for zone in _COUNTRY_OF_ZONE]
    return sorted(named, key=lambda it: it[1])


def name_country(code: str | None) -> str:
    return str(_names().territories.get(code, "")) if code else ""


_COUNTRY_OF_ZONE = {
    zone: country for country, zone in reversed(ZONE_OF_COUNTRY.items())
}


def _names() -> Locale:
    return Locale.parse(language())
