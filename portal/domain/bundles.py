"""News for a company in one e-mail a working day: what may wait for it, and till when.

What the law owes, what a term or an appeal hangs on, what changes and what somebody
agreed to goes at once, by itself.
"""

from datetime import datetime, time, timedelta

from portal.domain.calendar import (
    at_local_time,
    local_date,
    next_working_day_from,
)
from portal.domain.notifications import MessageName

MAY_WAIT = frozenset(
    {
        MessageName.DECISION_CONFIRMATION,
        MessageName.DECISION_REVISED,
        MessageName.HEARING_PLANNED,
        MessageName.QUESTION_ANSWERED,
    }
)
LEAVES_AT = time(8)


def next_bundle(moment: datetime) -> datetime:
    """Give the first bundle after this moment."""
    day = next_working_day_from(local_date(moment))
    bundle = at_local_time(day, LEAVES_AT)
    if bundle > moment:
        return bundle
    return at_local_time(next_working_day_from(day + timedelta(days=1)), LEAVES_AT)
