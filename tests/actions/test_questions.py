"""Questions in writing: asked once, answered by one, seen by whom they are for."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.question_answers import (
    UnableToAnswerQuestionError,
    alert_about_late_questions,
    answer_question,
    let_go,
    list_questions,
    move_question,
    read_question,
    take_to_answer,
)
from portal.actions.questions import (
    TypedQuestion,
    UnableToAskQuestionError,
    UnableToFindQuestionError,
    UnableToWithdrawQuestionError,
    ask_further,
    ask_question,
    list_organisations,
    read_conversation,
    withdraw_question,
)
from portal.db.cases import fetch_incident_id
from portal.db.engine import execute, fetch_rows
from portal.db.personal_data import fetch_personal_data
from portal.db.victims import fetch_victim_id
from portal.domain.staff import Organisation
from tests.builders import make_staff, worker
from tests.chain import NOW, REPORT, case, decision, happen, report, revised, victim
from tests.outbox import Postbox, deliver, outbox

TEXT = "Wanneer hoor ik iets?\r\nMijn buurman zegt <b>nooit</b>."


async def anna(*more):
    await happen(report(victim("slo-1"), victim("slo-2")), case(), *more)
    return {"victim_id": await fetch_victim_id(reference="slo-1")}


async def typed(**given):
    known = {
        "submission": uuid4(),
        "incident_id": await fetch_incident_id(pv_number=REPORT),
        "organisation": "om",
        "about": "case",
        "text": TEXT,
    }
    return TypedQuestion(**(known | given))


async def ask(hers, now=NOW, **given):
    return await ask_question(await typed(**given), **hers, now=now)


async def a_caller(**given):
    return worker(await make_staff(**given))


SHN = {"organisation": "shn", "role": "shn_worker"}


async def answer(question_id, who, now=NOW, **given):
    known = {"submission": uuid4(), "text": "Over twee weken.", "seen": 1}
    await answer_question(
        question_id=question_id, worker=who, now=now, **(known | given)
    )


async def listed(who):
    found = await list_questions(worker=who, page=1, now=NOW)
    return [row.question.id for row in found.rows]


async def test_she_asks_and_reads_the_answer(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    assert await listed(caller) == [question_id]
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    await answer(question_id, caller)
    talk = await read_conversation(
        **hers, question_id=question_id, is_hers=True, now=NOW
    )

    assert [step.text for step in talk.steps] == [
        "Wanneer hoor ik iets?\nMijn buurman zegt <b>nooit</b>.",
        "Over twee weken.",
    ]
    assert talk.question.state == "answered"
    assert await listed(caller) == []


async def test_nothing_of_it_is_readable_in_the_database_or_the_mail(database):
    hers, caller, box = await anna(), await a_caller(), Postbox()
    question_id = await ask(hers)
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    await answer(question_id, caller)
    await deliver(email=box)
    rows = await fetch_rows("SELECT * FROM question_step")
    kept = str(rows) + str(await fetch_rows("SELECT * FROM question"))
    sent = str(box.sent) + str(await outbox())

    assert len(box.sent) == 1
    for word in ("buurman", "twee weken"):
        assert word not in kept
        assert word not in sent
    exported = str(await fetch_personal_data(victim_id=hers["victim_id"]))
    assert "buurman" in exported


async def test_the_norm_is_two_working_days(database):
    hers = await anna()
    await ask(hers)
    (row,) = await fetch_rows("SELECT due_at FROM question")

    assert row["due_at"].isoformat() == "2026-11-25T22:59:59+00:00"


async def test_the_same_form_twice_is_one_question(database):
    hers = await anna()
    form = await typed()
    ids = await asyncio.gather(*(ask_question(form, **hers, now=NOW) for _ in range(3)))
    assert len(set(ids)) == 1
    assert len(await fetch_rows("SELECT id FROM question_step")) == 1


async def test_anothers_form_number_gives_nothing_of_hers(database):
    hers = await anna()
    other = {"victim_id": await fetch_victim_id(reference="slo-2")}
    form = await typed()
    first = await ask_question(form, **hers, now=NOW)
    second = await ask_question(form, **other, now=NOW)

    assert first != second
    with pytest.raises(UnableToFindQuestionError):
        await read_conversation(**other, question_id=first, is_hers=True, now=NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "  \n "}, "text"),
        ({"text": "a" * 2001}, "text"),
        ({"text": "\u202e\u200b"}, "text"),
        ({"about": ""}, "about"),
        ({"organisation": "politie"}, "organisation"),
        ({"organisation": "halt"}, "organisation"),
        ({"organisation": "om", "about": "complaint"}, "organisation"),
    ],
)
async def test_what_cannot_be_asked_is_said_by_field(database, given, field):
    hers = await anna()
    with pytest.raises(UnableToAskQuestionError) as caught:
        await ask(hers, **given)

    assert list(caught.value.problems) == [field]
    assert await fetch_rows("SELECT id FROM question") == []


async def test_two_thousand_characters_fit(database):
    hers = await anna()
    question_id = await ask(hers, text="é" * 2000)
    talk = await read_conversation(
        **hers, question_id=question_id, is_hers=True, now=NOW
    )

    assert talk.steps[0].text == "é" * 2000


async def test_halt_can_be_asked_once_she_knows_of_it(database):
    hers = await anna(decision(beslissing="halt", sepotcodes=[]))
    incident_id = await fetch_incident_id(pv_number=REPORT)
    may_ask = await list_organisations(**hers, incident_id=incident_id, now=NOW)
    assert Organisation.HALT not in may_ask
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    may_ask = await list_organisations(**hers, incident_id=incident_id, now=NOW)
    assert Organisation.HALT in may_ask


@pytest.mark.parametrize("then", [None, "told", "revised"])
async def test_a_question_goes_to_halt_only_while_she_may_know_of_it(database, then):
    hers = await anna(decision(beslissing="halt", sepotcodes=[]))
    helper = await a_caller(**SHN)
    question_id = await ask(hers, organisation="shn")
    await take_to_answer(question_id=question_id, worker=helper, now=NOW)
    if then:
        await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    if then == "revised":
        await happen(revised())
    which = {"question_id": question_id, "worker": helper, "now": NOW}
    found = await read_question(**which)
    assert (Organisation.HALT in found.may_go_to) == (then == "told")
    if then != "told":
        with pytest.raises(UnableToAnswerQuestionError, match="die organisatie"):
            await move_question(**which, to=Organisation.HALT, has_no_complaint=True)


async def test_five_questions_wait_at_most(database):
    hers = await anna()
    for _ in range(5):
        await ask(hers)
    with pytest.raises(UnableToAskQuestionError):
        await ask(hers)


async def test_two_callers_at_once_one_takes_it(database):
    hers = await anna()
    question_id = await ask(hers)
    both = [await a_caller(), await a_caller()]
    answers = await asyncio.gather(
        *(take_to_answer(question_id=question_id, worker=it, now=NOW) for it in both),
        return_exceptions=True,
    )
    assert sum(isinstance(it, UnableToAnswerQuestionError) for it in answers) == 1


async def test_who_did_not_take_it_cannot_answer_it(database):
    hers = await anna()
    question_id = await ask(hers)
    one, other = await a_caller(), await a_caller()
    with pytest.raises(UnableToAnswerQuestionError):
        await answer(question_id, one)
    await take_to_answer(question_id=question_id, worker=one, now=NOW)
    with pytest.raises(UnableToAnswerQuestionError):
        await answer(question_id, other)
    later = NOW + timedelta(hours=2)
    await take_to_answer(question_id=question_id, worker=other, now=later)
    with pytest.raises(UnableToAnswerQuestionError):
        await answer(question_id, one, now=later)
    await answer(question_id, other, now=later)


async def test_an_answer_after_the_hour_still_counts(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    await answer(question_id, caller, now=NOW + timedelta(hours=3))

    (row,) = await fetch_rows("SELECT state FROM question")
    assert row["state"] == "answered"


async def test_the_same_answer_twice_is_one_answer(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    form = uuid4()
    for _ in range(2):
        await answer(question_id, caller, submission=form)

    assert len(await fetch_rows("SELECT id FROM question_step")) == 2
    assert len(await outbox()) == 1


async def test_what_she_added_meanwhile_is_read_before_the_answer_leaves(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    await ask_further(
        **hers, question_id=question_id, submission=uuid4(), text="Nog iets.", now=NOW
    )
    with pytest.raises(UnableToAnswerQuestionError):
        await answer(question_id, caller)
    await answer(question_id, caller, seen=2)


async def test_asking_on_lets_it_wait_again_with_a_day_of_its_own(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    await answer(question_id, caller)
    later = NOW + timedelta(days=3)
    form = {"submission": uuid4(), "text": "En dan?", "now": later}
    for _ in range(2):
        await ask_further(**hers, question_id=question_id, **form)
    found = await read_question(question_id=question_id, worker=caller, now=later)

    assert [step.kind for step in found.steps] == ["asked", "answered", "asked"]
    assert found.question.state == "open"
    assert found.question.waits_since == later
    assert found.question.taken_by is None


async def test_she_takes_it_back_unless_somebody_is_answering(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    with pytest.raises(UnableToWithdrawQuestionError):
        await withdraw_question(**hers, question_id=question_id, now=NOW)
    await let_go(question_id=question_id, worker=caller, now=NOW)
    for _ in range(2):
        await withdraw_question(**hers, question_id=question_id, now=NOW)
    with pytest.raises(UnableToWithdrawQuestionError):
        await ask_further(
            **hers, question_id=question_id, submission=uuid4(), text="Toch", now=NOW
        )
    assert await listed(caller) == []


async def test_shns_questions_are_not_there_for_the_om(database):
    hers, caller, helper = await anna(), await a_caller(), await a_caller(**SHN)
    question_id = await ask(hers, organisation="shn", about="complaint")

    assert await listed(caller) == []
    assert await read_question(question_id=question_id, worker=caller, now=NOW) is None
    with pytest.raises(UnableToAnswerQuestionError):
        await take_to_answer(question_id=question_id, worker=caller, now=NOW)
    assert await listed(helper) == [question_id]


async def test_a_question_about_a_complaint_never_goes_to_the_om(database):
    hers, helper = await anna(), await a_caller(**SHN)
    question_id = await ask(hers, organisation="shn", about="complaint")
    await take_to_answer(question_id=question_id, worker=helper, now=NOW)
    found = await read_question(question_id=question_id, worker=helper, now=NOW)

    assert found.may_go_to == ()
    with pytest.raises(UnableToAnswerQuestionError):
        await move_question(
            question_id=question_id,
            to=Organisation.OM,
            has_no_complaint=True,
            worker=helper,
            now=NOW,
        )


async def test_shn_looks_for_a_complaint_before_it_hands_a_question_on(database):
    hers, caller, helper = await anna(), await a_caller(), await a_caller(**SHN)
    question_id = await ask(hers, organisation="shn")
    await take_to_answer(question_id=question_id, worker=helper, now=NOW)
    move = {"question_id": question_id, "to": Organisation.OM, "worker": helper}
    with pytest.raises(UnableToAnswerQuestionError):
        await move_question(**move, has_no_complaint=False, now=NOW)
    assert await listed(caller) == []
    await move_question(**move, has_no_complaint=True, now=NOW)

    assert await listed(caller) == [question_id]
    assert await listed(helper) == []
    talk = await read_conversation(
        **hers, question_id=question_id, is_hers=True, now=NOW
    )
    assert [step.kind for step in talk.steps] == ["asked", "moved"]


async def test_callers_of_one_place_see_the_questions_of_that_place(database):
    hers = await anna()
    question_id = await ask(hers)
    here = await a_caller(location="Midden-Nederland")
    there = await a_caller(location="Amsterdam")

    assert await listed(here) == [question_id]
    assert await listed(there) == []
    assert await read_question(question_id=question_id, worker=there, now=NOW) is None


async def test_a_supervisor_hears_once_of_a_question_that_waits_too_long(database):
    hers = await anna()
    await ask(hers)
    assert await alert_about_late_questions(now=NOW + timedelta(days=2)) == 0
    late = NOW + timedelta(days=3)
    assert await alert_about_late_questions(now=late) == 1
    assert await alert_about_late_questions(now=late) == 0
    rows = await fetch_rows("SELECT kind, organisation, role FROM work_item")

    assert ("question_late", "om", "supervisor") in [
        (row["kind"], row["organisation"], row["role"]) for row in rows
    ]


async def test_an_answer_takes_the_late_question_off_the_list(database):
    hers, caller = await anna(), await a_caller()
    question_id = await ask(hers)
    late = NOW + timedelta(days=3)
    await alert_about_late_questions(now=late)
    await take_to_answer(question_id=question_id, worker=caller, now=late)
    await answer(question_id, caller, now=late)
    rows = await fetch_rows(
        "SELECT done_at FROM work_item WHERE kind = 'question_late'"
    )
    assert all(row["done_at"] for row in rows)
