import pytest

from portal.domain.cases import OffenceCategory
from portal.domain.offences import Article, is_serious, read_articles


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("310 Sr", {Article(number=310)}),
        ("285b Sr", {Article(number=285, letter="b")}),
        ("300 lid 2 Sr", {Article(number=300, paragraph=2)}),
        ("300, lid 2, Sr", {Article(number=300, paragraph=2)}),
        ("242/246 Sr", {Article(number=242), Article(number=246)}),
        ("287 jo. 45 Sr", {Article(number=287)}),
        ("302", {Article(number=302)}),
        ("8 lid 2 WVW 1994", set()),
        ("", set()),
    ],
)
def test_articles_are_read_as_the_chain_writes_them(text, articles):
    assert read_articles([text]) == articles


@pytest.mark.parametrize(
    ("text", "serious"),
    [
        ("300 Sr", False),
        ("300 lid 2 Sr", True),
        ("302 Sr", True),
        ("285 Sr", False),
        ("289 Sr", True),
        ("241 Sr", True),
        ("273f Sr", True),
        ("310 Sr", False),
    ],
)
def test_serious_is_a_sexual_offence_or_violence_with_grave_results(text, serious):
    assert is_serious(OffenceCategory.OTHER, read_articles([text])) is serious
