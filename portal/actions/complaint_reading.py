"""What a victim reads when she thinks about a complaint, and the letter for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.gate import UnableToFindDecisionError
from portal.db.complaint_choices import (
    StandingChoice,
    fetch_choices_for_victim,
    fetch_standing_choices,
)
from portal.db.complaint_reading import (
    fetch_knowledge_for_victim,
    fetch_offences_for_victim,
)
from portal.db.overview import fetch_incident_with_decision_for_victim
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.complaint_choices import ChoiceMade, may_complain, newest_choice
from portal.domain.complaints import ComplaintTerm
from portal.domain.contacts import VictimContact
from portal.domain.courts import COURT_ADDRESSES, PARKETS, CourtAddress
from portal.domain.overview import CaseSeen, DecisionSeen, IncidentSeen, find_decision
from portal.domain.representation import RepresentativeOnFile
from portal.domain.signers import Signer, signer_for
from portal.domain.staff import Organisation, Worker
from portal.domain.term_explanations import TermExplained, explain_term
from portal.notifications.complaint_letters import (
    ComplaintLetter,
    LetterFacts,
    letter_as_data,
    write_complaint_letter,
)
from portal.notifications.letter import address_lines
from portal.notifications.pdf import set_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class HerChoices:
    """What she means to do about one decision: nobody at the OM is given this."""

    made: tuple[ChoiceMade, ...]  # the oldest first

    @property
    def newest(self) -> ChoiceMade | None:
        return newest_choice(self.made)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintPage:
    incident: IncidentSeen
    case: CaseSeen
    decision: DecisionSeen
    term: ComplaintTerm

    @property
    def court(self) -> CourtAddress | None:
        court = self.term.competent_court
        return COURT_ADDRESSES[court] if court else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    page: ComplaintPage
    letter: ComplaintLetter
    signer: Signer | None
    has_address: bool
    with_address: bool
    is_at_risk: bool


async def read_her_choices(
    *, victim_id: UUID, decision: DecisionSeen
) -> HerChoices | None:
    """None where there is nothing to complain of."""
    if not may_complain(decision):
        return None
    chosen = await fetch_choices_for_victim(victim_id=victim_id)
    return HerChoices(made=tuple(chosen.get(decision.id, ())))


async def read_choices_at_work(
    *, victim_id: UUID, worker: Worker
) -> tuple[StandingChoice, ...]:
    """Tell SHN, which helps her with it; to all others there is nothing."""
    if worker.organisation is not Organisation.SHN:
        return ()
    return tuple(await fetch_standing_choices(victim_id=victim_id))


async def explain_her_term(
    page: ComplaintPage, *, victim_id: UUID
) -> TermExplained | None:
    known = await fetch_knowledge_for_victim(
        victim_id=victim_id, decision_id=page.decision.id
    )
    return explain_term(page.term, known)


async def read_complaint_page(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> ComplaintPage:
    """Behind its gate, or where nobody can complain, it is not there."""
    incident = await fetch_incident_with_decision_for_victim(
        victim_id=victim_id, decision_id=decision_id, now=now
    )
    found = find_decision(incident.cases, decision_id) if incident else None
    if incident is None or found is None or not isinstance(found[1], DecisionSeen):
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    case, decision = found[0], found[1]
    term = decision.term
    if term is None or not may_complain(decision):
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    return ComplaintPage(incident=incident, case=case, decision=decision, term=term)


async def read_letter_page(
    *,
    victim_id: UUID,
    decision_id: UUID,
    with_address: bool | None,
    now: datetime,
    written_by: UUID | None = None,
    may_see_address: bool = True,
) -> LetterPage:
    """Write the letter; the address of who is at risk stays out whatever is asked.

    `written_by` is the representative who writes it for her, and who then signs it.
    """
    page = await read_complaint_page(
        victim_id=victim_id, decision_id=decision_id, now=now
    )
    contact = await fetch_contact(victim_id=victim_id)
    if contact is None:
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    today = local_date(now)
    is_at_risk = await fetch_is_at_risk(victim_id=victim_id, today=today)
    is_shown = may_see_address and not is_at_risk  # another may have her login
    lines = _own_address(contact) if is_shown else ()
    is_in_it = with_address is not False
    signer = signer_for(
        contact.reachable, today=today, standing_in=_who_writes(contact, written_by)
    )
    facts = await _facts(page, contact, signer=signer, lines=lines if is_in_it else ())
    return LetterPage(
        page=page,
        letter=write_complaint_letter(facts),
        signer=signer,
        has_address=bool(lines),
        with_address=bool(lines) and is_in_it,
        is_at_risk=is_at_risk,
    )


async def set_complaint_letter(page: LetterPage) -> bytes:
    """Give the letter as a PDF."""
    return await set_letter("complaint", letter_as_data(page.letter))


async def _facts(
    page: ComplaintPage,
    contact: VictimContact,
    *,
    signer: Signer | None,
    lines: tuple[str, ...],
) -> LetterFacts:
    decision = page.decision
    parket = PARKETS.get(page.case.parketnummer[:2])
    return LetterFacts(
        name=contact.name,
        kind=contact.kind,
        contact_person=contact.contact_person,
        address_lines=lines,
        signer=signer,
        parketnummer=page.case.parketnummer,
        pv_number=page.incident.pv_number,
        recorded_on=page.incident.recorded_on,
        office=parket.name if parket else "Openbaar Ministerie",
        offences=await fetch_offences_for_victim(
            victim_id=contact.id, decision_id=decision.id
        ),
        decision=decision.kind,
        is_execution_ended=decision.headline == "execution_ended",
        decided_on=decision.decided_on,
        term=page.term,
    )


def _who_writes(
    contact: VictimContact, representative_id: UUID | None
) -> RepresentativeOnFile | None:
    return next(
        (it for it in contact.representatives if it.id == representative_id), None
    )


def _own_address(contact: VictimContact) -> tuple[str, ...]:
    """Take the address that she chose for post, and home only where there is none."""
    if "domicile_sealed" in contact.damaged:
        return ()
    address = contact.domicile or contact.address
    if address is None:
        return ()
    return address_lines(addressee="", attention=None, address=address)
