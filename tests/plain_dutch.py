"""What victims read is measured: short sentences, and no words of the trade."""

import re

from tests.pages import read_html

BLOCKS = {"p", "li", "dd", "dt", "h1", "h2", "h3", "td", "th", "label", "legend"}
LONGEST = 20
AVERAGE = 10
PLAIN_WORDS = {
    "aangever": "u",
    "benadeelde partij": "u vraagt geld voor uw schade",
    "conform": "volgens",
    "dagvaarding": "de verdachte moet naar de rechter",
    "derhalve": "daarom",
    "desbetreffende": "deze",
    "dient te": "moet",
    "geschil": "ruzie",
    "indien": "als",
    "inzake": "over",
    "kenbaar": "laat weten",
    "knvv": "een officieel bericht",
    "middels": "met",
    "omtrent": "over",
    "onherroepelijk": "staat vast",
    "rechtens": "volgens de wet",
    "reeds": "al",
    "sepot": "de officier van justitie stopt met de zaak",
    "tenlastelegging": "waar de verdachte van wordt verdacht",
    "ter terechtzitting": "op de zitting",
    "terechtzitting": "zitting",
    "teneinde": "om",
    "voornoemd": "deze",
    "wederpartij": "de verdachte",
    "zulks": "dat",
}
"""Words that victims do not read here, and what is written in their place."""
SYLLABLE = re.compile(
    "aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyáéëïöüè]", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")


def check_words(text):
    """Refuse the words of the trade, and say what would be plain."""
    trade = "|".join(PLAIN_WORDS)
    found = re.findall(rf"\b(?:{trade})\b", text, re.IGNORECASE)
    plain = [f"{word}: rather {PLAIN_WORDS[word.lower()]}" for word in found]
    assert not plain, plain


def reading_ease(sentences):
    """Flesch's figure for Dutch, after Douma: above 70 is easy, below 50 is hard."""
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    syllables = sum(max(1, len(SYLLABLE.findall(word))) for word in words)
    a_hundred_words = 100 * syllables / len(words)
    return 206.84 - 0.77 * a_hundred_words - 0.93 * len(words) / len(sentences)


def split_sentences(text):
    return [it for it in re.split(r"(?<=[.!?:])\s+", text) if WORD.search(it)]


def check_plain_dutch(html):
    sentences = list(_sentences(html))
    lengths = [len(sentence.split()) for sentence in sentences]
    long = [s for s, n in zip(sentences, lengths, strict=True) if n > LONGEST]
    assert long == [], "Too long for one breath"
    average = sum(lengths) / len(lengths)
    assert average <= AVERAGE, f"{average:.1f} words a sentence"
    check_words(" ".join(sentences))


def _sentences(html):
    for block in read_html(html).all(*BLOCKS):
        if not any(True for _ in block.all(*BLOCKS)):
            yield from split_sentences(block.text)
