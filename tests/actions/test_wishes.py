"""What she wishes herself beside what the chain sends, and what follows at once."""

from datetime import timedelta

import pytest

from portal.actions.export import export_victim
from portal.actions.own_trail import ByWhom
from portal.actions.wishes import keep_wishes, record_wishes
from portal.db.engine import fetch_row, fetch_rows
from portal.db.tables.cases import Fact
from portal.db.victims import fetch_contact, fetch_victim_id
from portal.db.wishes import fetch_wishes_for_victim
from portal.domain.victims import Wish
from portal.domain.wishes import WishAnswer
from portal.jobs.deliver import deliver_all
from portal.notifications.outlets import Outlets
from tests.builders import NOW, make_staff
from tests.chain import (
    calls,
    case,
    custody,
    decision,
    event,
    fact,
    happen,
    hearing,
    report,
    updated,
    victim,
)
from tests.outbox import Postbox

pytestmark = pytest.mark.usefixtures("database")

YES, NO, LATER = WishAnswer.YES, WishAnswer.NO, WishAnswer.LATER
NEXT_WEEK = "2026-11-30T09:00"


async def anna():
    return await fetch_victim_id(reference="slo-1")


async def wish(now=NOW, **answers):
    chosen = {Wish(name): answer for name, answer in answers.items()}
    victim_id = await anna()
    seen = await fetch_wishes_for_victim(victim_id=victim_id)
    return await keep_wishes(
        victim_id=victim_id,
        chosen=chosen,
        seen={it: seen[it].answer for it in chosen},
        by=ByWhom(actor_kind="victim", actor=str(victim_id)),
        now=now,
    )


async def stands(name):
    contact = await fetch_contact(victim_id=await anna())
    return contact.wishes.get(Wish(name))


async def queued():
    rows = await fetch_rows(
        "SELECT message, state FROM notification ORDER BY queued_at"
    )
    return [(row["message"], row["state"]) for row in rows]


def second_report(at=NEXT_WEEK, **wishes):
    number = "PL0900-2026089999"
    return report(victim(wensen=wishes), at=at, pvNummer=number)


async def test_what_was_sent_before_she_chose_does_not_undo_it():
    await happen(report())
    await wish(decision=NO)
    await happen(updated("2026-11-22T12:00", wensen={"beslissing": True}))
    assert await stands("decision") is False


async def test_shn_lifts_her_no_and_the_police_does_not():
    await happen(report(), case(), decision())
    await wish(decision=NO)
    await happen(second_report(beslissing=True))
    assert await stands("decision") is False
    assert [it["closed_as"] for it in await calls("sepot")] == ["cancelled"]

    await happen(updated(NEXT_WEEK, wensen={"beslissing": True}))
    assert await stands("decision") is True
    assert [it["closed_as"] for it in await calls("sepot")] == ["cancelled", None]


async def test_a_null_takes_away_nothing_that_she_chose():
    await happen(report())
    await wish(decision=NO, hearing=YES)
    silence = {"beslissing": None, "zitting": None}
    await happen(updated(NEXT_WEEK, wensen=silence))
    assert (await stands("decision"), await stands("hearing")) == (False, True)


async def test_her_click_holds_though_the_chain_sent_a_later_moment_before():
    await happen(report(), updated(NEXT_WEEK, wensen={"zitting": True}))
    await wish(hearing=NO)
    assert await stands("hearing") is False


async def test_ask_me_later_is_no_answer_to_the_chain_and_one_to_her():
    await happen(report())
    await wish(decision=LATER)
    assert await stands("decision") is None
    seen = await fetch_wishes_for_victim(victim_id=await anna())
    assert (seen[Wish.DECISION].answer, seen[Wish.DECISION].is_own) == (LATER, True)


async def test_no_news_at_all_stops_every_call_that_only_brings_news():
    await happen(
        report(victim(wensen={"informatie": True, "detentie": True, "zitting": True})),
        case(),
        custody(),
        hearing(),
    )
    assert len(await calls()) == 2
    await wish(information=NO, custody=LATER, hearing=LATER)
    assert {it["close_reason"] for it in await calls()} == {"opted_out"}


async def work_of_shn():
    rows = await fetch_rows(
        "SELECT organisation, role FROM work_item"
        " WHERE kind = 'wishes_to_check' AND done_at IS NULL"
    )
    return [(it["organisation"], it["role"]) for it in rows]


@pytest.mark.parametrize(
    "answers",
    [{"information": NO}, {"decision": NO}, {"mediation": YES}, {"apology": YES}],
)
async def test_shn_hears_that_who_is_at_risk_wants_no_news_or_contact_with_him(answers):
    await happen(report(victim(kwetsbaar=True)), case(), decision())
    await wish(**answers)
    await wish(**answers)
    assert await work_of_shn() == [("shn", "shn_worker")]


async def test_shn_hears_nothing_of_wishes_that_shut_nobody_out():
    await happen(report(victim(kwetsbaar=True)), case(), decision())
    await wish(information=YES, decision=LATER, mediation=NO, damages=NO)
    assert await work_of_shn() == []


