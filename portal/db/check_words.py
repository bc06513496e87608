"""The words by which she knows our caller: drawn from the call itself, kept nowhere.

Whoever has only the database cannot say them: they come from a keyed mark.
"""

from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.sealing_ring import sealer
from portal.domain.caller_words import CallerWords, two_words
from portal.domain.staff import Organisation


def words_of_call(task_id: UUID) -> str:
    """Give the same two words to her page and to the caller's screen."""
    return two_words(sealer().index(str(task_id), purpose="caller words"))


async def fetch_caller_words_for_victim(*, victim_id: UUID) -> tuple[CallerWords, ...]:
    """Give the words of each call to her that is still to come."""
    rows = await fetch_rows(
        "SELECT id, organisation FROM call_task"
        " WHERE victim = {} AND closed_as IS NULL ORDER BY organisation, due_at, id",
        victim_id,
    )
    return tuple(
        CallerWords(
            organisation=Organisation(row["organisation"]),
            words=words_of_call(row["id"]),
        )
        for row in rows
    )
