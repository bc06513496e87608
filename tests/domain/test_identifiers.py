"""One spelling for each number that stands for something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.identifiers import (
    canonical_bsn,
    canonical_parketnummer,
    canonical_postcode,
    canonical_pv_number,
)

GAPS = st.sampled_from(["-", "/", ".", " ", "", "\u2013", "\u00a0"])


@given(st.from_regex(r"[0-9]{10}", fullmatch=True), GAPS, GAPS)
def test_a_parketnummer_has_one_spelling_however_typed(digits, first, second):
    parket, number, year = digits[:2], digits[2:8], digits[8:]
    typed = f" {parket}{first}{number}{second}{year} "
    assert canonical_parketnummer(typed) == f"{parket}-{number}-{year}"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "16-12345-26",
        "16-1234567-26",
        "16--123456-26",
        "AB-123456-26",
        "\u0661\u0666-123456-26",
        "16-123456-26x",
        "16-123456-2026",
    ],
)
def test_what_is_no_parketnummer_is_none(typed):
    assert canonical_parketnummer(typed) is None


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("PL1300-2024012345", "PL1300-2024012345"),
        ("PL1300-2024012345-1", "PL1300-2024012345-1"),
        ("pl13002024012345-12", "PL1300-2024012345-12"),
        ("PL1300 2024012345", "PL1300-2024012345"),
        ("PL1300\u20132024012345", "PL1300-2024012345"),
        ("PL1300-202401234", None),
        ("PL130-2024012345", None),
        ("PL1300-2024012345-", None),
        ("1300-2024012345", None),
        ("", None),
    ],
)
def test_a_pv_number_keeps_its_suffix_and_gets_its_hyphen(typed, spelled):
    assert canonical_pv_number(typed) == spelled


@pytest.mark.parametrize(
    "bsn", ["999990007", "999990019", "999990068", "123456782", "111222333"]
)
def test_a_bsn_that_passes_the_eleven_test_is_one(bsn):
    assert canonical_bsn(bsn) == bsn


def test_a_bsn_of_eight_digits_gets_its_nought():
    assert canonical_bsn("10000008") == "010000008"
    assert canonical_bsn("1234.56.782") == "123456782"


@pytest.mark.parametrize(
    "text", ["123456789", "000000000", "1234567", "1234567820", "", "12345678a"]
)
def test_what_fails_the_eleven_test_is_no_bsn(text):
    assert canonical_bsn(text) is None


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(position, shift):
    good = "999990019"
    digit = (int(good[position]) + shift) % 10
    assert canonical_bsn(f"{good[:position]}{digit}{good[position + 1 :]}") is None


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("3572bb", "3572BB"),
        (" 3572 BB ", "3572BB"),
        ("3572\u00a0BB", "3572BB"),
        ("0572BB", None),
        ("3572SS", None),
        ("2018", None),
        ("11122", None),
    ],
)
def test_a_dutch_postcode_has_no_space(typed, spelled):
    assert canonical_postcode(typed) == spelled