async def test_shn_hears_nothing_when_who_is_not_at_risk_wants_no_news():
    await happen(report(), case(), decision())
    await wish(information=NO, mediation=YES)
    assert await work_of_shn() == []


async def test_the_first_call_of_victim_support_is_no_news_and_stays():
    await happen(report(), case())
    await wish(information=NO)
    [call] = await calls("first_contact")
    assert call["closed_as"] is None


async def test_who_wants_no_news_is_still_written_that_she_may_speak():
    await happen(report(), case(feiten=[fact(spreekrecht=True)]))
    await wish(information=NO)
    await happen(hearing())
    assert await queued() == [("hearing_planned", "queued")]
    await deliver_all(now=NOW, outlets=Outlets(email=Postbox()))
    assert await queued() == [("hearing_planned", "sent")]


async def test_a_message_that_waits_is_not_sent_once_she_opted_out():
    await happen(report(), case(), hearing())
    assert await queued() == [("hearing_planned", "queued")]
    await wish(hearing=NO)
    await deliver_all(now=NOW, outlets=Outlets(email=Postbox()))
    assert await queued() == [("hearing_planned", "cancelled")]


async def test_who_waives_speaking_itself_is_not_written_about_it():
    await happen(report(), case(feiten=[fact(spreekrecht=True)]))
    await wish(information=NO, right_to_speak=NO)
    await happen(hearing())
    assert await queued() == []


async def test_a_penalty_order_is_written_to_who_opted_out_after_it_was_queued():
    order = decision(beslissing="strafbeschikking", sepotcodes=[])
    await happen(report(), case(), order)
    await wish(decision=NO)
    [(message, state)] = await queued()
    await deliver_all(now=NOW, outlets=Outlets(email=Postbox()))
    assert (message, state) == ("decision_notice", "queued")
    assert (await queued())[0][1] != "cancelled"


async def test_the_talk_is_asked_for_once_however_often_she_says_yes():
    await happen(report(), case(feiten=[fact(spreekrecht=True)]))
    await happen(decision(beslissing="dagvaarden", sepotcodes=[]))
    for hours, answer in enumerate((YES, NO, YES)):
        await wish(NOW + timedelta(hours=hours), prosecutor_talk=answer)
    open_ones = [it for it in await calls("prosecutor_talk") if it["closed_as"] is None]
    assert len(open_ones) == 1


async def test_the_talk_is_not_promised_where_nobody_must_offer_it():
    await happen(report(), case())
    await happen(decision(beslissing="dagvaarden", sepotcodes=[]))
    await wish(prosecutor_talk=YES)
    assert await stands("prosecutor_talk") is True
    assert await calls("prosecutor_talk") == []


async def test_what_she_says_in_a_call_is_kept_with_who_heard_it():
    await happen(report())
    staff = await make_staff(organisation="shn", role="shn_worker")
    victim_id = await anna()
    answers = {Wish.DAMAGES: YES}
    for _ in range(2):
        await record_wishes(
            victim_id=victim_id, answers=answers, staff_id=staff.id, now=NOW
        )
    [row] = await fetch_rows("SELECT wish, answer, staff FROM victim_wish")
    assert (row["wish"], row["answer"], row["staff"]) == ("damages", "yes", staff.id)


async def test_all_her_answers_go_along_when_two_on_file_are_one_person():
    await happen(report(victim(), victim("slo-2")))
    await wish(decision=NO)
    await happen(
        event(
            "nl.slachtofferhulp.slachtoffer-samengevoegd",
            "slo-2",
            "2026-11-24T09:00",
            slachtofferId="slo-2",
            vervallen="slo-1",
        ),
        second_report(beslissing=True),
    )
    assert await stands("decision") is False
    exported = await export_victim(reference="slo-2", by="test", now=NOW)
    assert [it["answer"] for it in exported["victim_wish"]] == ["no"]


async def test_nothing_of_another_victim_changes_with_her_wish():
    await happen(report(victim(), victim("slo-2")), case(), decision())
    await wish(decision=NO)
    other = await fetch_row("SELECT wishes FROM victim WHERE reference = 'slo-2'")
    assert '"decision": true' in other["wishes"]
    assert await Fact.count() == 1
    assert {it["closed_as"] for it in await calls("sepot")} == {"cancelled", None}


async def test_who_stands_in_for_her_is_named_in_the_trail():
    await happen(report())
    victim_id = await anna()
    await keep_wishes(
        victim_id=victim_id,
        chosen={Wish.HEARING: YES},
        seen={Wish.HEARING: None},
        by=ByWhom(actor_kind="representative", actor="her-mother", role="parent"),
        now=NOW,
    )
    [row] = await fetch_rows("SELECT * FROM audit_event WHERE action = 'change_wishes'")
    assert (row["actor_kind"], row["actor"], row["role"]) == (
        "representative",
        "her-mother",
        "parent",
    )
    assert row["victim"] == victim_id
