"""What the documentation promises to name, it names."""

from pathlib import Path

import pytest

from portal.domain.notifications import MessageName, NotificationState
from portal.domain.reminders import ReminderKind, ReminderState

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize(
    "codes",
    [MessageName, NotificationState, ReminderKind, ReminderState],
    ids=lambda codes: codes.__name__,
)
def test_every_code_of_our_own_in_the_export_is_explained(codes):
    glossary = (DOCS / "glossary.md").read_text("utf-8")
    assert [code.value for code in codes if f"`{code.value}`" not in glossary] == []
