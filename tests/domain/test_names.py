"""Names are found however they are typed."""

import pytest

from portal.domain.names import fold, words_of, words_to_find_by, words_to_look_for


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Éva", "eva"),
        ("Müller", "muller"),
        ("Łukasz", "lukasz"),
        ("Ĳsbrand", "ijsbrand"),
        ("Sørensen", "sorensen"),
        ("Weiß", "weiss"),
        (
            "Y\N{LATIN SMALL LETTER DOTLESS I}ld\N{LATIN SMALL LETTER DOTLESS I}z",
            "yildiz",
        ),
        ("Øyvind", "oyvind"),
        ("سمير", "سمير"),
    ],
)
def test_accents_and_capitals_make_no_difference(typed, folded):
    assert fold(typed) == folded


def test_a_hyphen_parts_words_and_an_apostrophe_does_not():
    assert words_of("Jan-Willem O\N{RIGHT SINGLE QUOTATION MARK}Brien") == (
        "jan",
        "willem",
        "obrien",
    )


def test_a_word_that_comes_twice_counts_once():
    assert words_of("Anna  anna ANNA") == ("anna",)


def test_a_name_is_found_by_its_words_and_in_one_piece():
    words = words_to_find_by(names=["Anna"], infix="van den", family_name="Berg-Bos")
    assert words == {"anna", "van", "den", "berg", "bos", "bergbos", "vandenbergbos"}


def test_a_victim_without_a_name_has_no_words():
    assert words_to_find_by(names=[], infix="", family_name="") == set()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("van der Berg", ("berg",)),
        ("v.d. Berg", ("berg", "v")),
        ("Vries, A. de", ("vries", "a")),
        ("van der", ("van", "der")),
        ("", ()),
        ("!?", ()),
    ],
)
def test_what_stands_before_a_family_name_need_not_be_typed(typed, words):
    assert words_to_look_for(typed) == words
