"""She calls us or stands at the desk: her open call is taken, or a contact is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.actions import trail
from portal.actions.call_tasks import first_reachable, guard_others
from portal.actions.callbacks import (
    UnableToWithdrawCallbackError,
    open_callback,
)
from portal.actions.calls import UnableToTakeCallError, take_call
from portal.db.call_attempts import PastContact, fetch_contacts
from portal.db.call_queue import Lease
from portal.db.callbacks import AskedCall, fetch_location_of_incident_for_victim
from portal.db.dossiers import Dossier, fetch_dossier, fetch_dossier_victims
from portal.db.engine import transaction
from portal.db.incoming_contacts import (
    Contact,
    fetch_callback_elsewhere,
    insert_contact,
    is_contact_on_file,
)
from portal.db.open_calls import OpenCall, fetch_open_calls
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.call_ladder import AGREED_LASTS
from portal.domain.contacts import VictimContact
from portal.domain.incoming_contacts import (
    About,
    ContactReport,
    Manner,
    UnableToRecordContactError,
    find_contact_problems,
)
from portal.domain.representation import RepresentativeOnFile, lawyers_on_file
from portal.domain.staff import Organisation, Worker

NAMES = {Organisation.OM: "OM", Organisation.SHN: "SHN", Organisation.HALT: "Halt"}
CALLBACK_TOPIC = "Afgesproken toen zij contact met ons had."


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSheet:
    """What one needs to know who it is, and to write down what it was about."""

    dossier: Dossier
    contact: VictimContact
    at_risk: bool
    has_safe_number: bool
    lawyers: tuple[RepresentativeOnFile, ...]
    calls: tuple[OpenCall, ...]
    contacts: tuple[PastContact, ...]


async def begin_contact(
    *,
    incident_id: UUID,
    victim_id: UUID,
    manner: Manner,
    worker: Worker,
    now: datetime,
) -> Lease | None:
    """Take the first of her open calls; None where there is none to take."""
    if await _find(incident_id, victim_id, worker) is None:
        return None
    for call in await fetch_open_calls(victim_ids=[victim_id], worker=worker):
        if call.incident_id == incident_id:
            try:
                return await take_call(
                    task_id=call.task_id, worker=worker, now=now, manner=manner
                )
            except UnableToTakeCallError:  # a colleague has it: a contact, then
                return None
    return None


async def read_contact_sheet(
    *, incident_id: UUID, victim_id: UUID, worker: Worker, now: datetime
) -> ContactSheet | None:
    """Whom this worker may not know is not there."""
    dossier = await _find(incident_id, victim_id, worker)
    contact = await fetch_contact(victim_id=victim_id) if dossier else None
    if dossier is None or contact is None:
        return None
    async with transaction():
        await _note(worker, now, action="contact_opened", victim_id=victim_id)
    at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    calls = await fetch_open_calls(victim_ids=[victim_id], worker=worker)
    return ContactSheet(
        dossier=dossier,
        contact=contact,
        at_risk=at_risk,
        has_safe_number=first_reachable(contact, at_risk=at_risk, now=now) is not None,
        lawyers=lawyers_to_hear(contact, now=now),
        calls=tuple(calls),
        contacts=tuple(await fetch_contacts(victim_id=victim_id)),
    )


async def record_contact(
    *,
    incident_id: UUID,
    victim_id: UUID,
    report: ContactReport,
    worker: Worker,
    now: datetime,
) -> bool:
    """Keep it once, however often it is sent; False where she is not to be known."""
    async with transaction():
        dossier = await _find(incident_id, victim_id, worker)
        contact = await fetch_contact(victim_id=victim_id) if dossier else None
        if contact is None:
            return False
        if await is_contact_on_file(submission=report.submission):
            return True
        at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
        lawyers = {it.id: it.name for it in lawyers_to_hear(contact, now=now)}
        problems = find_contact_problems(
            report,
            lawyers=lawyers,
            has_safe_number=first_reachable(contact, at_risk=at_risk, now=now)
            is not None,
            at=now,
        )
        if problems:
            raise UnableToRecordContactError(problems)
        callback_id = await _agree(
            incident_id, victim_id, report, worker, at_risk=at_risk, now=now
        )
        is_new = await insert_contact(
            Contact(
                id=uuid4(),
                submission=report.submission,
                victim_id=victim_id,
                incident_id=incident_id,
                organisation=worker.organisation,
                staff_id=worker.staff_id,
                at=now,
                kind=report.kind,
                about=report.about or About.OTHER,
                note=report.note.strip(),
                reached=report.is_identified,
                callback_id=callback_id,
                spoken_with=lawyers[report.spoken_to] if report.spoken_to else "",
            )
        )
        if is_new:
            await _guard(incident_id, victim_id, report, worker, now)
            await _note(worker, now, action="contact_recorded", victim_id=victim_id)
        return True


def lawyers_to_hear(
    contact: VictimContact, *, now: datetime
) -> tuple[RepresentativeOnFile, ...]:
    """Give who may come to us in her place, once she wants that."""
    if not contact.wants_lawyer:
        return ()
    return lawyers_on_file(contact.reachable, today=local_date(now))


async def _agree(
    incident_id: UUID,
    victim_id: UUID,
    report: ContactReport,
    worker: Worker,
    *,
    at_risk: bool,
    now: datetime,
) -> UUID | None:
    """Call her back at the moment agreed; an open callback of ours moves there."""
    if not report.wants_callback or report.callback_at is None:
        return None
    other = await fetch_callback_elsewhere(
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=worker.organisation.value,
    )
    if other is not None:
        name = NAMES[other]
        raise UnableToRecordContactError(
            {"callback_at": f"{name} heeft al een terugbelafspraak met haar."}
        )
    call = AskedCall(
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=worker.organisation.value,
        location=await fetch_location_of_incident_for_victim(
            victim_id=victim_id, incident_id=incident_id
        ),
        topic=CALLBACK_TOPIC,
        is_at_risk=at_risk,
        starts_at=report.callback_at,
        ends_at=report.callback_at + AGREED_LASTS,
    )
    try:
        asked = await open_callback(call, now=now)
    except UnableToWithdrawCallbackError:  # held: its holder agrees with her now
        problem = (
            "Een collega voert de terugbelafspraak nu. Laat het moment leeg en overleg."
        )
        raise UnableToRecordContactError({"callback_at": problem}) from None
    return asked.task_id


async def _guard(
    incident_id: UUID,
    victim_id: UUID,
    report: ContactReport,
    worker: Worker,
    now: datetime,
) -> None:
    if report.is_identified:
        await guard_others(
            victim_id=victim_id,
            incident_id=incident_id,
            line=None,
            organisation=worker.organisation.value,
            at=now,
        )


async def _find(incident_id: UUID, victim_id: UUID, worker: Worker) -> Dossier | None:
    dossier = await fetch_dossier(incident_id=incident_id, worker=worker)
    if dossier is None:
        return None
    victims = await fetch_dossier_victims(incident_id=incident_id, worker=worker)
    is_hers = any(victim.id == victim_id for victim in victims)
    return dossier if is_hers else None


async def _note(worker: Worker, now: datetime, *, action: str, victim_id: UUID) -> None:
    await trail.note(
        worker,
        now,
        action,
        object_kind="victim",
        object_id=victim_id,
        victim_id=victim_id,
    )
