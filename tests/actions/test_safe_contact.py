"""What she changes about being reached: at once, safely, and window by window."""

import asyncio
from datetime import timedelta

import pytest

from portal.actions.contact import fetch_contact_on_file, fetch_own_contact
from portal.actions.own_trail import ByWhom
from portal.actions.safe_contact import (
    UnableToChangeContactError,
    UnableToSeeChangeError,
    confirm_contact,
    keep_channels,
    keep_times,
)
from portal.actions.safe_contact_checks import (
    UnableToCheckContactError,
    read_contact_check,
    settle_contact_check,
)
from portal.actions.safe_contact_numbers import (
    NumberMarks,
    UnableToFindNumberError,
    add_number,
    mark_number,
    remove_number,
)
from portal.actions.safe_contact_talk import keep_talk
from portal.db.engine import fetch_rows
from portal.db.phone_marks import set_number_judged
from portal.db.victims import fetch_contact, fetch_victim_id
from portal.domain.number_marks import NumberJudgement
from portal.domain.own_contact import OwnTalk, OwnTimes, Part
from portal.domain.safe_contact import Channel
from portal.domain.victims import Communication, DayPart
from portal.jobs.deliver import deliver_all
from portal.notifications.outlets import Outlets
from tests.builders import NOW, make_staff, worker
from tests.chain import (
    SAFE,
    calls,
    case,
    decision,
    event,
    happen,
    hearing,
    report,
    updated,
    victim,
)
from tests.outbox import Postbox

pytestmark = pytest.mark.usefixtures("database")

HERSELF = ByWhom(actor_kind="victim", actor="anna")
OWN = NumberMarks(is_own=True, is_safe=True)
UNSAFE = NumberMarks(is_own=None, is_safe=False)
OTHER = "030-2345678"
NEXT_WEEK = "2026-11-30T09:00"


class Anna:
    """Somebody with one case of which she must be called."""

    @classmethod
    async def make(cls, **given):
        await happen(report(victim(**given)), case(), decision())
        anna = cls()
        anna.id = await fetch_victim_id(reference="slo-1")
        return anna

    async def seen(self, *parts):
        found = await fetch_contact_on_file(victim_id=self.id, now=NOW)
        return found.mark(*parts)

    async def answers(self, seen=None, now=NOW, **given):
        return await keep_channels(
            victim_id=self.id,
            given={Channel(name): answer for name, answer in given.items()},
            seen=seen or await self.seen(Part.CHANNELS),
            by=HERSELF,
            now=now,
        )

    async def talks(self, seen=None, **given):
        return await keep_talk(
            victim_id=self.id,
            talk=OwnTalk(**given),
            seen=seen or await self.seen(Part.TALK),
            by=HERSELF,
            now=NOW,
        )

    async def times(self, seen=None, **given):
        return await keep_times(
            victim_id=self.id,
            times=OwnTimes(**given),
            seen=seen or await self.seen(Part.TIMES),
            by=HERSELF,
            now=NOW,
        )

    async def adds(self, text, marks=OWN):
        return await add_number(
            victim_id=self.id, text=text, marks=marks, by=HERSELF, now=NOW
        )

    async def contact(self):
        return await fetch_contact(victim_id=self.id)

    async def own(self, now=NOW):
        return await fetch_own_contact(victim_id=self.id, now=now)

    async def call(self):
        [call] = await calls("sepot")
        return call


async def at_risk(**consent):
    number = {"nummer": "06-12345678", "eigen": True, "veilig": True}
    return await Anna.make(
        kwetsbaar=True, telefoonnummers=[number], veiligContact={**SAFE, **consent}
    )


async def work(kind):
    return await fetch_rows(
        "SELECT * FROM work_item WHERE kind = {} AND done_at IS NULL", kind
    )


async def shn():
    staff = await make_staff(organisation="shn", role="shn_worker")
    return worker(staff)


async def test_a_no_to_calling_stops_the_call_at_once_and_tells_people():
    anna = await Anna.make()
    await anna.answers(call=False)
    call = await anna.call()
    assert call["waits_for"] == "no_safe_way"
    told = [it["role"] for it in await work("no_safe_way") if it["cause"] == call["id"]]
    assert sorted(told) == ["shn_worker", "supervisor"]


