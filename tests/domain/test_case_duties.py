"""Contracts section 6: intended decisions, releases, judgments, and what goes along."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from portal.domain.calendar import end_of_day
from portal.domain.call_kinds import Priority
from portal.domain.case_duties import wanted_news
from portal.domain.first_contact import FirstContact, first_contact_owed
from portal.domain.news import FallenBecause, Listener
from portal.domain.news_letters import message_about, messages_owed
from portal.domain.notifications import MessageName
from portal.domain.phases import HistoryEntry
from portal.domain.victims import Communication, Wish

ANNA, BERTA = UUID(int=1), UUID(int=2)
INCIDENT = UUID(int=3)
DECISION = UUID(int=4)
AT = datetime(2026, 11, 20, 13, tzinfo=UTC)


def hears(**given):
    facts = {
        "victim_id": ANNA,
        "facts": frozenset({"f1"}),
        "is_deceased": False,
        "at_risk": False,
        "has_right_to_speak": False,
        "communication": Communication.CALL,
        "wishes": {Wish.INFORMATION: True},
    }
    return Listener(**(facts | given))


def entry(code, arrival=1, *, days=0, victim_id=None, decision_id=None, **detail):
    return HistoryEntry(
        id=uuid4(),
        at=AT + timedelta(days=days),
        arrival=arrival,
        code=code,
        detail=detail,
        victim_id=victim_id,
        decision_id=decision_id,
    )


def meant(arrival=1, **given):
    return entry("intended_decision", arrival, decides_by="2026-12-04", **given)


def custody(change, arrival=1, **given):
    effective_at = "2026-11-23T09:00:00+00:00"
    return entry(
        "custody_changed", arrival, change=change, effective_at=effective_at, **given
    )


def judged(arrival=1, facts=None, **given):
    return entry(
        "judgment",
        arrival,
        judged_on="2026-11-20",
        outcome="conviction",
        facts=facts,
        **given,
    )


def decided(kind, facts=None, arrival=1, **given):
    return entry(
        "decision",
        arrival,
        kind=kind,
        facts=facts,
        decided_on="2026-11-20",
        decision_id=DECISION,
        **given,
    )


def kinds(*history, standing=(DECISION,), **given):
    wanted = wanted_news(history, hears(**given), standing=standing)
    return [it.kind.value for it in wanted.news]


@pytest.mark.parametrize("given", [{"at_risk": True}, {"has_right_to_speak": True}])
def test_who_is_at_risk_or_may_speak_is_heard_before_a_decision(given):
    assert kinds(meant(), **given) == ["consultation"]
    assert kinds(meant()) == []


def test_she_is_heard_before_the_day_of_the_decision_is_over():
    [news] = wanted_news([meant()], hears(at_risk=True), standing=()).news

    assert news.due_at == end_of_day(date(2026, 12, 4))


def test_once_it_is_decided_nobody_is_heard_before_it():
    later = decided("sepot", arrival=2, days=1)
    wanted = wanted_news([meant(), later], hears(at_risk=True), standing=())

    assert wanted.news == []
    assert wanted.fallen[1] is FallenBecause.DECIDED
    earlier = decided("sepot", arrival=2, days=-1)
    assert kinds(meant(), earlier, at_risk=True) == ["consultation"]


def test_only_the_newest_intention_is_asked_about():
    wanted = wanted_news([meant(), meant(2)], hears(at_risk=True), standing=())

    assert [it.arrival for it in wanted.news] == [2]
    assert wanted.fallen[1] is FallenBecause.REPLACED


@pytest.mark.parametrize("change", ["suspended", "lifted", "leave", "release"])
def test_who_is_at_risk_or_wishes_it_is_told_of_every_release(change):
    assert kinds(custody(change), at_risk=True) == ["release"]
    assert kinds(custody(change), wishes={Wish.CUSTODY: True}) == ["release"]
    assert kinds(custody(change)) == []
    assert kinds(custody(change), at_risk=True, wishes={Wish.CUSTODY: False}) == []


def test_a_release_is_urgent_and_due_before_it():
    [news] = wanted_news([custody("release")], hears(at_risk=True), standing=()).news

    assert news.priority is Priority.URGENT
    assert news.due_at == datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC)


def test_who_prefers_writing_is_called_about_a_release_all_the_same():
    in_writing = Communication.IN_WRITING

    assert kinds(custody("release"), at_risk=True, communication=in_writing)


def test_who_is_held_again_is_not_told_of_as_released():
    story = [custody("suspended"), custody("resumed", 2, days=1)]
    wanted = wanted_news(story, hears(at_risk=True), standing=())

    assert wanted.news == []
    assert wanted.fallen[1] is FallenBecause.RESUMED
    again = custody("release", 3, days=2)
    assert kinds(*story, again, at_risk=True) == ["release"]


def test_a_release_on_another_day_takes_the_place_of_the_first_and_leave_does_not():
    story = [custody("leave"), custody("release", 2), custody("release", 3, days=1)]
    wanted = wanted_news(story, hears(at_risk=True), standing=())

    assert sorted(it.arrival for it in wanted.news) == [1, 3]
    assert wanted.fallen[2] is FallenBecause.REPLACED


def test_a_judgment_is_told_to_the_victims_of_what_was_judged():
    assert kinds(judged()) == ["judgment"]
    assert kinds(judged(facts=["f1"])) == ["judgment"]
    assert kinds(judged(facts=["f2"])) == []
    assert kinds(judged(), wishes={Wish.JUDGMENT: False}) == []
    assert kinds(judged(), is_deceased=True) == []


def test_who_prefers_writing_reads_the_judgment_and_her_own_claim_alone():
    reader = hears(communication=Communication.IN_WRITING)
    claims = [
        entry("judgment_victim", victim_id=BERTA, claim="awarded", amount_cents=999900),
        entry("judgment_victim", victim_id=ANNA, claim="rejected", amount_cents=None),
    ]
    [message] = messages_owed([judged(), *claims], reader, now=AT)

    assert message.name is MessageName.JUDGMENT_NOTICE
    assert (message.context["claim"], message.context["amount"]) == ("rejected", "")


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        ("halt", "halt"),
        ("mediation", "mediation"),
        ("dagvaarden", "term_consultation"),
    ],
)
def test_some_decisions_have_another_call_beside_them(decision, kind):
    assert kinds(decided(decision)) == [kind]
    assert kinds(decided(decision, facts=["f2"])) == []
    assert kinds(decided(decision), wishes={Wish.DECISION: False}) == []
    fell = wanted_news([decided(decision)], hears(), standing=())
    assert fell.fallen[1] is FallenBecause.REVISED


@pytest.mark.parametrize("decision", ["sepot", "strafbeschikking", "transactie"])
def test_other_decisions_have_none(decision):
    assert kinds(decided(decision)) == []


def test_who_wants_no_mediation_is_not_called_about_it():
    assert kinds(decided("mediation"), wishes={Wish.MEDIATION: False}) == []


def test_the_call_beside_a_decision_has_its_norm_for_who_is_at_risk():
    [news] = wanted_news(
        [decided("halt")], hears(at_risk=True), standing={DECISION}
    ).news

    assert news.due_at == end_of_day(date(2026, 11, 23))


def test_only_a_person_tells_of_a_release():
    released, judgment = custody("release"), judged(2)
    history = [released, judgment]

    assert message_about(released.id, history, victim_id=ANNA) is None
    written = message_about(judgment.id, history, victim_id=ANNA)
    assert written.name is MessageName.JUDGMENT_NOTICE


def contact(**given):
    facts = {
        "task_id": uuid4(),
        "incident_id": INCIDENT,
        "opened_at": AT,
        "is_open": True,
        "was_cancelled": False,
    }
    return FirstContact(**(facts | given))


def first_contact(*on_file, history=None, is_deceased=False):
    return first_contact_owed(
        [entry("case_received")] if history is None else history,
        on_file,
        incident_id=INCIDENT,
        is_deceased=is_deceased,
    )


def test_support_is_offered_once_for_each_victim_and_incident():
    assert first_contact().opens_at == AT
    assert first_contact(contact()).opens_at is None
    assert first_contact(contact(is_open=False)).opens_at is None
    elsewhere = contact(incident_id=uuid4())
    assert first_contact(elsewhere).opens_at == AT
    assert first_contact(history=[]).opens_at is None


def test_an_earlier_case_that_comes_in_late_makes_it_due_sooner():
    earlier = [entry("case_received", days=-3)]

    assert first_contact(contact(), history=earlier).opens_at == AT - timedelta(days=3)


def test_nobody_calls_to_support_who_died():
    open_one = contact()
    owed = first_contact(open_one, is_deceased=True)

    assert owed.opens_at is None
    assert owed.stops == (open_one.task_id,)
    assert owed.reason is FallenBecause.DECEASED


def test_of_two_people_who_were_one_nobody_is_called_first_again():
    open_one = contact()
    owed = first_contact(open_one, contact(is_open=False))

    assert owed.stops == (open_one.task_id,)
    assert owed.reason is FallenBecause.MERGED
