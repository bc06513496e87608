"""What somebody types to find a person is read for all that it may mean."""

import pytest

from portal.domain.search import read_search


@pytest.mark.parametrize(
    "typed",
    [
        "06-12345678",
        "+31 6 1234 5678",
        "0031612345678",
        "(06) 12 34 56 78",
        "06.12.34.56.78",
        "tel:+31612345678",
        "06\N{EN DASH}12345678",
        "345678",
    ],
)
def test_six_digits_of_a_number_suffice_however_it_is_written(typed):
    assert read_search(typed).last_six == "345678"


def test_a_whole_number_is_known_as_such():
    assert read_search("06 12345678").whole_number == "+31612345678"
    assert read_search("345678").whole_number is None


def test_fewer_than_six_digits_are_no_number():
    assert read_search("45678").last_six is None


def test_ten_digits_may_be_a_case_and_a_telephone():
    search = read_search("0612345678")
    assert (search.parketnummer, search.last_six) == ("06-123456-78", "345678")


def test_a_number_of_a_case_is_no_name():
    search = read_search("16.123456-26")
    assert (search.parketnummer, search.words) == ("16-123456-26", ())


def test_a_report_is_known_by_its_number():
    assert read_search("pl0900 2026081234").pv_number == "PL0900-2026081234"


def test_a_reference_counts_in_capitals_too():
    assert "SLO-0001" in read_search("slo-0001").references


@pytest.mark.parametrize("typed", ["", " ", "a", "!!", "12"])
def test_one_letter_is_too_little_to_look_for(typed):
    search = read_search(typed)
    assert search.is_too_short is (typed != "12")


def test_a_name_is_looked_for_by_its_words():
    search = read_search("van der Berg")
    assert (search.words, search.is_too_short) == (("berg",), False)
