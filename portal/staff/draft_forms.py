"""The fields of a call screen as a draft, and as a form again."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from litestar.datastructures import FormMultiDict

from portal.db.call_drafts import CallDraft
from portal.staff.call_forms import CallForm, new_form, read_form

SAME_CONVERSATION = timedelta(minutes=10)
LONGEST_VALUE = 4000
MOST_VALUES = 200

# What belongs to one sending of the form, or is known from elsewhere.
_NOT_TYPED = frozenset(
    ("_csrf_token", "submission", "token", "zegel", "uitkomst", "getoond", "toch")
)
_TICKS = frozenset(("verteld", "punt"))


def write_draft(data: FormMultiDict) -> str:
    """Write down what stands in the fields; empty where nothing was typed."""
    if read_form(data).is_blank:
        return ""
    pairs = [
        (name, value[:LONGEST_VALUE])
        for name, value in data.multi_items()
        if name not in _NOT_TYPED and isinstance(value, str) and value
    ]
    words_first = sorted(pairs, key=lambda pair: pair[0] in _TICKS)
    return json.dumps(words_first[:MOST_VALUES])


def restore_form(draft: CallDraft | None, *, token: UUID, now: datetime) -> CallForm:
    """Give the form as it was left. Who was on the line is asked again later on."""
    if draft is None:
        return new_form(token=token)
    form = read_form(FormMultiDict(json.loads(draft.content)))
    is_same = draft.lease == token and now - draft.saved_at < SAME_CONVERSATION
    return replace(
        form,
        submission=token,
        token=token,
        identity=form.identity if is_same else "",
    )
