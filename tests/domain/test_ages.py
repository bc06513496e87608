from datetime import date

import pytest

from portal.domain.ages import age_on, is_minor


@pytest.mark.parametrize(
    ("birth_date", "day", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_a_year_is_added_on_the_birthday(birth_date, day, age):
    assert age_on(birth_date=birth_date, day=day) == age


def test_who_has_no_known_birth_date_is_treated_as_grown_up():
    assert not is_minor(birth_date=None, day=date(2026, 11, 23))