async def test_who_is_not_at_risk_lifts_her_own_no_herself():
    anna = await Anna.make()
    await anna.answers(call=False)
    await anna.answers(call=True)
    assert (await anna.call())["waits_for"] is None
    assert (await anna.call())["not_before"] is not None
    assert await work("no_safe_way") == []


async def test_an_older_or_empty_word_of_the_chain_lifts_nothing():
    anna = await Anna.make()
    await anna.answers(call=False, email=False)
    await happen(
        updated("2026-11-22T09:00", veiligContact={"bellen": True}),
        updated(NEXT_WEEK, veiligContact={"bellen": None, "email": None}),
    )
    profile = (await anna.contact()).profile
    assert (profile.calling.answer, profile.email.answer) == (False, False)
    await happen(updated(NEXT_WEEK, veiligContact={"bellen": True}))
    assert (await anna.contact()).profile.calling.answer is True


async def test_a_yes_of_who_is_at_risk_waits_for_shn():
    anna = await at_risk(bellen=False, email=None)
    kept = await anna.answers(call=True, email=True, voicemail=False)
    assert kept.held == {Channel.CALL, Channel.EMAIL}
    profile = (await anna.contact()).profile
    assert (profile.calling.answer, profile.email.answer) == (False, None)
    assert len(await work("contact_to_check")) == 1
    assert (await anna.own()).held == {"calling", "email"}


async def test_what_shn_heard_from_her_herself_counts_and_the_rest_does_not():
    anna = await at_risk(bellen=False, email=None)
    await anna.answers(call=True, email=True)
    samira = await shn()
    [item] = await work("contact_to_check")
    check = await read_contact_check(item_id=item["id"], worker=samira, now=NOW)
    assert {choice.field for choice in check.found.held} == {"calling", "email"}
    assert not await settle_contact_check(
        item_id=item["id"], worker=samira, answers={"calling": True}, now=NOW
    )
    assert (await anna.call())["not_before"] is not None
    assert await settle_contact_check(
        item_id=item["id"], worker=samira, answers={"email": False}, now=NOW
    )
    profile = (await anna.contact()).profile
    assert (profile.calling.answer, profile.email.answer) == (True, None)
    assert (await anna.own()).held == frozenset()
    with pytest.raises(UnableToCheckContactError):
        await settle_contact_check(
            item_id=item["id"], worker=samira, answers={"email": True}, now=NOW
        )


async def test_a_caller_of_the_om_does_not_settle_what_she_opened():
    anna = await at_risk(email=None)
    await anna.answers(email=True)
    [item] = await work("contact_to_check")
    caller = worker(await make_staff())
    assert await read_contact_check(item_id=item["id"], worker=caller, now=NOW) is None


async def test_taking_a_yes_back_leaves_shn_nothing_to_open():
    anna = await at_risk(email=None)
    await anna.answers(email=True)
    await anna.answers(email=False)
    assert (await anna.own()).held == frozenset()
    assert (await anna.contact()).profile.email.answer is False


async def test_a_message_that_waits_goes_another_way_once_a_way_is_closed():
    anna = await Anna.make()
    await happen(hearing())
    [row] = await fetch_rows("SELECT channel FROM notification")
    assert row["channel"] == "email"
    await anna.answers(email=False)
    postbox = Postbox()
    await deliver_all(now=NOW, outlets=Outlets(email=postbox))
    rows = await fetch_rows("SELECT channel, state FROM notification")
    assert postbox.sent == []
    assert {(it["channel"], it["state"]) for it in rows} >= {("email", "cancelled")}
    assert any(it["channel"] == "letter" for it in rows)


async def test_an_old_page_closes_and_opens_nothing():
    anna = await Anna.make()
    old = await anna.seen(Part.CHANNELS)
    await anna.answers(sms=False)
    kept = await anna.answers(seen=old, sms=True, email=False)
    assert kept.is_stale
    profile = (await anna.contact()).profile
    assert (profile.sms.answer, profile.email.answer) == (False, False)


