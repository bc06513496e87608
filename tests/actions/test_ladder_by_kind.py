"""What each kind of call ends in: told once, written, or a person's work at once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_outcomes import record_attempt
from portal.actions.call_tasks import refresh_stale_windows
from portal.actions.calls import take_call
from portal.actions.delivery import prepare_email, take_message
from portal.actions.later_calls import open_aftercare, open_prosecutor_talk
from portal.db.engine import fetch_row, fetch_rows
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.calendar import end_of_day
from portal.domain.checklist import ChecklistItem
from portal.domain.outcomes import Outcome
from portal.domain.safe_contact import Channel
from tests.chain import (
    NOW,
    calls,
    case,
    custody,
    day,
    happen,
    hearing,
    hearing_changed,
    hearing_off,
    intention,
    judgment,
    report,
)
from tests.playing_calls import (
    AT_RISK,
    caller,
    news_of,
    nobody_answers,
    only,
    record,
    remind,
    speak,
    speaks,
    work,
    written,
)

HOUR = timedelta(hours=1)


async def test_a_release_that_nobody_could_tell_is_the_supervisors_at_once(database):
    free = custody(effective="2026-11-28T10:00")
    await happen(report(AT_RISK), case(), free)
    await nobody_answers("release", 3)
    call = await only("release")
    assert call["closed_as"] is None
    assert ("not_reached", "supervisor") in await work()
    assert await written() == []


async def test_a_release_is_tried_again_after_an_hour_on_the_same_day(database):
    await happen(report(AT_RISK), case(), custody(effective="2026-11-28T10:00"))
    await record("release", Outcome.NO_ANSWER, NOW)
    assert (await only("release"))["not_before"] == NOW + HOUR


async def test_at_the_moment_of_release_who_did_not_hear_is_somebodys_work(database):
    await happen(report(AT_RISK), case(), custody())
    await remind(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert ("call_overdue", "supervisor") in await work()


async def test_a_hearing_that_nobody_could_tell_goes_out_in_writing(database):
    await happen(report(), speaks(), hearing())
    await nobody_answers("hearing", 3)
    call = await only("hearing")
    assert (call["closed_as"], call["close_reason"]) == ("written", "not_reached")
    assert await written() == ["hearing_planned"]


async def test_a_judgment_that_nobody_could_tell_goes_out_in_writing(database):
    await happen(report(), case(), judgment())
    await nobody_answers("judgment", 3)
    assert (await only("judgment"))["closed_as"] == "written"
    assert await written() == ["judgment_notice"]


async def test_a_first_contact_that_failed_offers_to_call_again(database):
    await happen(report(), case())
    await nobody_answers("first_contact", 3, await caller("shn", "shn_worker"))
    assert (await only("first_contact"))["closed_as"] == "written"
    assert await written() == ["callback_missed"]


async def test_who_could_not_be_heard_is_the_supervisors_before_it_is_decided(database):
    await happen(report(AT_RISK), case(), intention())
    await nobody_answers("consultation", 3)
    assert (await only("consultation"))["closed_as"] is None
    assert ("not_reached", "supervisor") in await work()
    assert await written() == []


async def test_within_fourteen_days_a_judgment_is_written_and_still_called(database):
    await happen(report(), case(), judgment())
    call = await only("judgment")
    assert call["notice_by"] == day("2026-12-04")
    await remind(datetime(2026, 12, 4, 9, tzinfo=UTC))
    assert "judgment_notice" in await written()
    assert (await only("judgment"))["closed_as"] is None


async def test_one_conversation_about_a_hearing_tells_all_of_it(database):
    change = hearing_changed("2026-11-20T15:45", "2027-01-12T13:30")
    await happen(report(), speaks(), hearing(), change)
    await speak("hearing_changed")
    planned, changed = await only("hearing"), await only("hearing_changed")
    assert (changed["closed_as"], planned["closed_as"]) == ("done", "done")
    assert planned["close_reason"] == "told"
    waiting = await fetch_rows(
        "SELECT 1 FROM reminder WHERE state = 'waiting' AND task = {}", planned["id"]
    )
    assert waiting == []


async def test_what_changed_while_she_was_on_the_phone_is_still_told(database):
    await happen(report(), speaks(), hearing())
    call, by = await only("hearing"), await caller()
    lease = await take_call(task_id=call["id"], worker=by, now=NOW)
    await happen(hearing_changed("2026-11-23T10:05", "2027-01-14T10:00"))
    await record_attempt(
        task_id=call["id"],
        token=lease.token,
        worker=by,
        report=AttemptReport(
            submission=uuid4(),
            outcome=Outcome.SPOKEN,
            identified_by=IdentityCheck.DETAILS,
            told=await news_of("hearing"),
            ticked=frozenset(ChecklistItem),
        ),
        now=NOW + timedelta(minutes=10),
    )
    assert (await only("hearing"))["closed_as"] == "done"
    assert (await only("hearing_changed"))["closed_as"] is None


async def test_a_later_change_of_what_was_told_is_a_new_call(database):
    await happen(report(), speaks(), hearing())
    await speak("hearing")
    await happen(hearing_changed("2026-11-24T10:00", "2027-01-14T10:00"))
    still = [it["kind"] for it in await calls() if it["closed_as"] is None]
    assert still == ["hearing_changed"]


async def anna():
    row = await fetch_row(
        "SELECT victim.id AS victim_id, incident.id AS incident_id"
        " FROM victim, incident LIMIT 1"
    )
    return {**row, "location": "Utrecht", "is_at_risk": False, "now": NOW}


async def test_aftercare_waits_two_weeks_and_is_due_five_days_after(database):
    await happen(report())
    who = await anna()
    first = await open_aftercare(**who, spoken_at=NOW)
    assert await open_aftercare(**who, spoken_at=NOW) == first
    call = await only("aftercare")
    assert call["organisation"] == "shn"
    assert call["not_before"] == datetime(2026, 12, 7, 8, tzinfo=UTC)
    assert call["due_at"] == end_of_day(day("2026-12-14"))


async def test_refused_aftercare_is_off_and_nothing_is_written(database):
    await happen(report())
    await open_aftercare(**await anna(), spoken_at=NOW)
    later = datetime(2026, 12, 7, 10, tzinfo=UTC)
    by = await caller("shn", "shn_worker")
    await refresh_stale_windows(now=later)
    await record(
        "aftercare",
        Outcome.REFUSED,
        later,
        by,
        identified_by=IdentityCheck.DETAILS,
    )
    call = await only("aftercare")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "refused")
    assert await written() == []


async def test_a_talk_with_the_prosecutor_is_planned_by_who_has_experience(database):
    await happen(report())
    await open_prosecutor_talk(**await anna(), asked_at=NOW, topic="Waarom niet?")
    call = await only("prosecutor_talk")
    assert (call["organisation"], call["needs_experience"]) == ("om", True)
    assert call["due_at"] == end_of_day(day("2026-11-30"))
    assert call["topic"] == "Waarom niet?"


async def test_what_was_taken_back_is_told_by_the_call_that_is_open_now(database):
    await happen(report(), speaks(), hearing())
    recorded = await speak("hearing")
    await happen(hearing("2026-11-24T10:00", "2027-02-02T10:00", zittingId="zit-2"))
    by = await caller(role="supervisor")
    await correct_attempt(
        attempt_id=recorded.attempt.id, worker=by, reason="Verkeerde knop.", now=NOW
    )
    [still] = [it for it in await calls("hearing") if it["closed_as"] is None]
    left = await fetch_rows(
        "SELECT happening FROM call_task_happening WHERE task = {}"
        " AND told_at IS NULL AND removed_at IS NULL",
        still["id"],
    )
    assert len(left) == 2


async def test_a_message_about_a_hearing_that_changed_since_is_not_sent(database):
    await happen(report(), speaks(), hearing())
    await nobody_answers("hearing", 3)
    await happen(hearing_changed("2026-11-24T10:00", "2027-01-14T10:00"))
    taken = await take_message(channels=list(Channel), now=NOW + timedelta(days=2))
    assert await prepare_email(taken=taken, now=NOW + timedelta(days=2)) is None
    row = await fetch_row("SELECT message, state FROM notification")
    assert (row["message"], row["state"]) == ("hearing_planned", "cancelled")


async def test_a_message_about_a_hearing_that_stands_is_sent(database):
    await happen(report(), case(), hearing())
    taken = await take_message(channels=list(Channel), now=NOW)
    ready = await prepare_email(taken=taken, now=NOW)
    assert "dinsdag 12 januari" in ready.content


async def test_a_hearing_that_is_off_tomorrow_is_tried_each_hour_and_then_a_persons(
    database,
):
    off = hearing_off("2026-11-23T09:30")
    await happen(report(), speaks(), hearing(begin="2026-11-24T09:15"), off)
    await record("hearing_changed", Outcome.NO_ANSWER, NOW)
    assert (await only("hearing_changed"))["not_before"] == NOW + HOUR
    await nobody_answers("hearing_changed", 2)
    assert (await only("hearing_changed"))["closed_as"] == "written"
    assert await written() == ["hearing_cancelled"]
    assert ("not_reached", "supervisor") in await work()


async def test_a_release_in_the_night_is_a_persons_before_anybody_may_be_called(
    database,
):
    night = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    soon = custody(at="2026-11-23T22:30", effective="2026-11-24T08:00")
    await happen(report(AT_RISK), case(), soon, now=night)
    assert (await only("release"))["not_before"] > night
    assert ("not_reached", "supervisor") in await work()


async def test_a_release_that_can_be_told_in_time_is_nobodys_alarm(database):
    night = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    later = custody(at="2026-11-23T22:30", effective="2026-11-24T14:00")
    await happen(report(AT_RISK), case(), later, now=night)
    assert await work() == set()


async def test_a_release_left_till_the_evening_is_a_persons_when_the_hours_end(
    database,
):
    soon = custody(at="2026-11-23T09:30", effective="2026-11-24T08:00")
    await happen(report(AT_RISK), case(), soon)
    assert await work() == set()
    await refresh_stale_windows(now=datetime(2026, 11, 23, 19, tzinfo=UTC))
    assert ("not_reached", "supervisor") in await work()


async def test_a_try_that_leaves_no_time_for_another_is_a_persons_at_once(database):
    soon = custody(at="2026-11-23T09:30", effective="2026-11-23T10:45")
    await happen(report(AT_RISK), case(), soon)
    await record("release", Outcome.NO_ANSWER, NOW)
    assert ("not_reached", "supervisor") in await work()


async def test_an_agreement_after_the_release_is_a_persons_at_once(database):
    await happen(report(AT_RISK), case(), custody(effective="2026-11-24T10:00"))
    agreed_at = NOW + timedelta(days=2)
    await record("release", Outcome.CALLBACK_AGREED, NOW, agreed_at=agreed_at)
    assert ("not_reached", "supervisor") in await work()


async def test_a_call_about_a_release_that_broke_off_goes_on_within_the_hour(database):
    await happen(report(AT_RISK), case(), custody(effective="2026-11-28T10:00"))
    await record(
        "release",
        Outcome.SPOKEN_PARTLY,
        NOW,
        identified_by=IdentityCheck.CODE_WORD,
        reasons=dict.fromkeys(ChecklistItem, "Verbroken."),
    )
    call = await only("release")
    assert call["not_before"] == NOW + HOUR
    assert call["preferred_staff"] is not None


async def test_twice_somebody_else_is_the_supervisors_where_no_letter_follows(database):
    await happen(report(AT_RISK), case(), custody(effective="2026-11-28T10:00"))
    await record("release", Outcome.SOMEONE_ELSE, NOW)
    await record("release", Outcome.SOMEONE_ELSE, NOW + HOUR)
    assert (await only("release"))["waits_for"] == "number_to_verify"
    assert {("not_reached", "supervisor"), ("number_to_verify", "shn_worker")} <= (
        await work()
    )


async def test_within_fourteen_days_a_hearing_is_written_and_still_called(database):
    await happen(report(), speaks(), hearing("2026-11-23T09:30"))
    call = await only("hearing")
    assert call["notice_by"] == day("2026-12-07")
    assert call["not_heard_on"] == day("2026-12-05")
    await remind(datetime(2026, 12, 7, 9, tzinfo=UTC))
    assert await written() == ["hearing_planned"]
    assert (await only("hearing"))["closed_as"] is None


async def test_a_hearing_sooner_than_that_is_written_a_week_before_it(database):
    planned = hearing("2026-11-23T09:30", begin="2026-12-09T10:00")
    await happen(report(), speaks(), planned)
    assert (await only("hearing"))["notice_by"] == day("2026-12-02")


async def test_a_hearing_next_week_is_written_when_the_day_to_call_is_past(database):
    planned = hearing("2026-11-23T09:30", begin="2026-11-30T10:00")
    await happen(report(), speaks(), planned)
    call = await only("hearing")
    assert call["due_at"] == end_of_day(day("2026-11-23"))
    assert call["notice_by"] == day("2026-11-24")


async def test_a_hearing_that_moved_is_written_too_when_nobody_called(database):
    moved = hearing_changed("2026-11-23T09:45", "2027-01-14T10:00")
    await happen(report(), speaks(), hearing(), moved)
    assert (await only("hearing_changed"))["notice_by"] == day("2026-12-07")
    await remind(datetime(2026, 12, 7, 9, tzinfo=UTC))
    assert "hearing_changed" in await written()


async def test_who_hears_nothing_of_any_news_for_twelve_days_is_somebodys_work(
    database,
):
    later = custody(at="2026-11-23T09:30", effective="2026-12-20T10:00")
    await happen(report(AT_RISK), case(), later)
    await remind(datetime(2026, 12, 5, 9, tzinfo=UTC))
    assert ("not_heard", "supervisor") in await work()
