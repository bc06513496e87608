"""The words by which she knows our caller: drawn from the call itself, kept nowhere.

Whoever has only the database cannot say them: they come from a keyed mark.
"""

from uuid import UUID

from portal.db.sealing_ring import sealer
from portal.domain.caller_words import two_words


def words_of_call(task_id: UUID) -> str:
    """Give the same two words to her page and to the caller's screen."""
    return two_words(sealer().index(str(task_id), purpose="caller words"))
