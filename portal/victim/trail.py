"""Leaves one audit row for each page a victim reads and each thing she changes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from litestar.exceptions import NotFoundException

from portal.actions.callbacks import UnableToFindIncidentError
from portal.actions.gate import UnableToFindDecisionError
from portal.actions.own_trail import ByWhom
from portal.db.audit import insert_audit
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import transaction
from portal.web.actors import VictimActor

ORIGIN = "portal"
Answer = TypeVar("Answer")


async def note(
    victim: VictimActor,
    now: datetime,
    action: str,
    *,
    object_kind: str = "",
    object_id: UUID | str = "",
) -> None:
    """Say who it was: she herself, or who stands in for her and as what."""
    by = by_whom(victim)
    await insert_audit(
        now=now,
        actor_kind=by.actor_kind,
        actor=by.actor,
        role=by.role,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        victim_id=victim.victim_id,
        origin=ORIGIN,
    )


def by_whom(victim: VictimActor) -> ByWhom:
    standing = victim.standing
    return ByWhom(
        actor_kind="representative" if standing else "victim",
        actor=str(standing.representative_id if standing else victim.victim_id),
        role=standing.role.value if standing else "",
    )


async def doing(
    victim: VictimActor,
    now: datetime,
    action: str,
    work: Callable[[], Awaitable[Answer]],
    *,
    object_kind: str,
    object_id: UUID,
) -> Answer:
    """As `noted`, for what locks calls: begun anew where a deadlock ended it."""

    async def once() -> Answer:
        async with noted(
            victim, now, action, object_kind=object_kind, object_id=object_id
        ):
            return await work()

    return await again_after_deadlock(once)


@asynccontextmanager
async def noted(
    victim: VictimActor,
    now: datetime,
    action: str,
    *,
    object_kind: str,
    object_id: UUID,
) -> AsyncIterator[None]:
    """Change something and its audit row together; what is not hers does not exist."""
    try:
        async with transaction():
            yield
            await note(
                victim, now, action, object_kind=object_kind, object_id=object_id
            )
    except (UnableToFindIncidentError, UnableToFindDecisionError):
        raise NotFoundException from None
