"""Every code that can reach a page of staff has its Dutch words."""

import pytest

from portal.config import Settings
from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind, TaskState, WaitsFor
from portal.domain.cases import DecisionKind, OffenceCategory
from portal.domain.checklist import ChecklistItem
from portal.domain.outcomes import Outcome
from portal.domain.phases import HappeningCode, Phase
from portal.domain.standing import DecisionState
from portal.web.static_files import load_static_files
from portal.web.templating import build_environment

TOLD_BY_PHONE = (
    HappeningCode.HEARING_PLANNED,
    HappeningCode.HEARING_CHANGED,
    HappeningCode.HEARING_CANCELLED,
    HappeningCode.HEARING_ADJOURNED,
    HappeningCode.JUDGMENT,
    HappeningCode.CUSTODY_CHANGED,
    HappeningCode.INTENDED_DECISION,
    HappeningCode.DECISION,
)
WORDS = {
    "KINDS": TaskKind,
    "OUTCOMES": Outcome,
    "WAITS_FOR": WaitsFor,
    "ITEMS": set(ChecklistItem) - {ChecklistItem.DECISION_TOLD},
    "CATEGORIES": OffenceCategory,
    "DECISIONS": DecisionKind,
    "DECISION_STATES": DecisionState,
    "PHASES": Phase,
    "TASK_STATES": TaskState,
    "HAPPENINGS": HappeningCode,
    "NEWS_TOLD": TOLD_BY_PHONE,
}


@pytest.fixture(scope="module")
def environment():
    settings = Settings.from_env({"PORTAL_MODE": "test"})
    return build_environment(load_static_files(), {"office_phone": settings.base_url})


@pytest.mark.parametrize("name", WORDS)
def test_every_code_has_words_for_staff(environment, name):
    words = getattr(environment.get_template("staff/_words.html").module, name)
    assert {str(code) for code in WORDS[name]} - set(words) == set()


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_call_has_its_text(environment, kind):
    for block in KINDS[kind].text_blocks:
        assert environment.get_template(f"staff/tell/{block}.html")
