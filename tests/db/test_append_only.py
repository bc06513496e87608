"""What is kept to look back on is added to, and never changed or taken away."""

import re
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "portal").rglob("*.py"))


@pytest.mark.parametrize(
    "table",
    [
        "setup_change",
        "call_task_move",
        "outcome_rules",
        "contact_pause",
        "standing_word",
        "own_part",
        "bundle_wish",
    ],
)
def test_no_statement_of_ours_changes_history(table):
    changes = re.compile(rf'(UPDATE|DELETE FROM|update_row\()\s*"?{table}\b')
    found = [path.name for path in SOURCES if changes.search(path.read_text("utf-8"))]
    assert found == []
