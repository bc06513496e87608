"""The pages about contact speak four languages, what Python says on them included."""

import pytest

from portal.actions import call_moments, callback_slots, callbacks
from portal.db.cases import fetch_incident_id
from portal.domain.questions import find_problems
from portal.domain.staff import Organisation
from portal.locale import Language, catalogue
from portal.victim import call_moments as moment_pages
from portal.victim import callbacks as callback_pages
from portal.victim import pauses as pause_pages
from portal.victim import questions as question_pages
from tests.actions.test_call_moments import open_desk
from tests.chain import REPORT, case, decision, happen, report
from tests.translations import asked_texts, bare_texts
from tests.victim.conftest import main_text

OTHERS = [each for each in Language if each is not Language.DUTCH]
SHORTEST = 12
"""Of texts that cannot stand by chance in another one."""
PAGES = [
    f"victim/{name}.html"
    for name in (
        "_callback",
        "_callback_ask",
        "_callback_other",
        "_options",
        "_pause",
        "_question",
        "_who",
        "callback",
        "callback_moment",
        "options",
        "pause",
        "pause_sure",
        "question",
        "questions",
        "who",
    )
]
SAID = [
    callbacks.BUSY,
    callbacks.BUSY_HINT,
    callbacks.CHOOSE_ANOTHER,
    callbacks.NOBODY_CALLS_THEN,
    callbacks.NO_SAFE_NUMBER,
    callbacks.NO_SAFE_NUMBER_HINT,
    call_moments.CANNOT_WAIT,
    call_moments.HAS_NO_TIME,
    call_moments.LOOK_AGAIN,
    call_moments.SHN_LOOKS,
    callback_slots.GONE,
    callback_slots.GONE_HINT,
    callback_pages.CHOOSE_TIME,
    callback_pages.TITLE,
    moment_pages.CHOOSE,
    pause_pages.CHOOSE,
    pause_pages.TITLE,
    question_pages.TITLE,
    *callback_pages.DAY_PARTS.values(),
    *callback_pages.ORGANISATIONS.values(),
    *find_problems(text="", about="", organisation="", may_ask=()).values(),
    *find_problems(
        text="a" * 3000, about="complaint", organisation="om", may_ask=[Organisation.OM]
    ).values(),
]


@pytest.mark.parametrize("spoken", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_every_text_of_these_pages_is_there(name, spoken):
    known = catalogue(spoken)
    assert bare_texts(name) == []
    assert [text for text in asked_texts(name) if text not in known] == []


@pytest.mark.parametrize("spoken", OTHERS)
def test_what_goes_wrong_is_said_in_her_language(spoken):
    assert [text for text in SAID if text not in catalogue(spoken)] == []


@pytest.mark.parametrize("spoken", OTHERS)
async def test_no_dutch_is_left_on_these_pages(enter, spoken):
    await open_desk()
    await happen(report(), case(), decision())
    anna = await enter()
    anna.browser.cookies.set("__Host-taal", spoken)
    over = await fetch_incident_id(pv_number=REPORT)
    dutch = {
        text
        for name in PAGES
        for text in asked_texts(name)
        if "%(" not in text and len(text) >= SHORTEST
        if text not in catalogue(spoken).get(text, (text,))[0]
    }
    for path in (
        "/mijn/terugbellen",
        f"/mijn/terugbellen/moment?over={over}&wie=om",
        "/mijn/rust",
        "/mijn/vragen",
        "/mijn/wie",
        "/mijn/mogelijkheden",
    ):
        page = await anna.browser.get(path)
        assert f'<html lang="{spoken}"' in page.text
        text = main_text(page)
        assert [each for each in dutch if each in text] == [], path
