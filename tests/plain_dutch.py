"""What victims read is measured: short sentences, and no words of the trade."""

import re

from tests.pages import read_html

BLOCKS = {"p", "li", "dd", "dt", "h1", "h2", "h3", "td", "th", "label", "legend"}
LONGEST = 20
AVERAGE = 10
WORDS_OF_THE_TRADE = (
    "aangever|benadeelde partij|dagvaarding|derhalve|desbetreffende|geschil|indien"
    "|inzake|kenbaar|knvv|middels|omtrent|onherroepelijk|rechtens|sepot|tenlastelegging"
    "|ter terechtzitting|terechtzitting|teneinde|voornoemd|wederpartij|zulks"
)


def check_plain_dutch(html):
    sentences = list(_sentences(html))
    lengths = [len(sentence.split()) for sentence in sentences]
    long = [s for s, n in zip(sentences, lengths, strict=True) if n > LONGEST]
    assert long == [], "Too long for one breath"
    average = sum(lengths) / len(lengths)
    assert average <= AVERAGE, f"{average:.1f} words a sentence"
    found = re.findall(
        rf"\b(?:{WORDS_OF_THE_TRADE})\b", " ".join(sentences), re.IGNORECASE
    )
    assert found == []


def _sentences(html):
    for block in read_html(html).all(*BLOCKS):
        if not any(True for _ in block.all(*BLOCKS)):
            yield from filter(None, re.split(r"(?<=[.!?:])\s+", block.text))
