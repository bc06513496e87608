"""What we write is plain, true to the kind of term, and neutral on the outside."""

import itertools
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from portal.domain.cases import (
    ClaimOutcome,
    DecisionKind,
    JudgmentOutcome,
    OffenceCategory,
)
from portal.domain.complaints import (
    Knowledge,
    KnowledgeSubject,
    KnownBy,
    complaint_term,
)
from portal.domain.notifications import (
    TELLS_DECISION,
    DecisionTold,
    MessageName,
    NoticeReason,
)
from portal.domain.sepot_grounds import GROUNDS
from portal.domain.standing import DecisionState
from portal.domain.victims import Address
from portal.notifications.letter import address_lines
from portal.notifications.messages import (
    MessageFacts,
    render_content,
    render_email,
    render_letter,
)
from tests.builders import NOW

LINES = ("Anna de Vries", "Dorpsstraat 1", "3511 AB  UTRECHT")
SERVED = date(2026, 11, 20)
LONGEST_SENTENCE = 20
LONGEST_ON_AVERAGE = 10
DEADLINE = "moet uiterlijk"
JARGON = re.compile(
    r"sepot|seponer|beklag|dagvaard|terechtzitting|benadeelde|kennisgeving|dader",
    re.IGNORECASE,
)


def told(kind="sepot", grounds=("02",), served_on=None, *, is_known=True, **given):
    known = [
        Knowledge(
            known_on=date(2026, 11, 24),
            source=KnownBy.LETTER,
            subject=subject,
            is_assumed=True,
            recorded_by="portal",
            recorded_at=NOW,
        )
        for subject in KnowledgeSubject
    ]
    row = {
        "kind": DecisionKind(kind),
        "state": DecisionState.STANDS,
        "decided_on": date(2026, 11, 16),
        "grounds": grounds,
        "is_conditional": False,
        "served_on": served_on,
        "explanation": "",
        "is_explanation_released": False,
        "compensates_her": True,
        "parketnummer": "16-123456-26",
        "location": "Midden-Nederland",
        "reported_on": date(2026, 8, 14),
        "category": OffenceCategory.VIOLENCE,
        "term": complaint_term(
            kind_of_decision=kind,
            grounds=grounds,
            served_on=served_on,
            parket="16",
            knowledge=known if is_known else (),
        ),
        **given,
    }
    return DecisionTold(**row)


def facts(decision=None, **context):
    return MessageFacts(
        salutation="Anna de Vries",
        sender="Openbaar Ministerie, Midden-Nederland",
        today=date(2026, 11, 23),
        context=context,
        decision=decision or told(),
        base_url="https://portaal.example",
        office_phone="030-1234567",
    )


CALL_BACK = {
    "organisation": "om",
    "starts_at": "2026-11-25T08:00:00+00:00",
    "ends_at": "2026-11-25T11:00:00+00:00",
}


HEARING = {
    "state": "hearing_planned",
    "starts_at": "2027-01-12T09:00:00+00:00",
    "was": "",
    "court": "Rechtbank Amsterdam",
    "place": "Amsterdam",
    "room": "2.14",
}
JUDGMENT = {
    "judged_on": "2026-11-20",
    "outcome": "conviction",
    "claim": "awarded",
    "amount": "1.250 euro",
}


def letter(message, decision=None, **context):
    return render_letter(message, facts(decision, **context), address_lines=LINES)


class _Text(HTMLParser):
    """The sentences of a page: a block ends one, and so does its punctuation."""

    BLOCKS = frozenset({"p", "li", "h1", "h2", "address", "title"})

    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)

    def handle_endtag(self, tag):
        if tag in self.BLOCKS:
            self.parts.append(". ")


def sentences_of(html):
    parser = _Text()
    parser.feed(html)
    text = re.sub(r"(\w)\.(nl|example)\b", r"\1-\2", "".join(parser.parts))
    found = [part.split() for part in re.split(r"[.?!:]\s", text)]
    return [words for words in found if words]


VARIANTS = [
    pytest.param(name, decision, context, id=f"{name}-{number}")
    for number, (name, decision, context) in enumerate(
        [
            *itertools.product(
                sorted(TELLS_DECISION),
                [told(kind) for kind in ("strafbeschikking", "transactie", "halt")]
                + [told(kind) for kind in ("mediation", "dagvaarden", "overdracht")]
                + [told("voeging"), told(served_on=SERVED), told(is_known=False)]
                + [told("strafbeschikking", state=DecisionState.CONTESTED)]
                + [told("strafbeschikking", is_known=False), told(grounds=("90",))],
                [{}],
            ),
            *(
                (MessageName.DECISION_NOTICE, told(), {"reason": str(reason)})
                for reason in NoticeReason
            ),
            (
                MessageName.SERVED_NOTICE,
                told(served_on=SERVED),
                {"reason": "owed_by_law"},
            ),
            (MessageName.DECISION_REVISED, told(), {}),
            (MessageName.COMPLAINT_REMINDER, told(), {}),
            (MessageName.CALLBACK_CONFIRMED, None, CALL_BACK),
            (MessageName.CALLBACK_WITHDRAWN, None, {}),
            (MessageName.CALLBACK_MISSED, None, {}),
            (MessageName.QUESTION_ANSWERED, None, {"organisation": "shn"}),
            (MessageName.HEARING_PLANNED, None, HEARING),
            (MessageName.HEARING_PLANNED, None, HEARING | {"court": "", "room": ""}),
            (
                MessageName.HEARING_CHANGED,
                None,
                HEARING | {"was": "2027-01-05T09:00:00+00:00"},
            ),
            (
                MessageName.HEARING_CHANGED,
                None,
                HEARING | {"state": "hearing_adjourned"},
            ),
            (MessageName.HEARING_CANCELLED, None, HEARING),
            *(
                (MessageName.JUDGMENT_NOTICE, None, JUDGMENT | {"outcome": str(it)})
                for it in JudgmentOutcome
            ),
            *(
                (MessageName.JUDGMENT_NOTICE, None, JUDGMENT | {"claim": str(it)})
                for it in (*ClaimOutcome, "")
            ),
        ]
    )
]


