"""Any way of typing a number gives the same number; what is none is refused."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.domain.phone_numbers import (
    PhoneKind,
    PhoneNumber,
    Unreadable,
    UnreadableReason,
    read_number,
    split_numbers,
)


def digits_from(zero):
    return {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}


DIGITS = [{}, *map(digits_from, "\u0660\u0966\uff10\U0001d7ce")]
DASHES = ["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", " - "]
SPACES = ["", " ", "\t", "\u00a0", "\u202f"]
OTHERS = [".", "\u200e", "\u00ad"]
HOME = ["06", "(06)", "(0)6", "TEL: 06"]
ABROAD = ["+316", "+31 6", "+31 (0)6", "(+31) 6", "+31 06", "00316", "0031 (0)6"]
STARTS = [*HOME, *ABROAD, "06/", "tel:+31-6", "31 6", "\uff0b316"]
GAPS = st.sampled_from([*DASHES, *SPACES, *OTHERS])


def read(text, **options):
    number = read_number(text, **options)
    assert isinstance(number, PhoneNumber), number
    return number


@st.composite
def notations(draw):
    """One Dutch mobile number and one way of typing it."""
    subscriber = f"{draw(st.integers(10_000_000, 59_999_999))}"
    start = draw(st.sampled_from(STARTS))
    gaps = draw(st.lists(GAPS, min_size=8, max_size=8))
    body = "".join(map("".join, zip(gaps, subscriber, strict=True)))
    digits = draw(st.sampled_from(DIGITS))
    around = draw(st.sampled_from(["{}", " {} ", "\u200f{}\u200e", "\u202a{}\u202c"]))
    return f"+316{subscriber}", around.format((start + body).translate(digits))


@given(notations())
def test_any_notation_of_a_number_is_the_same_number(case):
    e164, typed = case
    assert read(typed).e164 == e164


@given(st.text(max_size=120))
def test_no_text_whatever_raises(text):
    number = read_number(text)
    assert isinstance(number, PhoneNumber | Unreadable)


@given(st.text(alphabet="0123456789+-() ./", max_size=25), st.sampled_from(["NL", ""]))
def test_what_was_read_reads_the_same_again(text, region):
    number = read_number(text, region=region)
    if isinstance(number, PhoneNumber):
        assert read(number.e164).e164 == number.e164
        assert read(number.href, region=region).e164 == number.e164


def test_a_dutch_number_is_shown_as_the_dutch_write_it():
    number = read("+31612345678")
    assert number.display == "06 12345678"
    assert number.href == "tel:+31-6-12345678"
    assert number.last_six == "345678"
    assert number.region == "NL"


def test_a_foreign_number_is_shown_with_its_country():
    number = read("0032 475 12 34 56")
    assert (number.e164, number.display) == ("+32475123456", "+32 475 12 34 56")
    assert number.region == "BE"


def test_a_number_without_country_is_one_of_the_persons_country():
    assert read("0475 12 34 56", region="BE").e164 == "+32475123456"
    assert read("0031 6 12345678", region="US").e164 == "+31612345678"


def test_the_nought_in_brackets_stays_where_the_country_needs_it():
    assert read("+39 (0)6 1234 5678").e164 == "+390612345678"
    assert read("+44 (0)20 7946 0958").e164 == "+442079460958"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("06-12345678", PhoneKind.MOBILE),
        ("020-6123456", PhoneKind.FIXED),
        ("088 123 4567", PhoneKind.COMPANY),
        ("14 020", PhoneKind.COMPANY),
        ("085-0123456", PhoneKind.VOIP),
        ("0800-1234", PhoneKind.TOLL_FREE),
        ("0900 123456", PhoneKind.PREMIUM),
        ("097012345678", PhoneKind.MACHINE),
        ("+1 212 555 2368", PhoneKind.FIXED_OR_MOBILE),
    ],
)
def test_the_kind_of_number_is_known(typed, kind):
    assert read(typed).kind is kind


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("088 746 0000", "+31887460000"),
        ("+31 (0)88 746 00 00", "+31887460000"),
        ("0800-0101", "+318000101"),
        ("0900 0101", "+319000101"),
        ("+32 475 12 34 56", "+32475123456"),
        ("0049 30 901820", "+4930901820"),
    ],
)
def test_open_klant_484_a_service_number_is_a_number_too(typed, e164):
    assert read(typed).e164 == e164


def test_only_what_can_receive_a_text_takes_one():
    assert read("06-12345678").takes_sms
    assert not read("020-6123456").takes_sms
    assert not read("097012345678").takes_sms


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", UnreadableReason.EMPTY),
        ("\u200e \u00a0", UnreadableReason.EMPTY),
        ("tel:", UnreadableReason.EMPTY),
        ("O612345678", UnreadableReason.LETTERS),
        ("06-1234567B", UnreadableReason.LETTERS),
        ("onbekend", UnreadableReason.LETTERS),
        ("06-12345678 (werk)", UnreadableReason.LETTERS),
        ("0\u00b212345678", UnreadableReason.LETTERS),
        ("020-6123456 ext 12", UnreadableReason.EXTENSION),
        ("020-6123456 x12", UnreadableReason.EXTENSION),
        ("020-6123456 toestel 12", UnreadableReason.EXTENSION),
        ("020-6123456#12", UnreadableReason.EXTENSION),
        ("tel:+31-20-6123456;ext=12", UnreadableReason.EXTENSION),
        ("06-12345678 / 020-6123456", UnreadableReason.SEVERAL_NUMBERS),
        ("06-12345678, 06-87654321", UnreadableReason.SEVERAL_NUMBERS),
        ("06-12345678\n06-87654321", UnreadableReason.SEVERAL_NUMBERS),
        ("06 12345678 06 87654321", UnreadableReason.SEVERAL_NUMBERS),
        ("+31612345678 +31687654321", UnreadableReason.SEVERAL_NUMBERS),
        ("06-1234567", UnreadableReason.NO_SUCH_NUMBER),
        ("112", UnreadableReason.NO_SUCH_NUMBER),
        ("0000000000", UnreadableReason.NO_SUCH_NUMBER),
        ("+", UnreadableReason.NO_SUCH_NUMBER),
        ("-", UnreadableReason.NO_SUCH_NUMBER),
        ("+999 12345678", UnreadableReason.NO_SUCH_NUMBER),
        ("0" * 101, UnreadableReason.TOO_LONG),
    ],
)
def test_what_is_no_single_number_is_refused_with_the_reason(typed, reason):
    assert read_number(typed) == Unreadable(reason=reason)


BETWEEN = [
    " / ",
    "/",
    " of ",
    " OF ",
    " en ",
    "; ",
    ";",
    ", ",
    ",",
    "\n",
    "\r\n",
    " | ",
]
BETWEEN += [" & ", "\u060c "]


@given(st.lists(notations(), min_size=2, max_size=4), st.sampled_from(BETWEEN))
def test_numbers_in_one_field_are_read_as_what_each_is_alone(cases, between):
    mark = between.strip() or between
    assume(not any(mark in text for _, text in cases))  # 06/12345678/06/...: whose?
    typed = between.join(text for _, text in cases)
    read_as = [read(piece).e164 for piece in split_numbers(typed)]
    assert list(dict.fromkeys(read_as)) == list(
        dict.fromkeys(e164 for e164, _ in cases)
    )


@given(st.text(alphabet="0123456789+-() ./,;ofen", max_size=60))
def test_nothing_that_was_typed_gets_lost_or_is_made_up(typed):
    pieces = split_numbers(typed)
    if pieces == (typed,):
        return
    for run in re.findall(r"\d+", typed):
        assert any(run in piece for piece in pieces)
    for piece in pieces:
        assert piece in typed


@given(notations())
def test_a_single_number_is_never_taken_apart(case):
    _, typed = case
    assert split_numbers(typed) == (typed,)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("06-12345678 / 030-1234567", ("06-12345678", "030-1234567")),
        ("06/12345678 of 030/1234567", ("06/12345678", "030/1234567")),
        ("06-12345678 030-1234567", ("06-12345678", "030-1234567")),
        ("+39 06 1234 5678 +31612345678", ("+39 06 1234 5678", "+31612345678")),
        ("06-12345678, 0612345678", ("06-12345678", "0612345678")),
        (
            "06-12345678, 030-1234567 en 06-123456",
            ("06-12345678", "030-1234567", "06-123456"),
        ),
    ],
)
def test_a_list_of_numbers_is_taken_apart(typed, expected):
    assert split_numbers(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zie dossier",
        "06-12345678 of 030-1234567, niet bellen",
        "06-12345678 (werk) / 030-1234567",
        "030-1234567/8",
        "020-6123456;12",
        "tel:+31-20-6123456;ext=12",
        "06-12345678, 9-17",
        "0039 06 1234 5678 0039 06 8765 4321",
        ", ".join(["06-12345678"] * 20),
    ],
)
def test_what_is_no_clean_list_of_numbers_is_kept_as_it_came(typed):
    assert split_numbers(typed) == (typed,)
