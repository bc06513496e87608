"""Handing over who tells a victim about a subject: at once, and with a note."""

from datetime import datetime
from uuid import UUID, uuid4

from portal.actions import trail
from portal.actions.call_tasks import refresh_window
from portal.actions.work_items import close_work_items, open_work_item
from portal.db.batons import (
    BatonStep,
    MovedCall,
    fetch_last_step,
    insert_baton,
    is_being_made,
    move_calls,
)
from portal.db.call_guards import fetch_last_reached_elsewhere, set_guard
from portal.db.dossiers import DossierCase, fetch_dossier
from portal.db.engine import transaction
from portal.db.integrity import INTEGRITY_ERRORS, is_unique_violation
from portal.db.victims import fetch_cases_of_victim
from portal.domain.batons import (
    KINDS_OF,
    Subject,
    UnableToHandOverError,
    check_hand_over,
)
from portal.domain.call_guards import GUARD
from portal.domain.staff import Organisation, Worker
from portal.domain.work_items import WorkItemKind, workers_of


async def hand_over_subject(
    *,
    incident_id: UUID,
    victim_id: UUID,
    case_id: UUID,
    subject: Subject,
    to: Organisation,
    note: str,
    worker: Worker,
    now: datetime,
) -> bool:
    """Let `to` tell it from now on; False where there is nothing that one may know."""
    case = await _find(incident_id, victim_id, case_id, worker)
    if case is None:
        return False
    try:
        async with transaction():
            await _hand_over(
                case,
                victim_id,
                subject,
                to=to,
                note=note,
                worker=worker,
                now=now,
            )
    except INTEGRITY_ERRORS as error:
        if not is_unique_violation(error):
            raise
        raise UnableToHandOverError("Een collega droeg dit net over.") from None
    return True


async def _find(
    incident_id: UUID, victim_id: UUID, case_id: UUID, worker: Worker
) -> DossierCase | None:
    """Give the case as far as this worker may know that it is hers."""
    dossier = await fetch_dossier(incident_id=incident_id, worker=worker)
    if dossier is None or case_id not in await fetch_cases_of_victim(
        victim_id=victim_id
    ):
        return None
    return next((case for case in dossier.cases if case.id == case_id), None)


async def _hand_over(
    case: DossierCase,
    victim_id: UUID,
    subject: Subject,
    *,
    to: Organisation,
    note: str,
    worker: Worker,
    now: datetime,
) -> None:
    before_id, step, holder = await fetch_last_step(
        victim_id=victim_id, case_id=case.id, subject=subject
    )
    check_hand_over(subject, holder=holder, giver=worker.organisation, to=to, note=note)
    kinds = KINDS_OF[subject]
    baton_id = uuid4()
    await insert_baton(
        BatonStep(
            id=baton_id,
            victim_id=victim_id,
            case_id=case.id,
            subject=subject,
            step=step + 1,
            holder=to,
            given_by=worker.organisation,
            staff_id=worker.staff_id,
            note=note.strip(),
            at=now,
        )
    )
    moved = await move_calls(
        victim_id=victim_id, case_id=case.id, kinds=kinds, to=to, now=now
    )
    # What was moved is nobody's to take any more; what a caller was faster to take
    # stayed behind, and then nothing goes.
    if await is_being_made(victim_id=victim_id, case_id=case.id, kinds=kinds, now=now):
        raise UnableToHandOverError(
            "Een collega voert dit gesprek nu.", hint="Wacht tot dat klaar is."
        )
    for call in moved:
        await _settle(call, victim_id, to, worker, now)
    if before_id is not None:
        await close_work_items(cause=before_id, by=worker.name, now=now)
    await open_work_item(
        kind=WorkItemKind.HANDED_OVER,
        cause=baton_id,
        organisation=to,
        role=workers_of(to).role,
        now=now,
        victim_id=victim_id,
        case_id=case.id,
        task_id=moved[0].task_id if moved else None,
        location=case.location,
        detail=note.strip(),
    )
    await _note(worker, now, subject, victim_id, case.id)


_DONE_WITH_IT = tuple(
    kind
    for kind in WorkItemKind
    if kind not in {WorkItemKind.UNSAFE, WorkItemKind.NUMBER_TO_VERIFY}
)


async def _settle(
    call: MovedCall, victim_id: UUID, to: Organisation, worker: Worker, now: datetime
) -> None:
    """The giver's work is done, SHN's is not; she is left in peace as by anybody."""
    await close_work_items(
        cause=call.task_id, kinds=_DONE_WITH_IT, by=worker.name, now=now
    )
    reached = await fetch_last_reached_elsewhere(
        victim_id=victim_id,
        incident_id=call.incident_id,
        organisation=to.value,
        since=now - GUARD,
    )
    if reached is not None:
        await set_guard(task_id=call.task_id, until=reached + GUARD)
    await refresh_window(task_id=call.task_id, now=now)


async def _note(
    worker: Worker, now: datetime, subject: Subject, victim_id: UUID, case_id: UUID
) -> None:
    await trail.note(
        worker,
        now,
        f"subject_handed_over:{subject}",
        object_kind="case",
        object_id=case_id,
        victim_id=victim_id,
    )
