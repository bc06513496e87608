"""That somebody at work asked for a report which is not theirs to see."""

from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.db.case_people import fetch_report_victims
from portal.db.engine import transaction
from portal.domain.staff import Worker


async def note_refused_look(
    *, incident_id: UUID, worker: Worker, now: datetime
) -> None:
    """Leave it in the trail of each victim of the report; they can read it there.

    Who asked is told nothing: not even that there is such a report.
    """
    async with transaction():
        for victim in await fetch_report_victims(incident_id=incident_id):
            await trail.note(
                worker,
                now,
                "dossier_refused",
                object_kind="incident",
                object_id=incident_id,
                victim_id=victim.id,
                outcome="refused",
            )
