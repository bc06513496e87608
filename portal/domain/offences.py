"""What kind of offence it is, from the police's category and the articles charged."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from portal.domain.cases import OffenceCategory

# "300 lid 2 Sr", "285b", "242/246 Sr", "287 jo. 45 Wetboek van Strafrecht"
_ARTICLE = re.compile(
    r"(?<!\d)(?P<number>\d{3})(?!\d)(?P<letter>[a-z]{0,2})\b"
    r"(?:\s*,?\s*lid\s*(?P<paragraph>\d))?"
)
_CRIMINAL_CODE = re.compile(r"\b(sr|strafrecht)\b")
_OTHER_LAW = re.compile(r"\b(sv|wvw|rvv|wwm|wed|apv|\w*wet\w*)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the criminal code (Wetboek van Strafrecht)."""

    number: int
    letter: str = ""
    paragraph: int | None = None


STALKING = Article(number=285, letter="b")
TRAFFICKING = Article(number=273, letter="f")
_SEXUAL = range(239, 255)
_THREAT = 285
_HOMICIDE = range(287, 292)
_ASSAULT = range(300, 305)  # 304 makes it graver within a family
_GRAVE_ASSAULT = range(302, 304)
_ASSAULT_BY_RESULT = range(300, 302)  # from paragraph 2: grave injury or death
_VIOLENT_CATEGORIES = frozenset(
    {OffenceCategory.VIOLENCE, OffenceCategory.THREAT, OffenceCategory.HOMICIDE}
)


def read_articles(texts: Iterable[str]) -> frozenset[Article]:
    """Read the articles as the chain writes them; those of other laws are left out.

    A text that names no law is read as the criminal code: rather too careful.
    """
    return frozenset(
        Article(
            number=int(found["number"]),
            letter=found["letter"],
            paragraph=int(found["paragraph"]) if found["paragraph"] else None,
        )
        for text in map(str.lower, texts)
        if _CRIMINAL_CODE.search(text) or not _OTHER_LAW.search(text)
        for found in _ARTICLE.finditer(text)
    )


def is_sexual(category: OffenceCategory, articles: Collection[Article]) -> bool:
    return category is OffenceCategory.SEXUAL or any(
        article.number in _SEXUAL for article in articles
    )


def is_stalking(category: OffenceCategory, articles: Collection[Article]) -> bool:
    return category is OffenceCategory.STALKING or _names(articles, STALKING)


def is_trafficking(articles: Collection[Article]) -> bool:
    return _names(articles, TRAFFICKING)


def is_threat_or_violence(
    category: OffenceCategory, articles: Collection[Article]
) -> bool:
    return category in _VIOLENT_CATEGORIES or any(
        (article.number == _THREAT and not article.letter)
        or article.number in _HOMICIDE
        or article.number in _ASSAULT
        for article in articles
    )


def is_homicide(category: OffenceCategory, articles: Collection[Article]) -> bool:
    return category is OffenceCategory.HOMICIDE or any(
        article.number in _HOMICIDE for article in articles
    )


def is_serious(category: OffenceCategory, articles: Collection[Article]) -> bool:
    """Whether it is a serious violent or sexual offence."""
    return (
        is_sexual(category, articles)
        or is_homicide(category, articles)
        or is_trafficking(articles)
        or any(_is_grave_assault(article) for article in articles)
    )


def _is_grave_assault(article: Article) -> bool:
    had_grave_result = article.number in _ASSAULT_BY_RESULT and (
        (article.paragraph or 1) > 1
    )
    return had_grave_result or article.number in _GRAVE_ASSAULT


def _names(articles: Collection[Article], wanted: Article) -> bool:
    return any(
        (article.number, article.letter) == (wanted.number, wanted.letter)
        for article in articles
    )