async def test_two_windows_may_change_two_parts():
    anna = await Anna.make()
    times, talk = await anna.seen(Part.TIMES), await anna.seen(Part.TALK)
    await anna.times(seen=times, days=frozenset({2}))
    await anna.talks(seen=talk, call_name="Annie")
    contact = await anna.contact()
    assert (contact.profile.days, contact.call_name) == ({2}, "Annie")
    with pytest.raises(UnableToSeeChangeError):
        await anna.times(seen=times, days=frozenset({3}))


async def test_a_second_click_on_a_form_that_was_kept_says_so_and_harms_nothing():
    anna = await Anna.make()
    old = await anna.seen(Part.CHANNELS)
    await anna.answers(seen=old, call=False)
    await anna.answers(seen=old, call=False)
    rows = await fetch_rows("SELECT id FROM contact_choice WHERE field = 'calling'")
    assert len(rows) == 1


async def test_the_days_she_chose_hold_for_the_next_call():
    anna = await Anna.make()
    await anna.times(days=frozenset({4}), day_parts=frozenset({DayPart.EVENING}))
    starts = (await anna.call())["not_before"]
    assert (starts.isoweekday(), starts.hour) == (4, 17)  # 18.00 in Amsterdam


async def test_the_zone_she_chose_holds_for_the_next_call():
    anna = await Anna.make()
    await anna.times(zone="America/Paramaribo", day_parts=frozenset({DayPart.MORNING}))
    assert (await anna.call())["not_before"].hour == 12  # nine there


MORNING, EVENING = frozenset({DayPart.MORNING}), frozenset({DayPart.EVENING})


async def test_a_time_that_who_is_at_risk_opens_waits_for_shn():
    anna = await at_risk()
    assert not await anna.times(day_parts=MORNING, days=frozenset({1, 2}))
    assert await anna.times(
        day_parts=MORNING | EVENING, days=frozenset({2, 4}), zone="America/Aruba"
    )
    profile = (await anna.contact()).profile
    assert (profile.day_parts, profile.days, profile.zone) == (MORNING, {2}, "")
    assert (await anna.own()).held == {"times"}
    [item] = await work("contact_to_check")
    await settle_contact_check(
        item_id=item["id"], worker=await shn(), answers={"times": True}, now=NOW
    )
    profile = (await anna.contact()).profile
    assert (profile.day_parts, profile.days) == (MORNING | EVENING, {2, 4})
    assert profile.zone == "America/Aruba"


async def test_a_time_that_shn_finds_is_not_hers_stays_shut():
    anna = await at_risk()
    await anna.times(day_parts=MORNING)
    await anna.times()
    [item] = await work("contact_to_check")
    await settle_contact_check(
        item_id=item["id"], worker=await shn(), answers={"times": False}, now=NOW
    )
    assert (await anna.contact()).profile.day_parts == MORNING


async def test_narrower_times_of_who_is_at_risk_count_at_once_and_end_what_waited():
    anna = await at_risk()
    await anna.times(days=frozenset({1, 2}))
    assert await anna.times(days=frozenset({1, 2, 3}))
    assert not await anna.times(days=frozenset({2}))
    assert (await anna.contact()).profile.days == {2}
    assert (await anna.own()).held == frozenset()


async def test_who_is_at_risk_cannot_swap_her_times_for_others():
    anna = await at_risk()
    await anna.times(day_parts=MORNING)
    with pytest.raises(UnableToChangeContactError):
        await anna.times(day_parts=EVENING)
    assert (await anna.contact()).profile.day_parts == MORNING


async def test_times_at_which_nobody_calls_are_refused():
    anna = await Anna.make()
    with pytest.raises(UnableToChangeContactError) as refused:
        await anna.times(days=frozenset({7}))
    assert refused.value.field == "days"
    assert (await anna.contact()).profile.days == frozenset()


async def test_a_new_number_is_called_and_survives_what_is_sent_later():
    anna = await Anna.make()
    assert not await anna.adds(OTHER)
    assert (await anna.own()).numbers[0].startswith("03")
    await happen(updated(NEXT_WEEK, telefoonnummers=["06-12345678"]))
    assert {it.display for it in (await anna.contact()).numbers} == {
        "030 234 5678",
        "06 12345678",
    }


