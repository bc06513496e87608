"""Every code that can reach a victim's page has words, and the words are plain."""

import pytest

from portal.config import Settings
from portal.domain.cases import (
    ClaimOutcome,
    DecisionKind,
    HearingKind,
    JudgmentOutcome,
)
from portal.domain.notifications import MessageName
from portal.domain.phases import HappeningCode, HistoryEntry, Phase
from portal.domain.safe_contact import Channel
from portal.domain.sources import Source
from portal.domain.staff import Organisation
from portal.domain.steps import StepCode, StepState, steps_for
from portal.web.static_files import load_static_files
from portal.web.templating import build_environment
from tests.builders import NOW
from tests.plain_dutch import check_plain_dutch

SILENT = {HappeningCode.INTENDED_DECISION, HappeningCode.HALT_STARTED}
WORDS = {
    "now": Phase,
    "next": Phase,
    "can": Phase,
    "need_not": Phase,
    "source": Source,
    "organisation": Organisation,
    "hearing": HearingKind,
    "hearing_meaning": HearingKind,
    "decision": DecisionKind,
    "judgment": JudgmentOutcome,
    "claim": ClaimOutcome,
    "message": MessageName,
    "channel": (Channel.EMAIL, Channel.LETTER, Channel.SMS),
}


@pytest.fixture(scope="module")
def environment():
    settings = Settings.from_env({"PORTAL_MODE": "test"})
    return build_environment(load_static_files(), {"office_phone": settings.base_url})


@pytest.mark.parametrize("macro", WORDS)
def test_every_code_has_words(environment, macro):
    words = environment.get_template("victim/_words.html").module
    for code in WORDS[macro]:
        assert str(getattr(words, macro)(code)).strip(), code


@pytest.mark.parametrize(
    "macro", ["now", "next", "can", "need_not", "hearing_meaning", "judgment", "claim"]
)
def test_sentences_are_plain(environment, macro):
    words = environment.get_template("victim/_words.html").module
    texts = [str(getattr(words, macro)(code)) for code in WORDS[macro]]

    check_plain_dutch("".join(f"<p>{text}</p>" for text in texts))


def test_every_happening_that_may_show_has_plain_words(environment):
    happened = environment.get_template("victim/_happened.html").module.happened
    details = {
        HappeningCode.PAYMENT: {"kind": "payment", "amount_cents": 8450},
        HappeningCode.HALT_DAMAGE: {"amount_cents": 12000},
        HappeningCode.OBJECTION: {"state": "raised"},
        HappeningCode.APPEAL: {"by": "both"},
        HappeningCode.COMPLAINT_DECIDED: {"outcome": "order"},
        HappeningCode.CUSTODY_CHANGED: {
            "change": "suspended",
            "effective_at": NOW.isoformat(),
            "conditions": ["contactverbod", "locatieverbod"],
        },
    }
    for code in HappeningCode:
        entry = HistoryEntry(at=NOW, arrival=1, code=code, detail=details.get(code, {}))
        html = str(happened([entry]))
        if code in SILENT:
            assert "<li>" not in html
        else:
            check_plain_dutch(html)


@pytest.mark.parametrize("phase", Phase)
def test_the_road_of_every_phase_reads_plainly(environment, phase):
    road = environment.get_template("victim/_steps.html").module.road
    steps = steps_for(phase, [])
    html = str(road(steps, phase))

    assert html.count("(nu)") == 1
    check_plain_dutch(html)


def test_every_step_has_a_title(environment):
    title = environment.get_template("victim/_steps.html").module.title

    assert all(str(title(code)).strip() for code in StepCode)
    assert {"done", "now", "later"} == {str(state) for state in StepState}
