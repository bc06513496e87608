"""A company gets its news as one e-mail a working day, and nothing late by that."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.actions.bundles import UnableToBundleError, wish_bundle
from portal.actions.delivery import confirm_email, prepare_email, take_message
from portal.db.engine import fetch_rows
from portal.domain.bundles import MAY_WAIT, next_bundle
from portal.domain.notifications import MessageName, NotificationState
from portal.domain.safe_contact import Channel
from tests.builders import NOW
from tests.outbox import Postbox, deliver, make_situation, outbox, queue

TUESDAY_AT_8 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


async def make_company(*, wants=True):
    situation = await make_situation(kind="legal_person", given_names=None)
    if wants:
        await wish_bundle(victim_id=situation.victim.id, wants=True, now=NOW)
    return situation


def sent_states(rows):
    return [row["state"] for row in rows]


async def test_two_things_of_a_day_are_one_email_the_next_working_morning(database):
    situation, box = await make_company(), Postbox()
    await queue(situation, MessageName.DECISION_CONFIRMATION, "attempt:1")
    await queue(situation, MessageName.DECISION_CONFIRMATION, "attempt:2")
    await deliver(box)
    assert box.sent == []
    await deliver(box, now=TUESDAY_AT_8 - timedelta(seconds=1))
    assert box.sent == []
    await deliver(box, now=TUESDAY_AT_8)
    assert len(box.sent) == 1
    rows = await outbox()
    assert sent_states(rows) == ["sent", "sent"]
    assert all(row["content_sealed"] for row in rows), "each is there to be read"


async def test_what_comes_after_it_is_another_bundle(database):
    situation, box = await make_company(), Postbox()
    await queue(situation, cause="attempt:1")
    await deliver(box, now=TUESDAY_AT_8)
    for cause, hour in (("attempt:2", 2), ("attempt:3", 3)):
        await queue(situation, cause=cause, when=TUESDAY_AT_8 + timedelta(hours=hour))
    await deliver(box, now=TUESDAY_AT_8 + timedelta(hours=4))
    assert len(box.sent) == 1
    await deliver(box, now=TUESDAY_AT_8 + timedelta(days=1))
    assert len(box.sent) == 2


@pytest.mark.parametrize("message", sorted(set(MessageName) - MAY_WAIT))
def test_what_the_law_or_a_term_wants_never_waits(message):
    assert message not in MAY_WAIT
    assert MAY_WAIT.isdisjoint(
        {
            MessageName.SERVED_NOTICE,
            MessageName.DECISION_NOTICE,
            MessageName.JUDGMENT_NOTICE,
            MessageName.COMPLAINT_REMINDER,
            MessageName.HEARING_CHANGED,
            MessageName.HEARING_CANCELLED,
        }
    )


async def test_a_notice_goes_at_once_beside_the_bundle(database):
    situation, box = await make_company(), Postbox()
    await queue(situation, cause="attempt:1")
    await queue(
        situation, MessageName.DECISION_NOTICE, "notice:1", prefer=Channel.EMAIL
    )
    await deliver(box)
    by_message = {row["message"]: row["state"] for row in await outbox()}
    assert by_message["decision_notice"] == "sent"
    assert by_message["decision_confirmation"] == "queued"


async def test_without_the_wish_each_goes_by_itself(database):
    situation, box = await make_company(wants=False), Postbox()
    await queue(situation, cause="attempt:1")
    await queue(situation, cause="attempt:2")
    await deliver(box)
    assert len(box.sent) == 2


async def test_a_wish_taken_back_holds_for_what_comes(database):
    situation, box = await make_company(), Postbox()
    later = NOW + timedelta(minutes=1)
    await wish_bundle(victim_id=situation.victim.id, wants=False, now=later)
    await queue(situation, cause="attempt:1")
    await deliver(box)
    assert len(box.sent) == 1
    assert len(await fetch_rows("SELECT id FROM bundle_wish")) == 2


async def test_a_person_cannot_want_it(database):
    situation = await make_situation()
    with pytest.raises(UnableToBundleError):
        await wish_bundle(victim_id=situation.victim.id, wants=True, now=NOW)


async def test_of_two_workers_one_writes_the_email_and_the_other_waits(database):
    situation = await make_company()
    await queue(situation, cause="attempt:1")
    await queue(situation, cause="attempt:2")
    first, second = [
        await take_message(channels=[Channel.EMAIL], now=TUESDAY_AT_8) for _ in range(2)
    ]
    assert await prepare_email(taken=first, now=TUESDAY_AT_8) is None, "waits"
    ready = await prepare_email(taken=second, now=TUESDAY_AT_8)
    assert ready.email is not None
    assert await confirm_email(taken=second, content=ready.content, now=TUESDAY_AT_8)
    later, box = TUESDAY_AT_8 + timedelta(minutes=1), Postbox()
    await deliver(box, now=later)
    assert box.sent == []
    assert set(sent_states(await outbox())) == {NotificationState.SENT}


@pytest.mark.parametrize(
    ("moment", "bundle"),
    [
        ("2026-11-23T06:59+00:00", "2026-11-23T07:00+00:00"),
        ("2026-11-23T07:00+00:00", "2026-11-24T07:00+00:00"),
        ("2026-11-27T12:00+00:00", "2026-11-30T07:00+00:00"),  # Friday to Monday
        ("2026-12-24T12:00+00:00", "2026-12-28T07:00+00:00"),  # Christmas
        ("2026-03-28T12:00+00:00", "2026-03-30T06:00+00:00"),  # summer time begins
        ("2026-10-24T12:00+00:00", "2026-10-26T07:00+00:00"),  # and ends
    ],
)
def test_a_bundle_leaves_at_eight_on_a_working_day(moment, bundle):
    assert next_bundle(datetime.fromisoformat(moment)) == datetime.fromisoformat(bundle)
