"""What is known at the moment of an attempt: the rules of the ladder look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import hours_of
from portal.actions.messages import safe_channels_now
from portal.actions.rules_in_force import RulesInForce, rules_in_force
from portal.db.call_attempts import Attempt, fetch_standing_attempts
from portal.db.call_content import Offence, fetch_offence
from portal.db.call_news import fetch_news_to_tell
from portal.db.calls import CallTask, TaskDecision, fetch_task_decisions
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.call_checklists import OFFERS_TALK, Around, required_of, wishes_of
from portal.domain.call_dues import hastened
from portal.domain.call_kinds import Priority
from portal.domain.call_ladder import PastAttempt, Situation
from portal.domain.call_news import NewsToTell
from portal.domain.cases import OffenceCategory
from portal.domain.checklist import ChecklistItem
from portal.domain.contacts import VictimContact
from portal.domain.next_steps import NextStep, StepKind
from portal.domain.opening_hours import OpeningHours
from portal.domain.representation import Callee, callees
from portal.domain.safe_contact import Channel, ContactNumber
from portal.domain.staff import Organisation
from portal.domain.time_zones import zone_for
from portal.domain.victims import DayPart

NOTHING = Offence(
    category=OffenceCategory.OTHER, articles=frozenset(), has_right_to_speak=False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState:
    """One task with the person, the people to call for her, and what went before."""

    task: CallTask
    contact: VictimContact
    people: tuple[Callee, ...]
    decisions: tuple[TaskDecision, ...]
    news: tuple[NewsToTell, ...]
    earlier: tuple[Attempt, ...]
    required: tuple[ChecklistItem, ...]
    ways_to_write: tuple[Channel, ...]
    hours: OpeningHours
    rules: RulesInForce
    at_risk: bool  # now: she may have become so since the call was opened
    at: datetime

    @property
    def numbers(self) -> tuple[ContactNumber, ...]:
        """Every number that may be dialled, in the order to try."""
        found = {each.id: each for callee in self.people for each in callee.numbers}
        return tuple(found.values())

    @property
    def untold(self) -> tuple[UUID, ...]:
        """What keeps the call open: decisions and other news, each by its own id."""
        decisions = (it.decision_id for it in self.decisions if it.told_at is None)
        return (*decisions, *(it.id for it in self.news if not it.is_told))

    @property
    def still_required(self) -> tuple[ChecklistItem, ...]:
        """What was ticked in an earlier conversation of this task counts."""
        said = {item for attempt in self.earlier for item in attempt.ticked}
        return tuple(item for item in self.required if item not in said)

    @property
    def wishes(self) -> tuple[ChecklistItem, ...]:
        """What she may say that she wants, ticked where she does."""
        return wishes_of(self.task.kind)

    @property
    def step_as_it_was(self) -> NextStep:
        """Give the step that changes nothing about when and by whom she is called."""
        task = self.task
        is_waiting = task.waits_for is not None
        return NextStep(
            kind=StepKind.AS_IT_WAS,
            not_before=None if is_waiting else task.earliest_at,
            ends_at=None if is_waiting else task.agreed_until,
            is_agreed=task.is_agreed and not is_waiting,
            waits_for=task.waits_for,
        )

    def dialled(self, phone_id: UUID | None) -> ContactNumber | None:
        """Give the number that was dialled; unless said otherwise the first.

        None where that one may not be dialled any more: it was no other number.
        """
        if phone_id is None:
            return next(iter(self.numbers), None)
        return next((it for it in self.numbers if it.id == phone_id), None)

    def _day_parts(self, reached: Callee | None) -> frozenset[DayPart]:
        """What is urgent is told at any hour at which she is awake."""
        is_urgent = self.task.priority == Priority.URGENT
        return frozenset() if is_urgent or reached is None else reached.day_parts

    @property
    def reached(self) -> Callee | None:
        """Give whom this call is made to: the first of whom we have a number."""
        return next((callee for callee in self.people if callee.numbers), None)

    @property
    def days(self) -> frozenset[int]:
        """The weekdays on which she wants to be called; empty is any."""
        is_urgent = self.task.priority == Priority.URGENT
        reached = self.reached
        return frozenset() if is_urgent or reached is None else reached.days

    def situation(self, phone_id: UUID | None) -> Situation:
        dialled, reached = self.dialled(phone_id), self.reached
        line = self.contact.lines.get(dialled.id) if dialled else None
        return Situation(
            at=self.at,
            earlier=tuple(
                PastAttempt(at=attempt.at, outcome=attempt.outcome)
                for attempt in self.earlier
            ),
            hours=self.hours.only_on(self.days),
            day_parts=self._day_parts(reached),
            zone=zone_for(
                phone_country=line.region if line else None,
                address_country=self.contact.country,
                chosen=reached.zone if reached else "",
            ),
            other_numbers=tuple(
                number.id for number in self.numbers if number != dialled
            ),
            can_write=bool(self.ways_to_write),
            rule=hastened(self.rules.rule, self.task.priority),
            due_at=self.task.due_at,
        )


async def read_call_state(task: CallTask, *, now: datetime) -> CallState:
    contact = await fetch_contact(victim_id=task.victim_id)
    if contact is None:
        raise LookupError(f"The victim of call {task.id} is not on file.")
    at_risk = task.is_at_risk or await fetch_is_at_risk(
        victim_id=task.victim_id, today=local_date(now)
    )
    decisions = await fetch_task_decisions(task_id=task.id)
    news = await fetch_news_to_tell(task_id=task.id)
    people = callees(contact.reachable, at_risk=at_risk, now=now)
    return CallState(
        task=task,
        contact=contact,
        people=people,
        decisions=tuple(decisions),
        news=tuple(news),
        earlier=tuple(await fetch_standing_attempts(task_id=task.id)),
        required=await _required(
            task, people, decisions, news, speaks_plainly=contact.plain_language
        ),
        ways_to_write=await safe_channels_now(contact, now=now),
        hours=await hours_of(
            organisation=task.organisation,
            location=task.location,
            priority=task.priority,
        ),
        rules=await rules_in_force(
            organisation=task.organisation, kind=task.kind, at=now
        ),
        at_risk=at_risk,
        at=now,
    )


async def _required(
    task: CallTask,
    people: Sequence[Callee],
    decisions: Sequence[TaskDecision],
    news: Sequence[NewsToTell],
    *,
    speaks_plainly: bool,
) -> tuple[ChecklistItem, ...]:
    """How to complain is not explained to who did, nor by Halt."""
    offence = await _offence(task)
    has_complained = bool(decisions) and all(it.is_at_court for it in decisions)
    return required_of(
        task.kind,
        Around(
            offence_category=offence.category,
            articles=offence.articles,
            may_speak=offence.has_right_to_speak or any(it.may_speak for it in news),
            has_claim=any(it.claim for it in news),
            has_hearing=any(it.has_hearing for it in news),
            hears_young_person=any(callee.is_heard_too for callee in people),
            explains_complaint=not has_complained
            and task.organisation is not Organisation.HALT,
            speaks_plainly=speaks_plainly,
        ),
    )


async def _offence(task: CallTask) -> Offence:
    """Ask only for a call in which it decides what must be offered."""
    return await fetch_offence(task_id=task.id) if task.kind in OFFERS_TALK else NOTHING