async def test_a_new_number_of_who_is_at_risk_is_not_called_before_shn_looked():
    anna = await at_risk()
    assert await anna.adds(OTHER)
    assert (await anna.own()).numbers == ("06 ·· ·· ·· 78",)
    assert len(await work("number_to_verify")) == 1


async def test_a_held_number_stays_held_when_it_is_sent_without_a_mark():
    anna = await at_risk()
    await anna.adds(OTHER)
    await happen(updated(NEXT_WEEK, telefoonnummers=["06-12345678", OTHER]))
    marks = {it.display: it.is_verified for it in (await anna.contact()).numbers}
    assert marks == {"06 12345678": True, "030 234 5678": False}
    assert (await anna.own()).numbers == ("06 ·· ·· ·· 78",)
    safe = {"nummer": OTHER, "eigen": True, "veilig": True}
    await happen(updated("2026-12-01T09:00", telefoonnummers=[safe]))
    assert (await anna.own()).numbers[0].startswith("03")


async def test_adding_it_anew_lifts_no_refusal_of_who_is_at_risk():
    anna = await at_risk()
    await anna.adds(OTHER, UNSAFE)
    [number] = [it for it in (await anna.contact()).numbers if it.safe is False]
    await remove_number(victim_id=anna.id, phone_id=number.id, by=HERSELF, now=NOW)
    await anna.adds(OTHER)
    await happen(updated(NEXT_WEEK, telefoonnummers=["06-12345678", OTHER]))
    marks = {it.display: it.safe for it in (await anna.contact()).numbers}
    assert marks["030 234 5678"] is False
    assert len(await fetch_rows("SELECT id FROM refused_number")) == 1


async def test_an_unsafe_number_stays_so_for_who_is_at_risk():
    anna = await at_risk()
    [number] = (await anna.contact()).numbers
    mark = {"victim_id": anna.id, "phone_id": number.id, "by": HERSELF, "now": NOW}
    await mark_number(marks=UNSAFE, **mark)
    assert (await anna.call())["waits_for"] == "no_safe_way"
    assert await mark_number(marks=OWN, **mark)
    [number] = (await anna.contact()).numbers
    assert (number.safe, number.is_verified) == (False, False)
    assert (await anna.call())["waits_for"] == "no_safe_way"


async def test_a_number_that_she_took_away_is_not_called_when_it_is_sent_again():
    anna = await Anna.make()
    [number] = (await anna.contact()).numbers
    await anna.adds(OTHER)
    gone = {"victim_id": anna.id, "phone_id": number.id, "by": HERSELF, "now": NOW}
    await remove_number(**gone)
    with pytest.raises(UnableToFindNumberError):
        await remove_number(**gone)
    await happen(updated(NEXT_WEEK, telefoonnummers=["06-12345678"]))
    marks = {it.display: it.safe for it in (await anna.contact()).numbers}
    assert marks == {"06 12345678": False, "030 234 5678": True}
    await anna.adds("06 12345678")
    assert {it.safe for it in (await anna.contact()).numbers} == {True}


async def test_the_number_of_somebody_else_cannot_be_marked_or_taken_away():
    anna = await Anna.make()
    await happen(updated("2026-11-20T10:00"), report(victim("slo-2"), at=NEXT_WEEK))
    other = await fetch_victim_id(reference="slo-2")
    [number] = (await anna.contact()).numbers
    with pytest.raises(UnableToChangeContactError):
        await mark_number(
            victim_id=other, phone_id=number.id, marks=UNSAFE, by=HERSELF, now=NOW
        )
    with pytest.raises(UnableToFindNumberError):
        await remove_number(victim_id=other, phone_id=number.id, by=HERSELF, now=NOW)
    assert [it.safe for it in (await anna.contact()).numbers] == [None]


@pytest.mark.parametrize(
    "text", ["", "1234", "0900-0101", "06-12345678 of 030-2345678"]
)
async def test_what_cannot_be_called_is_refused_with_the_reason(text):
    anna = await Anna.make()
    with pytest.raises(UnableToChangeContactError) as refused:
        await anna.adds(text)
    assert str(refused.value)


