"""The set of questions and answers that the portal brings along."""

from collections import Counter
from html import escape

import pytest

from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.question_cards import (
    ANSWER_LENGTH,
    CardText,
    card_grounds,
    find_text_problems,
    kinds_of,
    start_set,
)
from portal.domain.question_texts_sepot import PROTECTED
from portal.domain.sepot_grounds import GROUNDS
from portal.domain.staff import Organisation
from tests.plain_dutch import check_plain_dutch

CARDS = tuple(start_set())


def cards_for(kind, ground=""):
    return [card for card in CARDS if (card.kind, card.ground) == (kind, ground)]


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_call_has_two_cards_at_least(kind):
    assert len(cards_for(kind)) >= 2


@pytest.mark.parametrize("organisation", Organisation)
def test_each_organisation_can_answer_in_a_call_back(organisation):
    own = [it for it in cards_for(TaskKind.CALLBACK) if it.organisation is organisation]
    assert len(own) >= 2


def test_the_common_grounds_have_two_cards_at_least():
    grounds = Counter(card.ground for card in CARDS if card.ground)
    assert {"01", "02", "05", "40", "43", "70", "71", "72", "73", PROTECTED} <= set(
        grounds
    )
    assert min(grounds.values()) >= 2
    assert all(ground == PROTECTED or ground in GROUNDS for ground in grounds)


def test_no_code_is_given_twice_and_ids_follow_from_codes():
    codes = [card.code for card in CARDS]
    assert len(set(codes)) == len(codes)
    assert len({card.id for card in CARDS}) == len(codes)


def test_nobody_has_cards_for_calls_of_others():
    assert all(card.kind in kinds_of(card.organisation) for card in CARDS)
    assert TaskKind.SEPOT not in kinds_of(Organisation.SHN)
    assert TaskKind.HALT in kinds_of(Organisation.HALT)
    assert set(KINDS) == {kind for who in Organisation for kind in kinds_of(who)}


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.code)
def test_a_card_is_plain_dutch_and_fits(card):
    assert (
        find_text_problems(CardText(question=card.question, answer=card.answer)) == {}
    )
    check_plain_dutch(f"<p>{escape(card.question)}</p><p>{escape(card.answer)}</p>")
    for word in ("dader", "helaas", "procedure", "zeker weten"):
        assert word not in card.answer.lower()


def test_grounds_that_disclose_share_one_name():
    assert card_grounds(["02", "53", "23"]) == {"02", PROTECTED}
    assert card_grounds(["88"]) == {"88"}


def test_a_card_needs_a_question_and_an_answer_that_fit():
    assert set(find_text_problems(CardText(question=" ", answer=""))) == {
        "question",
        "answer",
    }
    long = CardText(question="x" * 201, answer="x" * (ANSWER_LENGTH + 1))
    assert set(find_text_problems(long)) == {"question", "answer"}
