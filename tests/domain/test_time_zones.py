from zoneinfo import available_timezones

import pytest

from portal.domain.time_zones import ZONE_OF_COUNTRY, zone_for


@pytest.mark.parametrize(
    ("phone_country", "address_country", "zone"),
    [
        ("NL", "NL", "Europe/Amsterdam"),
        ("GB", "NL", "Europe/London"),
        ("NL", "PT", "Europe/Lisbon"),
        ("GB", "FI", "Europe/Helsinki"),
        ("PL", None, "Europe/Warsaw"),
        (None, None, "Europe/Amsterdam"),
        ("US", "NL", "America/New_York"),
        ("GB", "AU", "Australia/Sydney"),
        ("SR", "NL", "America/Paramaribo"),
        ("ZZ", "ZZ", "Europe/Amsterdam"),
    ],
)
def test_a_foreign_address_decides_else_the_number(
    phone_country, address_country, zone
):
    found = zone_for(phone_country=phone_country, address_country=address_country)

    assert found.key == zone


def test_every_zone_exists():
    assert set(ZONE_OF_COUNTRY.values()) <= available_timezones()