@pytest.mark.parametrize("text", ["088-1234567", "+32 470 12 34 56", "٠٦-١٢٣٤٥٦٧٩"])
async def test_company_and_foreign_numbers_are_fine_in_any_digits(text):
    anna = await Anna.make()
    await anna.adds(text)
    assert len((await anna.contact()).numbers) == 2


async def test_nothing_of_what_she_typed_can_be_read_in_the_database():
    anna = await at_risk()
    await anna.talks(call_name="Zonnetje", code_word="waterlelie")
    await anna.adds("06-87654321")
    for table in ("victim", "phone", "contact_choice", "refused_number", "audit_event"):
        text = str(await fetch_rows(f"SELECT * FROM {table}"))  # noqa: S608
        for word in ("Zonnetje", "waterlelie", "87654321"):
            assert word not in text, table


async def test_a_code_word_counts_at_once_or_once_shn_knows_that_it_is_hers():
    anna = await at_risk()
    assert await anna.talks(code_word="waterlelie")
    assert (await anna.contact()).code_word is None
    [item] = await work("contact_to_check")
    await settle_contact_check(
        item_id=item["id"], worker=await shn(), answers={"code_word": True}, now=NOW
    )
    assert (await anna.contact()).code_word == "waterlelie"


async def test_the_answer_to_who_is_at_risk_does_not_tell_whether_a_word_is_right():
    anna = await at_risk()
    await anna.talks(code_word="waterlelie")
    [item] = await work("contact_to_check")
    answers = {"code_word": True}
    await settle_contact_check(
        item_id=item["id"], worker=await shn(), answers=answers, now=NOW
    )
    for word in ("kastanje", "waterlelie"):
        assert await anna.talks(code_word=word)
        assert (await anna.own()).held == {"code_word"}
        assert (await anna.contact()).code_word == "waterlelie"
    assert len(await work("contact_to_check")) == 1


async def test_a_code_word_of_who_is_not_at_risk_counts_at_once():
    anna = await Anna.make()
    assert not await anna.talks(code_word="waterlelie")
    assert (await anna.contact()).code_word == "waterlelie"
    with pytest.raises(UnableToChangeContactError):
        await anna.talks(code_word="de Vries 1")


async def test_who_wants_only_letters_is_not_called_any_more():
    anna = await Anna.make()
    await anna.talks(communication=Communication.IN_WRITING, language="ar")
    assert (await anna.call())["closed_as"] == "cancelled"
    contact = await anna.contact()
    assert (contact.language, contact.communication) == ("ar", "in_writing")
    await happen(updated("2026-11-22T08:00", taal="nl"))
    assert (await anna.contact()).language == "ar"


async def test_after_half_a_year_she_is_asked_and_one_button_makes_it_fresh():
    anna = await Anna.make()
    assert not (await anna.own()).is_asked_again
    later = NOW + timedelta(days=200)
    assert (await anna.own(later)).is_asked_again
    assert not (await anna.own(later)).may_email
    seen = await anna.seen(*Part)
    await confirm_contact(victim_id=anna.id, seen=seen, by=HERSELF, now=later)
    own = await anna.own(later)
    assert (own.is_asked_again, own.may_email) == (False, True)
    assert not own.may_leave_voicemail


async def test_she_is_asked_again_when_others_changed_it_and_not_for_her_own_change():
    anna = await Anna.make()
    await confirm_contact(
        victim_id=anna.id, seen=await anna.seen(*Part), by=HERSELF, now=NOW
    )
    await anna.talks(language="en")
    assert not (await anna.own()).is_asked_again
    old = await anna.seen(*Part)
    await happen(updated(NEXT_WEEK, telefoonnummers=["06-22222222"]))
    assert (await anna.own()).is_asked_again
    with pytest.raises(UnableToSeeChangeError):
        await confirm_contact(victim_id=anna.id, seen=old, by=HERSELF, now=NOW)


async def test_what_she_changed_leaves_a_trace_without_the_content():
    anna = await Anna.make()
    await anna.answers(call=False)
    await anna.adds(OTHER)
    rows = await fetch_rows(
        "SELECT action, victim FROM audit_event WHERE actor_kind = 'victim' ORDER BY at"
    )
    assert {row["action"] for row in rows} == {"change_channels", "add_number"}
    assert {row["victim"] for row in rows} == {anna.id}


