"""A victim says what she means to do about a complaint, and may say otherwise later."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.callbacks import (
    UnableToAskCallbackError,
    ask_callback,
    ask_safe_way,
    fetch_callback_choices,
)
from portal.actions.complaints import refresh_complaint
from portal.actions.gate import UnableToFindDecisionError
from portal.actions.shn_calls import give_call_to_shn
from portal.db.complaint_choices import (
    fetch_choices_for_victim,
    insert_choice_for_victim,
)
from portal.db.complaints import take_complaint
from portal.db.engine import transaction
from portal.db.overview import fetch_incident_with_decision_for_victim
from portal.domain.calendar import local_date
from portal.domain.complaint_choices import (
    ChoiceMade,
    ComplaintChoice,
    is_possible_day_of_sending,
    may_complain,
    newest_choice,
    next_number,
)
from portal.domain.errors import UnableToError
from portal.domain.overview import (
    CaseSeen,
    DecisionSeen,
    IncidentSeen,
    WaitingNews,
    find_decision,
)
from portal.domain.staff import Organisation


class UnableToChooseError(UnableToError):
    """There is nothing to choose: not read yet, over, or with the court already."""

    is_conflict = True


class UnableToKeepChoiceError(UnableToError):
    """It says nothing, or a day on which no complaint can have been sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    incident: IncidentSeen
    case: CaseSeen
    decision: DecisionSeen


async def choose_about_complaint(
    *,
    victim_id: UUID,
    decision_id: UUID,
    choice: ComplaintChoice | None,
    sent_on: date | None,
    now: datetime,
    is_hers: bool = True,
) -> None:
    """Add what she chose, once also after a second click, and follow it.

    Sent and not wanted stop the reminders; the others leave them as she wished.
    """
    async with transaction():
        about = await _find(victim_id, decision_id, now=now)
        if choice is None:
            raise UnableToKeepChoiceError("Kies wat u wilt doen.")
        day = _day_of_sending(choice, sent_on, about.decision, local_date(now))
        if choice is ComplaintChoice.ASKS_CALL:
            await _have_shn_call(victim_id, about.incident, now=now)
        await take_complaint(victim_id=victim_id, case_id=about.case.id)
        made = await fetch_choices_for_victim(victim_id=victim_id)
        before = made.get(decision_id, ())
        newest = newest_choice(before)
        if newest and (newest.choice, newest.sent_on) == (choice, day):
            return
        is_kept = await insert_choice_for_victim(
            victim_id=victim_id,
            decision_id=decision_id,
            made=ChoiceMade(
                choice=choice,
                sent_on=day,
                said_at=now,
                number=next_number(before),
                is_hers=is_hers,
            ),
        )
        if not is_kept:
            raise UnableToChooseError(
                "Deze keuze is net veranderd, misschien in een ander venster.",
                hint="Kijk wat er nu staat, en kies dan nog een keer.",
            )
        await refresh_complaint(victim_id=victim_id, case_id=about.case.id, now=now)


async def _find(victim_id: UUID, decision_id: UUID, *, now: datetime) -> _About:
    incident = await fetch_incident_with_decision_for_victim(
        victim_id=victim_id, decision_id=decision_id, now=now
    )
    found = find_decision(incident.cases, decision_id) if incident else None
    if incident is None or found is None:
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    case, decision = found
    if isinstance(decision, WaitingNews):
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    if case.complaint and case.complaint.is_received_since(decision.decided_on):
        raise UnableToChooseError(
            "Het gerechtshof heeft uw klacht al.", hint="U hoeft niets te doen."
        )
    if not may_complain(decision):
        raise UnableToChooseError(
            "Deze beslissing geldt niet meer.", hint="U hoeft niets te doen."
        )
    if decision.is_unread:
        raise UnableToChooseError(
            "U heeft het nieuws nog niet gelezen.",
            hint="Lees het eerst. Daarna kunt u kiezen wat u doet.",
        )
    return _About(incident=incident, case=case, decision=decision)


def _day_of_sending(
    choice: ComplaintChoice, sent_on: date | None, decision: DecisionSeen, today: date
) -> date | None:
    if choice is not ComplaintChoice.SENT:
        return None
    if sent_on is None:
        raise UnableToKeepChoiceError(
            "Vul de dag in waarop u de klacht heeft gestuurd."
        )
    if not is_possible_day_of_sending(
        sent_on, decided_on=decision.decided_on, today=today
    ):
        raise UnableToKeepChoiceError(
            "Kies een dag na de beslissing. Kies geen dag die nog moet komen."
        )
    return sent_on


async def _have_shn_call(
    victim_id: UUID, incident: IncidentSeen, *, now: datetime
) -> None:
    """Have SHN call at the first moment that it can; her own appointments stay.

    At most one call that she asked for is open. Where the OM has it, SHN gets it as
    work: the OM must not see by a call that moved what she thinks about.
    """
    asked = incident.callback
    if asked is not None and asked.organisation == Organisation.SHN:
        return
    if asked is not None:
        await give_call_to_shn(victim_id=victim_id, incident_id=incident.id, now=now)
        return
    choices = await fetch_callback_choices(
        victim_id=victim_id, incident_id=incident.id, now=now
    )
    if choices.number is None:
        await ask_safe_way(victim_id=victim_id, incident_id=incident.id, now=now)
        return
    for day in choices.days:
        for part in day.parts:
            try:
                await ask_callback(
                    victim_id=victim_id,
                    incident_id=incident.id,
                    organisation=Organisation.SHN,
                    day=day.day,
                    day_part=part,
                    topic="",  # who looks on must not read why
                    now=now,
                )
            except UnableToAskCallbackError:
                continue
            return
    await give_call_to_shn(victim_id=victim_id, incident_id=incident.id, now=now)
