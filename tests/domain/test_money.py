import pytest

from portal.domain.money import euros


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0 euro"),
        (5, "0,05 euro"),
        (8_450, "84,50 euro"),
        (125_000, "1.250 euro"),
        (123_456_789, "1.234.567,89 euro"),
    ],
)
def test_amounts_read_as_people_say_them(cents, text):
    assert euros(cents) == text
