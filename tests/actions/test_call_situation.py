"""What a call sees of a victim's safety: as it is now, not as it was at opening."""

from datetime import timedelta

import pytest

from portal.actions.call_sheets import read_call_sheet
from portal.db.engine import execute
from portal.domain.attempts import IdentityCheck, UnableToRecordAttemptError
from portal.domain.outcomes import Outcome
from tests.builders import NOW, make_incident
from tests.calling import make_call

pytestmark = pytest.mark.usefixtures("database")

NOBODY_KNOWS_WHOSE = [{"number": "06-12345678", "is_own": None, "is_safe": None}]


async def become_at_risk(call):
    """She reports her partner, in another report than the call is about."""
    await make_incident(victims=(call.victim,), category="domestic_violence")


async def test_a_number_is_not_shown_once_she_is_at_risk():
    call = await make_call(phones=NOBODY_KNOWS_WHOSE)
    await call.take()
    await become_at_risk(call)
    sheet = await read_call_sheet(task_id=call.task.id, worker=call.caller, now=NOW)
    assert sheet.state.numbers == ()
    assert sheet.state.at_risk


async def test_a_voicemail_is_not_left_once_she_is_at_risk():
    call = await make_call()
    await call.take()
    await execute("UPDATE victim SET calling_at = {}", NOW - timedelta(days=200))
    sheet = await read_call_sheet(task_id=call.task.id, worker=call.caller, now=NOW)
    assert sheet.may_leave_voicemail
    await become_at_risk(call)
    sheet = await read_call_sheet(task_id=call.task.id, worker=call.caller, now=NOW)
    assert not sheet.may_leave_voicemail


async def test_her_details_are_no_longer_enough_once_she_is_at_risk():
    call = await make_call()
    await call.take()
    await become_at_risk(call)
    with pytest.raises(UnableToRecordAttemptError) as refused:
        await call.report(Outcome.REFUSED, identified_by=IdentityCheck.DETAILS)
    assert "identified_by" in refused.value.problems