@pytest.mark.parametrize(("name", "decision", "context"), VARIANTS)
def test_every_message_is_plain_dutch(name, decision, context):
    html = letter(name, decision, **context)
    sentences = sentences_of(html)
    for words in sentences:
        assert len(words) <= LONGEST_SENTENCE, " ".join(words)
    assert sum(map(len, sentences)) / len(sentences) <= LONGEST_ON_AVERAGE
    assert not JARGON.search(html)


def test_a_hearing_is_told_with_day_hour_and_room():
    html = letter(MessageName.HEARING_PLANNED, **HEARING)
    assert "dinsdag 12 januari" in html
    assert "10.00 uur" in html
    assert "Rechtbank Amsterdam, zaal 2.14" in html


def test_a_judgment_tells_her_own_claim_and_amount():
    html = letter(MessageName.JUDGMENT_NOTICE, **JUDGMENT)
    assert "1.250 euro" in html
    assert "schade" not in letter(
        MessageName.JUDGMENT_NOTICE, **(JUDGMENT | {"claim": "", "amount": ""})
    )


@pytest.mark.parametrize("code", GROUNDS)
def test_every_ground_can_be_written(code):
    html = letter(MessageName.DECISION_NOTICE, told(grounds=(code,)))
    assert "Wat is er beslist?" in html
    if GROUNDS[code].discloses_protected:
        assert GROUNDS[code].name not in html


@pytest.mark.parametrize("message", MessageName)
def test_every_message_has_content_for_the_portal(message):
    content = render_content(message, facts(**{**CALL_BACK, **HEARING, **JUDGMENT}))
    assert content.startswith("<p>")
    assert "Beste" not in content


def test_a_served_notice_has_both_days():
    html = letter(MessageName.SERVED_NOTICE, told(served_on=SERVED))
    assert "uiterlijk maandag 22 februari 2027 bij het gerechtshof" in html
    assert "vóór maandag 15 februari 2027" in html
    assert "gerechtshof Arnhem-Leeuwarden" in html


@pytest.mark.parametrize(
    "message", [*sorted(TELLS_DECISION), MessageName.COMPLAINT_REMINDER]
)
@pytest.mark.parametrize("kind", ["sepot", "halt", "transactie"])
def test_advice_is_never_a_deadline(message, kind):
    html = letter(message, told(kind))
    assert "advies" in html
    assert "maandag 22 februari 2027" in html
    assert not re.search(
        r"uiterlijk|termijn|laatste dag", html.replace("vaste termijn.", "")
    )


def test_a_term_that_rests_on_the_post_says_so():
    html = letter(MessageName.SERVED_NOTICE, told(served_on=SERVED))
    assert "onder voorbehoud" in html
    assert "dinsdag 24 november 2026" in html


def test_a_reopened_complaint_has_no_last_day():
    html = letter(MessageName.DECISION_NOTICE, told(grounds=("77",)))
    assert "Er is geen laatste dag voor." in html
    assert DEADLINE not in html


def test_before_she_knows_no_day_is_named():
    html = render_content(
        MessageName.SERVED_NOTICE, facts(told(served_on=SERVED, is_known=False))
    )
    assert DEADLINE not in html
    assert "drie maanden" in html


def test_the_prosecutors_words_wait_for_release():
    words = "De verdachte is opgenomen."
    withheld = told(grounds=("53",), explanation=words)
    released = told(grounds=("53",), explanation=words, is_explanation_released=True)
    assert words not in letter(MessageName.DECISION_NOTICE, withheld)
    assert words in letter(MessageName.DECISION_NOTICE, released)


def test_what_others_wrote_cannot_become_markup():
    html = letter(MessageName.DECISION_NOTICE, told(explanation="<script>x</script>"))
    assert "<script>" not in html


def test_a_letter_shows_name_and_address_in_its_window_and_nothing_in_its_title():
    html = letter(MessageName.DECISION_NOTICE)
    assert "<title>Brief</title>" in html
    window = html[html.index("<address") : html.index("</address>")]
    for line in LINES:
        assert line in window
    assert "16-123456-26" not in window


def test_an_email_tells_nothing():
    email = render_email(facts())
    whole = email.subject + email.text + email.html
    assert email.subject == "Er staat een bericht voor u klaar"
    for telling in (
        "zaak",
        "politie",
        "officier",
        "16-123456-26",
        "Anna",
        "slachtoffer",
    ):
        assert telling not in whole


def test_an_address_is_written_as_the_post_wants_it():
    home = Address(
        street="Dorpsstraat", house_number="1 a", postcode="3511ab", town="Utrecht"
    )
    assert address_lines(addressee="Anna de Vries", attention=None, address=home) == (
        "Anna de Vries",
        "Dorpsstraat 1 a",
        "3511 AB  UTRECHT",
    )


def test_a_letter_abroad_and_to_a_company_names_country_and_person():
    abroad = Address(
        street="Rue de la Loi",
        house_number="16",
        postcode="1000",
        town="Brussel",
        country="BE",
    )
    lines = address_lines(
        addressee="De Linde B.V.", attention="J. Smit", address=abroad
    )
    assert lines[1] == "t.a.v. J. Smit"
    assert lines[-2:] == ("1000  BRUSSEL", "BE")
