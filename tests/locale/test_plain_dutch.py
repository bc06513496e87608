"""What victims read in Dutch is plain, whichever branch of a page they come to."""

import re

import pytest

from portal.domain import sepot_texts
from portal.web.templating import TEMPLATES
from tests.plain_dutch import LONGEST, check_words, reading_ease, split_sentences
from tests.translations import asked_texts

EASY = 70
ENOUGH_WORDS = 60  # a figure of a few words says nothing
FOLDERS = ("victim", "public", "messages")
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for folder in FOLDERS
    for path in (TEMPLATES / folder).rglob("*.*")
)


def sentences_of(texts):
    without_tags = [re.sub(r"<[^>]*>|%\(\w+\)s", " x ", text) for text in texts]
    return [it for text in without_tags for it in split_sentences(text)]


@pytest.mark.parametrize("name", PAGES)
def test_no_sentence_is_too_long_and_no_word_is_of_the_trade(name):
    sentences = sentences_of(asked_texts(name))
    assert [it for it in sentences if len(it.split()) > LONGEST] == []
    check_words(" ".join(sentences))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_easy_to_read(name):
    sentences = sentences_of(asked_texts(name))
    if sum(len(it.split()) for it in sentences) >= ENOUGH_WORDS:
        assert reading_ease(sentences) >= EASY


def test_the_reasons_of_a_sepot_are_easy_to_read():
    assert reading_ease(sentences_of(sepot_texts.REASONS.values())) >= EASY


def test_a_text_of_the_trade_is_found_hard():
    hard = "Indien de aangever zulks wenst, wordt de terechtzitting derhalve geschorst."
    assert reading_ease([hard]) < EASY
    with pytest.raises(AssertionError, match="daarom"):
        check_words(hard)
