import pytest

from portal.domain.masking import mask_email, mask_number


@pytest.mark.parametrize(
    ("display", "masked"),
    [
        ("06 12345678", "06 ·· ·· ·· 78"),
        ("06-12345678", "06 ·· ·· ·· 78"),
        ("030 123 45 67", "03 ·· ·· ·· 67"),
        ("+32 470 12 34 56", "+32 ·· ·· ·· 56"),
        ("onbekend", "·· ·· ··"),
    ],
)
def test_a_number_shows_its_first_and_last_two(display, masked):
    assert mask_number(display) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [("anna@voorbeeld.nl", "a··@voorbeeld.nl"), ("geen adres", "··")],
)
def test_an_address_shows_its_first_letter_and_where_it_is(address, masked):
    assert mask_email(address) == masked
