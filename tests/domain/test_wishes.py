"""Whose word about a wish holds, and what still comes when she said no."""

import pytest

from portal.domain.cases import DecisionKind
from portal.domain.notifications import MessageName
from portal.domain.phases import Phase
from portal.domain.victims import Wish
from portal.domain.wishes import (
    NEWS,
    TAKING_PART,
    WITH_SUSPECT,
    is_unwanted_news,
    is_unwanted_notice,
    may_replace,
    may_talk,
)

NO_NEWS = {Wish.INFORMATION: False}


def test_every_wish_stands_on_the_page_once():
    assert sorted((*NEWS, *TAKING_PART, *WITH_SUSPECT)) == sorted(Wish)


@pytest.mark.parametrize(
    ("current", "sent", "by_shn", "holds"),
    [
        (False, True, False, False),
        (False, True, True, True),
        (False, None, True, False),
        (True, None, True, False),
        (True, False, False, True),
        (None, True, False, True),
    ],
)
def test_her_own_no_falls_to_her_or_shn_and_to_no_silence(current, sent, by_shn, holds):
    assert holds == may_replace(
        own=True, current=current, sent=sent, by_victim_or_shn=by_shn
    )
    assert may_replace(own=False, current=current, sent=sent, by_victim_or_shn=by_shn)


@pytest.mark.parametrize("may_speak", [True, False])
@pytest.mark.parametrize("waives", [True, False])
def test_who_wants_no_news_still_hears_that_she_may_speak(may_speak, waives):
    """Aanwijzing slachtofferzorg 3.3: unless she waived that by itself."""
    wishes = NO_NEWS | ({Wish.RIGHT_TO_SPEAK: False} if waives else {})
    is_unwanted = is_unwanted_news(
        MessageName.HEARING_PLANNED, wishes, may_speak=may_speak
    )
    assert is_unwanted == (waives or not may_speak)


def test_a_yes_to_one_subject_is_stronger_than_a_no_to_all_news():
    wishes = NO_NEWS | {Wish.JUDGMENT: True}
    message = MessageName.JUDGMENT_NOTICE
    assert not is_unwanted_news(message, wishes, may_speak=False)
    assert is_unwanted_news(message, NO_NEWS, may_speak=True)


@pytest.mark.parametrize("kind", DecisionKind)
@pytest.mark.parametrize("is_served", [True, False])
def test_what_the_law_owes_is_written_all_the_same(kind, is_served):
    by_law = kind in {DecisionKind.PENALTY_ORDER, DecisionKind.SETTLEMENT}
    is_unwanted = is_unwanted_notice(NO_NEWS, kind=kind, is_served=is_served)
    assert is_unwanted == (not is_served and not by_law)
    assert not is_unwanted_notice({}, kind=kind, is_served=is_served)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("knows", [True, False])
def test_a_talk_is_opened_only_where_there_is_something_she_may_talk_about(
    phase, knows
):
    opens = may_talk(phase, must_be_offered=True, knows_it_stopped=knows)
    assert not may_talk(phase, must_be_offered=False, knows_it_stopped=knows)
    if phase is Phase.DISMISSED:
        assert opens == knows
    else:
        assert opens == (
            phase in {"summoned", "hearing_planned", "hearing_adjourned", "judged"}
        )
