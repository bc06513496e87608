"""What was typed in a call that could not be recorded: a note among her contacts."""

from datetime import datetime
from uuid import uuid4, uuid5

from portal.db.calls import CallTask
from portal.db.engine import joined_transaction
from portal.db.incoming_contacts import Contact, insert_contact
from portal.domain.calendar import local_date
from portal.domain.incoming_contacts import About, Manner
from portal.domain.staff import Worker


async def keep_note(
    *, task: CallTask, text: str, worker: Worker, now: datetime
) -> None:
    """It is no attempt, and tells her nothing.

    The same words of one worker about a call are one note a day, whichever window they
    come from; other words are another note.
    """
    same = f"note of {worker.staff_id} on {local_date(now)}: {text}"
    async with joined_transaction():
        await insert_contact(
            Contact(
                id=uuid4(),
                submission=uuid5(task.id, same),
                victim_id=task.victim_id,
                incident_id=task.incident_id,
                organisation=worker.organisation,
                staff_id=worker.staff_id,
                at=now,
                kind=Manner.NOTE,
                about=About.CALL,
                note=text,
                reached=False,
                callback_id=None,
            )
        )
