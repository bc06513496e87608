"""Whatever stands in the fields of a call comes back as it stood."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict

from portal.db.call_drafts import CallDraft
from portal.domain.checklist import ChecklistItem
from portal.staff.call_forms import new_form, read_form
from portal.staff.draft_forms import SAME_CONVERSATION, restore_form, write_draft

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
FIELDS = {
    "notitie": WORDS,
    "nieuw_nummer": WORDS,
    "zienswijze": WORDS,
    "terug_dag": st.sampled_from(["", "2026-11-24", "morgen"]),
    "terug_tijd": st.sampled_from(["", "14:30"]),
    "terug_deel": st.sampled_from(["", "morning"]),
    "telefoon": st.uuids().map(str),
    "wie": st.sampled_from(["victim", ""]),
    "identiteit": st.sampled_from(["", "details", "nonsense"]),
    "herinneringen": st.sampled_from(["", "ja", "nee"]),
    "veilig": st.sampled_from(["", "ja"]),
    "reden_other_routes": st.sampled_from(["", "not_wanted"]),
}


@given(
    fields=st.fixed_dictionaries(FIELDS),
    ticks=st.sets(st.sampled_from(list(ChecklistItem))),
    told=st.sets(st.uuids().map(str), max_size=3),
)
def test_what_was_typed_comes_back(fields, ticks, told):
    data = FormMultiDict(
        [
            *fields.items(),
            *(("punt", str(item)) for item in ticks),
            *(("verteld", each) for each in told),
            ("uitkomst", "spoken"),
            ("zegel", "secret"),
        ]
    )
    typed, content, token = read_form(data), write_draft(data), uuid4()
    assert bool(content) is not typed.is_blank
    draft = draft_of(content, token) if content else None
    restored = restore_form(draft, token=token, now=MONDAY)
    if typed.is_blank:
        assert restored == new_form(token=token)
        return
    assert restored == replace(
        typed, submission=token, token=token, outcome="", author=""
    )
    assert "secret" not in content


def test_another_call_or_a_later_hour_asks_again_who_it_is():
    data = FormMultiDict([("identiteit", "details"), ("notitie", "Rustig.")])
    token = uuid4()
    draft = draft_of(write_draft(data), token)
    late = MONDAY + SAME_CONVERSATION
    assert restore_form(draft, token=token, now=MONDAY).identity == "details"
    assert restore_form(draft, token=uuid4(), now=MONDAY).identity == ""
    assert restore_form(draft, token=token, now=late).identity == ""
    assert restore_form(draft, token=token, now=late).note == "Rustig."


def test_no_form_fills_the_database():
    data = FormMultiDict(
        [("notitie", "x" * 90_000), *(("verteld", str(n)) for n in range(5000))]
    )
    assert len(write_draft(data)) < 20_000
    just_now = draft_of(write_draft(data), uuid4())
    assert restore_form(
        just_now, token=just_now.lease, now=MONDAY + timedelta(minutes=1)
    ).note.startswith("xxx")


def draft_of(content, token):
    return CallDraft(task_id=uuid4(), lease=token, content=content, saved_at=MONDAY)
