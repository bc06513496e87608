"""What we write speaks her language, inside and outside, and betrays in none."""

from dataclasses import replace

import pytest

from portal.domain.notifications import MessageName
from portal.locale import Language
from portal.notifications.messages import render_content, render_email, render_letter
from tests.notifications.test_messages import (
    CALL_BACK,
    HEARING,
    JUDGMENT,
    LINES,
    facts,
)

SUBJECTS = {
    Language.DUTCH: "Er staat een bericht voor u klaar",
    Language.ENGLISH: "There is a message ready for you",
    Language.FRENCH: "Un message vous attend",
    Language.GERMAN: "Es liegt eine Nachricht für Sie bereit",
}
DUTCH_ONLY = (" niet ", " het ", " een ", " wij ", " uw ")


def facts_in(spoken, **context):
    return replace(facts(**context), language=spoken)


@pytest.mark.parametrize(("spoken", "subject"), SUBJECTS.items())
def test_an_email_says_in_her_language_that_something_is_ready(spoken, subject):
    email = render_email(facts_in(spoken))
    assert email.subject == subject
    assert f'<html lang="{spoken}">' in email.html
    assert "16-123456-26" not in email.text + email.html


@pytest.mark.parametrize("spoken", [Language.ENGLISH, Language.FRENCH, Language.GERMAN])
@pytest.mark.parametrize("message", MessageName)
def test_no_dutch_is_left_in_a_message(message, spoken):
    content = render_content(
        message, facts_in(spoken, **{**CALL_BACK, **HEARING, **JUDGMENT})
    )
    assert [word for word in DUTCH_ONLY if word in content.lower()] == []


def test_a_letter_tells_which_language_it_speaks_and_writes_its_days_in_it():
    letter = render_letter(
        MessageName.HEARING_PLANNED,
        facts_in(Language.GERMAN, **HEARING),
        address_lines=LINES,
    )
    assert '<html lang="de">' in letter
    assert "Montag, 23. November 2026" in letter
    assert "Dienstag, 12. Januar" in letter
    assert "10:00 Uhr" in letter