async def test_of_two_windows_at_the_same_moment_one_is_told_to_look_again():
    anna = await Anna.make()
    seen = await anna.seen(Part.TALK)
    ends = await asyncio.gather(
        *(anna.talks(seen=seen, call_name=name) for name in ("Annie", "Els")),
        return_exceptions=True,
    )
    refused = [it for it in ends if isinstance(it, UnableToSeeChangeError)]
    assert len(refused) == 1
    rows = await fetch_rows("SELECT id FROM audit_event WHERE action = 'change_talk'")
    assert len(rows) == 1


async def test_a_no_and_a_yes_at_the_same_moment_end_in_one_answer_and_no_error():
    anna = await at_risk(email=None)
    seen = await anna.seen(Part.CHANNELS)
    await asyncio.gather(
        anna.answers(seen=seen, email=True), anna.answers(seen=seen, email=False)
    )
    assert (await anna.contact()).profile.email.answer is False
    assert (await anna.own()).held == frozenset()


async def test_a_number_added_twice_at_once_stands_once():
    anna = await Anna.make()
    await asyncio.gather(*(anna.adds(OTHER) for _ in range(3)))
    assert len((await anna.contact()).numbers) == 2


async def test_what_she_opens_while_the_chain_sends_a_no_stays_shut():
    anna = await Anna.make(veiligContact={**SAFE, "email": None})
    await asyncio.gather(
        anna.answers(email=True),
        happen(updated(NEXT_WEEK, veiligContact={"email": False})),
    )
    assert (await anna.contact()).profile.email.answer is False


async def test_a_number_refused_stays_refused_when_two_on_file_are_one_person():
    anna = await Anna.make()
    [number] = (await anna.contact()).numbers
    await remove_number(victim_id=anna.id, phone_id=number.id, by=HERSELF, now=NOW)
    await anna.adds(OTHER)
    other = victim("slo-2", telefoonnummers=["06-12345678"])
    await happen(
        report(other, at=NEXT_WEEK, pvNummer="PL0900-2026089999"),
        event(
            "nl.slachtofferhulp.slachtoffer-samengevoegd",
            "slo-2",
            NEXT_WEEK,
            slachtofferId="slo-2",
            vervallen="slo-1",
        ),
    )
    joined = await fetch_contact(victim_id=await fetch_victim_id(reference="slo-2"))
    marks = {it.display: it.safe for it in joined.numbers}
    assert marks == {"06 12345678": False, "030 234 5678": True}


async def test_shn_may_find_a_number_safe_that_she_once_took_away():
    anna = await Anna.make()
    [number] = (await anna.contact()).numbers
    await remove_number(victim_id=anna.id, phone_id=number.id, by=HERSELF, now=NOW)
    sent = updated(NEXT_WEEK, telefoonnummers=["06-12345678"])
    await happen(sent)
    [number] = (await anna.contact()).numbers
    assert number.safe is False
    await set_number_judged(
        victim_id=anna.id,
        phone_id=number.id,
        judgement=NumberJudgement.OWN_AND_SAFE,
        at=NOW,
    )
    await happen(updated("2026-12-01T09:00", telefoonnummers=["06-12345678"]))
    [number] = (await anna.contact()).numbers
    assert number.safe is not False


async def test_silence_about_a_number_takes_away_nothing_that_she_said_of_it():
    anna = await Anna.make()
    [number] = (await anna.contact()).numbers
    mark = {"victim_id": anna.id, "phone_id": number.id, "by": HERSELF, "now": NOW}
    await mark_number(marks=OWN, **mark)
    await happen(updated(NEXT_WEEK, telefoonnummers=["06-12345678"]))
    [number] = (await anna.contact()).numbers
    assert (number.own, number.safe) == (True, True)
    unsafe = {"nummer": "06-12345678", "eigen": True, "veilig": False}
    await happen(updated("2026-12-01T09:00", telefoonnummers=[unsafe]))
    [number] = (await anna.contact()).numbers
    assert number.safe is False
