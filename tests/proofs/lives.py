"""A small chain that lives: everything that can happen to a call, in random order."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from portal.actions.call_corrections import correct_attempt
from portal.actions.call_moves import MoveOrder, move_calls
from portal.actions.call_outcomes import record_attempt
from portal.actions.callbacks import ask_callback, withdraw_callback
from portal.actions.calls import take_next_call
from portal.actions.gate import cancel_call_after_reading, read_decision
from portal.actions.incoming_contacts import begin_contact
from portal.db.engine import execute, fetch_rows
from portal.domain.attempts import AttemptReport, IdentityCheck
from portal.domain.calendar import local_date
from portal.domain.checklist import ChecklistItem
from portal.domain.errors import UnableToError
from portal.domain.incoming_contacts import Manner
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation, Role, Worker
from portal.domain.supervision import MoveAction, Watch
from portal.domain.victims import DayPart
from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets
from tests.builders import NOW, make_staff, worker
from tests.outbox import Postbox
from tests.proofs.life_events import LifeEvents
from tests.proofs.life_rules import check_taking, check_world

TRIED_IN_VAIN = (Outcome.NO_ANSWER, Outcome.VOICEMAIL)


@dataclass(slots=True, kw_only=True)
class Life:
    """One run: its chance, its clock, who works, and what was done how often."""

    random: Random
    now: datetime = NOW
    events: LifeEvents = field(init=False)
    callers: list[Worker] = field(default_factory=list)
    supervisors: list[Worker] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    outlets: Outlets = field(default_factory=lambda: Outlets(email=Postbox()))

    def __post_init__(self) -> None:
        self.events = LifeEvents(random=self.random)

    async def begin(self) -> None:
        for organisation, role in (
            (Organisation.OM, Role.CALLER),
            (Organisation.OM, Role.CALLER),
            (Organisation.SHN, Role.SHN_WORKER),
            (Organisation.HALT, Role.HALT_WORKER),
        ):
            staff = await make_staff(
                organisation=organisation, role=role, is_experienced=True
            )
            self.callers.append(worker(staff))
        for organisation in Organisation:
            staff = await make_staff(organisation=organisation, role=Role.SUPERVISOR)
            self.supervisors.append(worker(staff))
        for event in self.events.beginning():
            await self.events.send(event, now=self.now)

    async def step(self) -> None:
        steps: tuple[tuple[int, Callable[[], Awaitable[None]]], ...] = (
            (8, self._something_happens),
            (12, self._somebody_calls),
            (3, self._time_passes),
            (2, self._jobs_run),
            (1, self._outcome_is_taken_back),
            (1, self._supervisor_acts),
            (1, self._she_reads),
            (1, self._she_asks_for_a_call),
            (1, self._she_comes_to_us),
        )
        [act] = self.random.choices(
            [act for _, act in steps], weights=[weight for weight, _ in steps]
        )
        try:
            await act()
            self.done[act.__name__.strip("_")] += 1
        except UnableToError:
            self.done["refused with a message"] += 1
        await check_world(now=self.now)

    async def _something_happens(self) -> None:
        self.done[await self.events.happen(now=self.now)] += 1

    async def _time_passes(self) -> None:
        minutes = self.random.choice((5, 16, 45, 200, 500, 1440, 3000))
        self.now += timedelta(minutes=minutes)

    async def _jobs_run(self) -> None:
        await run_due_jobs(now=self.now, outlets=self.outlets)

    async def _somebody_calls(self) -> None:
        caller = self.random.choice(self.callers)
        lease = await take_next_call(worker=caller, now=self.now)
        if lease is None:
            return
        await check_taking(
            task_id=lease.task_id, staff_id=caller.staff_id, now=self.now
        )
        if self.random.random() < 0.1:
            self.now += timedelta(minutes=self.random.choice((1, 40)))
            return  # the screen stays open, or the browser dies
        outcome = self.random.choice(list(Outcome))
        await self._record(caller, lease.task_id, lease.token, outcome)

    async def _record(
        self, caller: Worker, task_id: UUID, token: UUID, outcome: Outcome
    ) -> None:
        self.now += timedelta(minutes=self.random.randint(1, 9))
        report = AttemptReport(
            submission=uuid4(),
            outcome=outcome,
            identified_by=IdentityCheck.TWO_FACTS,
            told=await self._what_is_told(task_id),
            ticked=frozenset(ChecklistItem),
            agreed_at=self._agreed(outcome),
            confirms_moment=True,
            note="Gesproken.",
            wants_reminders=self.random.choice((True, False, None)),
            her_view="Zij wil dat het doorgaat.",
        )
        for _ in range(self.random.choice((1, 1, 2))):  # a second click now and then
            await record_attempt(
                task_id=task_id, token=token, worker=caller, report=report, now=self.now
            )
        self.done[f"outcome {outcome}"] += 1

    async def _what_is_told(self, task_id: UUID) -> frozenset[UUID]:
        rows = await fetch_rows(
            "SELECT decision AS id FROM call_task_decision WHERE task = {}"
            " AND told_at IS NULL AND removed_at IS NULL"
            " UNION SELECT happening FROM call_task_happening WHERE task = {}"
            " AND told_at IS NULL AND removed_at IS NULL",
            *(task_id, task_id),
        )
        ids = sorted((row["id"] for row in rows), key=str)
        if self.random.random() < 0.2:
            ids = ids[:-1]
        return frozenset(ids)

    def _agreed(self, outcome: Outcome) -> datetime | None:
        if outcome is not Outcome.CALLBACK_AGREED:
            return None
        return self.now + timedelta(hours=self.random.choice((1, 5, 26, 70)))

    async def _outcome_is_taken_back(self) -> None:
        rows = await fetch_rows(
            "SELECT id, organisation FROM call_attempt WHERE corrected_at IS NULL"
            " AND corrects IS NULL ORDER BY at DESC, id LIMIT 1"
        )
        for row in rows:
            [by] = [
                it for it in self.supervisors if it.organisation == row["organisation"]
            ]
            await correct_attempt(
                attempt_id=row["id"], worker=by, reason="Vergist.", now=self.now
            )

    async def _supervisor_acts(self) -> None:
        order = MoveOrder(
            batch=uuid4(),
            action=self.random.choice(
                (MoveAction.FREE, MoveAction.RAISE, MoveAction.LOWER)
            ),
            reason="Het is druk vandaag.",
            picks=(),
            watch=self.random.choice(list(Watch)),
        )
        by = self.random.choice(self.supervisors)
        await move_calls(order=order, worker=by, now=self.now)

    async def _she_reads(self) -> None:
        rows = await fetch_rows(
            "SELECT v.id AS victim, d.id AS decision FROM decision d"
            ' JOIN fact f ON f."case" = d."case" JOIN fact_victim fv ON fv.fact = f.id'
            " JOIN victim v ON v.id = fv.victim WHERE d.state = 'stands'"
            " AND NOT v.is_deceased"
            " ORDER BY d.decided_at, d.arrival, v.reference"
        )
        if rows:
            hers = self.random.choice(rows)
            names = {"victim_id": hers["victim"], "decision_id": hers["decision"]}
            await read_decision(**names, now=self.now)
            if self.random.random() < 0.5:
                await cancel_call_after_reading(**names, now=self.now)

    async def _she_asks_for_a_call(self) -> None:
        hers = await self._someone()
        asked = await ask_callback(
            victim_id=hers["victim"],
            incident_id=hers["incident"],
            organisation=self.random.choice((Organisation.OM, Organisation.SHN)),
            day=local_date(self.now + timedelta(days=self.random.randint(0, 4))),
            day_part=self.random.choice(list(DayPart)),
            topic="Hoe gaat het verder?",
            now=self.now,
        )
        if self.random.random() < 0.2:
            await withdraw_callback(
                victim_id=hers["victim"], task_id=asked.task_id, now=self.now
            )

    async def _she_comes_to_us(self) -> None:
        hers, caller = await self._someone(), self.random.choice(self.callers)
        lease = await begin_contact(
            incident_id=hers["incident"],
            victim_id=hers["victim"],
            manner=Manner.INCOMING_CALL,
            worker=caller,
            now=self.now,
        )
        if lease is not None:
            await self._record(caller, lease.task_id, lease.token, Outcome.SPOKEN)

    async def _someone(self) -> dict[str, Any]:
        rows = await fetch_rows(
            "SELECT victim, incident FROM involvement"
            " JOIN victim ON victim.id = involvement.victim"
            " WHERE victim.merged_into IS NULL AND NOT victim.is_deceased"
            " ORDER BY victim.reference"
        )
        if not rows:
            raise UnableToError("Niemand leeft meer.")
        return self.random.choice(rows)

    async def end(self, *, days: int) -> None:
        """Nothing happens any more, and everybody calls whom they may call."""
        await execute(
            "UPDATE call_task SET lease_token = NULL, lease_staff = NULL,"
            " lease_until = NULL"
        )
        last = self.now + timedelta(days=days)
        while self.now < last:
            await self._jobs_run()
            for caller in self.callers:
                await self._call_until_none(caller)
            if not await fetch_rows(
                "SELECT id FROM call_task WHERE closed_as IS NULL"
                " AND waits_for IS NULL LIMIT 1"
            ):
                break
            self.now += timedelta(hours=5)
        await self._jobs_run()

    async def _call_until_none(self, caller: Worker) -> None:
        while lease := await take_next_call(worker=caller, now=self.now):
            await check_taking(
                task_id=lease.task_id, staff_id=caller.staff_id, now=self.now
            )
            outcome = self.random.choice((Outcome.SPOKEN, *TRIED_IN_VAIN))
            await self._record(caller, lease.task_id, lease.token, outcome)
