"""The words by which she knows our caller."""

import hashlib

import pytest

from portal.domain.caller_words import CALLER_WORDS, two_words


def mark(number):
    return hashlib.sha256(str(number).encode()).hexdigest()


def test_the_words_are_short_and_each_stands_once():
    assert len(set(CALLER_WORDS)) == len(CALLER_WORDS)
    assert all(word.isalpha() and word.islower() for word in CALLER_WORDS)
    assert max(map(len, CALLER_WORDS)) <= 10


@pytest.mark.parametrize("number", range(200))
def test_they_are_always_two_different_words_of_the_list(number):
    first, second = two_words(mark(number)).split()
    assert first != second
    assert {first, second} <= set(CALLER_WORDS)


def test_the_same_mark_gives_the_same_words_and_calls_differ():
    assert two_words(mark(1)) == two_words(mark(1))
    assert len({two_words(mark(number)) for number in range(200)}) > 180
