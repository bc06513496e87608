"""Whether a victim is at risk: one function, asked wherever safety matters."""

from collections.abc import Collection
from datetime import date

from portal.domain.ages import is_minor
from portal.domain.cases import OffenceCategory
from portal.domain.offences import (
    is_sexual,
    is_stalking,
    is_threat_or_violence,
    is_trafficking,
    read_articles,
)
from portal.domain.victims import Relation

NEAR_RELATIONS = frozenset(
    {Relation.PARTNER, Relation.EX_PARTNER, Relation.FAMILY, Relation.HOUSEMATE}
)
WITHIN_A_SMALL_CIRCLE = "73"  # sepot ground: family, neighbours


def is_at_risk(
    *,
    vulnerable: bool,
    birth_date: date | None,
    today: date,
    offence_category: OffenceCategory,
    articles: Collection[str],
    relation: Relation | None,
    same_address: bool | None,
    grounds: Collection[str],
) -> bool:
    """Judge one victim in one incident, over all its facts and grounds.

    A sexual offence puts at risk whatever the relation is, so also when unknown.
    """
    return (
        vulnerable
        or is_minor(birth_date=birth_date, day=today)
        or same_address is True
        or WITHIN_A_SMALL_CIRCLE in grounds
        or _is_risky_offence(offence_category, articles, relation)
    )


def _is_risky_offence(
    category: OffenceCategory, texts: Collection[str], relation: Relation | None
) -> bool:
    articles = read_articles(texts)
    is_by_someone_near = relation in NEAR_RELATIONS
    return (
        category is OffenceCategory.DOMESTIC_VIOLENCE
        or is_sexual(category, articles)
        or is_stalking(category, articles)
        or is_trafficking(articles)
        or (is_by_someone_near and is_threat_or_violence(category, articles))
    )
