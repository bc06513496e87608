"""In which time zone somebody lives, as far as a country tells."""

from zoneinfo import ZoneInfo

from portal.domain.calendar import AMSTERDAM

# ISO 3166 → IANA. Europe, and the countries of the Kingdom; where a country has
# several zones, the one where most people live.
ZONE_OF_COUNTRY = {
    "AD": "Europe/Andorra",
    "AL": "Europe/Tirane",
    "AT": "Europe/Vienna",
    "AW": "America/Aruba",
    "BA": "Europe/Sarajevo",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "BQ": "America/Kralendijk",
    "BY": "Europe/Minsk",
    "CH": "Europe/Zurich",
    "CW": "America/Curacao",
    "CY": "Asia/Nicosia",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn",
    "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki",
    "FO": "Atlantic/Faroe",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GG": "Europe/Guernsey",
    "GI": "Europe/Gibraltar",
    "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IM": "Europe/Isle_of_Man",
    "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome",
    "JE": "Europe/Jersey",
    "LI": "Europe/Vaduz",
    "LT": "Europe/Vilnius",
    "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga",
    "MC": "Europe/Monaco",
    "MD": "Europe/Chisinau",
    "ME": "Europe/Podgorica",
    "MK": "Europe/Skopje",
    "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "RS": "Europe/Belgrade",
    "RU": "Europe/Moscow",
    "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
    "SM": "Europe/San_Marino",
    "SR": "America/Paramaribo",
    "SX": "America/Lower_Princes",
    "TR": "Europe/Istanbul",
    "UA": "Europe/Kyiv",
    "VA": "Europe/Vatican",
    "XK": "Europe/Belgrade",
}

_ZONES = {country: ZoneInfo(name) for country, name in ZONE_OF_COUNTRY.items()}
_HOME = "NL"


def zone_for(*, phone_country: str | None, address_country: str | None) -> ZoneInfo:
    """Follow a foreign address, else the number's country, else Amsterdam.

    An address without a country is Dutch, so only a foreign one says something
    that the number does not say better.
    """
    has_moved = address_country in _ZONES and address_country != _HOME
    country = address_country if has_moved else phone_country
    return _ZONES.get(country or _HOME, AMSTERDAM)
