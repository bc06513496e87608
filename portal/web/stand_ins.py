"""The one guard for who looks for somebody else: asked again at every request."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from portal.actions.standing_in import find_access, note_refusal
from portal.domain.errors import UnableToError
from portal.domain.standing_in import HER_OWN, Access
from portal.domain.standing_powers import NOTHING, SEE, Part
from portal.web.actors import Standing, VictimActor, actor_of, provide_victim
from portal.web.csrf import SAFE_METHODS
from portal.web.parts import may_change, may_go_to

Connection = ASGIConnection[Any, Any, Any, State]

LONGEST = 100  # of what the trail names
_ACCESS = "access"
_OUTSIDE: Mapping[Part, Any] = MappingProxyType(
    {**dict.fromkeys(Part, NOTHING), Part.CASES: SEE, Part.PEOPLE: SEE}
)
"""What who stands in is shown of the way in, on pages that are for anybody."""


class DoorShutError(Exception):
    """Who stands in may not look, or no longer; why is nobody's business."""


class UnableToActForHerError(UnableToError):
    """Who stands in may look here, and not change anything."""

    hint = "Moet er iets veranderen? Dan doet uw naaste of cliënt dat zelf."


async def keeps_to_standing(connection: Connection, _: BaseRouteHandler) -> None:
    """Let her pass everywhere, and others where their standing goes at this moment."""
    actor = provide_victim(connection.scope)
    if actor.standing is None:
        return
    now = await _now(connection)
    access = await find_access(
        victim_id=actor.victim_id,
        representative_id=actor.standing.representative_id,
        now=now,
    )
    if access is None:
        await _note(actor, actor.standing, connection.scope, now)
        raise DoorShutError
    connection.scope["state"][_ACCESS] = access
    path = connection.scope["path"]
    if not may_go_to(path, access):
        raise NotFoundException
    is_change = connection.scope.get("method") not in SAFE_METHODS
    if is_change and not may_change(path, access):
        await _note(actor, actor.standing, connection.scope, now)
        raise UnableToActForHerError("U mag dit hier lezen, maar niets veranderen.")


async def _now(connection: Connection) -> datetime:
    """Give the moment that handlers are given."""
    moment: datetime = await connection.app.dependencies["now"]()
    return moment


def access_in(scope: Scope) -> Access:
    """What the visitor may do on this page."""
    actor = actor_of(scope)
    if not isinstance(actor, VictimActor) or actor.standing is None:
        return HER_OWN
    found: Access | None = scope["state"].get(_ACCESS)
    return found or Access(rights=_OUTSIDE, reads_as=None)


async def _note(
    actor: VictimActor, standing: Standing, scope: Scope, now: datetime
) -> None:
    await note_refusal(
        victim_id=actor.victim_id,
        representative_id=standing.representative_id,
        role=standing.role.value,
        path=scope["path"][:LONGEST],
        now=now,
    )
