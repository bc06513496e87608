from datetime import date

import pytest

from portal.domain.cases import OffenceCategory
from portal.domain.risk import is_at_risk
from portal.domain.victims import Relation

TODAY = date(2026, 11, 23)


def risk(**facts):
    return is_at_risk(
        **{
            "vulnerable": False,
            "birth_date": date(1988, 5, 17),
            "today": TODAY,
            "offence_category": OffenceCategory.PROPERTY,
            "articles": ["310 Sr"],
            "relation": None,
            "same_address": None,
            "grounds": ["02"],
            **facts,
        }
    )


def test_an_ordinary_theft_puts_nobody_at_risk():
    assert not risk()


@pytest.mark.parametrize(
    "facts",
    [
        {"vulnerable": True},
        {"birth_date": date(2008, 11, 24)},
        {"offence_category": OffenceCategory.DOMESTIC_VIOLENCE},
        {"offence_category": OffenceCategory.STALKING},
        {"offence_category": OffenceCategory.SEXUAL},
        {"articles": ["310 Sr", "285b Sr"]},
        {"articles": ["273f Sr"]},
        {"articles": ["240b Sr"]},
        {"articles": ["art. 242/246 Wetboek van Strafrecht"]},
        {"same_address": True},
        {"grounds": ["02", "73"]},
    ],
    ids=str,
)
def test_each_ground_of_the_design_is_enough_by_itself(facts):
    assert risk(**facts)


def test_a_sexual_offence_puts_at_risk_when_the_relation_is_unknown():
    assert risk(articles=["241 Sr"], relation=None)


@pytest.mark.parametrize(
    "relation",
    [Relation.PARTNER, Relation.EX_PARTNER, Relation.FAMILY, Relation.HOUSEMATE],
)
@pytest.mark.parametrize(
    "offence",
    [
        {"offence_category": OffenceCategory.VIOLENCE},
        {"offence_category": OffenceCategory.THREAT},
        {"offence_category": OffenceCategory.HOMICIDE},
        {"articles": ["285 Sr"]},
        {"articles": ["300 lid 2 Sr"]},
        {"articles": ["287 jo 45 Sr"]},
    ],
    ids=str,
)
def test_threat_or_violence_by_someone_near_puts_at_risk(relation, offence):
    assert risk(relation=relation, **offence)


@pytest.mark.parametrize("relation", [Relation.ACQUAINTANCE, Relation.NONE, None])
def test_violence_by_someone_further_away_does_not_by_itself(relation):
    assert not risk(
        relation=relation,
        offence_category=OffenceCategory.VIOLENCE,
        articles=["300 Sr"],
    )


def test_theft_by_a_partner_does_not_by_itself():
    assert not risk(relation=Relation.PARTNER)


def test_from_the_eighteenth_birthday_on_age_is_no_ground():
    assert not risk(birth_date=date(2008, 11, 23))


def test_an_unknown_birth_date_is_no_ground():
    assert not risk(birth_date=None)


@pytest.mark.parametrize("article", ["8 WVW 1994", "250 Sv", "241 Opiumwet", "10"])
def test_an_article_of_another_law_is_not_mistaken_for_the_criminal_code(article):
    assert not risk(articles=[article])
