"""Who is at the door: kept in the session at login, asked for by guards."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from portal.domain.staff import Organisation, Role
from portal.domain.victims import RepresentativeRole
from portal.web.sessions import end_session, session_of, start_session

Connection = ASGIConnection[Any, Any, Any, State]


KEEP_TYPED = "keep_typed"
"""Set in a handler's `opt` what keeps a form that came after the session ended."""


class NotLoggedInError(Exception):
    """The login that a door needs is not there, or no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By what somebody looks for a victim; what they may is asked at each request."""

    representative_id: UUID
    role: RepresentativeRole


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimActor:
    """Whose data it is, and who looks: she herself, or by `standing` another."""

    victim_id: UUID
    name: str
    standing: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffActor:
    staff_id: UUID
    name: str
    organisation: Organisation
    role: Role
    location: str | None
    is_experienced: bool


Actor = VictimActor | StaffActor
_A = TypeVar("_A", VictimActor, StaffActor)


def log_in(request: Request[Any, Any, Any], actor: Actor) -> None:
    """Open a session under a new id; whatever an earlier one held is gone."""
    kind = "victim" if isinstance(actor, VictimActor) else "staff"
    start_session(request.scope, {kind: msgspec.to_builtins(actor)})


def log_out(request: Request[Any, Any, Any]) -> None:
    end_session(request.scope)


def actor_of(scope: Scope) -> Actor | None:
    session = session_of(scope)
    return _read(session.get("victim"), VictimActor) or _read(
        session.get("staff"), StaffActor
    )


# Guards are asynchronous though they wait for nothing: Litestar gives each of the
# others a thread of its own, and that takes longer than the guard.


async def requires_victim(connection: Connection, _: BaseRouteHandler) -> None:
    provide_victim(connection.scope)


async def requires_staff(connection: Connection, handler: BaseRouteHandler) -> None:
    try:
        provide_staff(connection.scope)
    except NotLoggedInError:
        if keep_typed := handler.opt.get(KEEP_TYPED):
            await keep_typed(connection)
        raise


def requires_role(
    *roles: Role,
) -> Callable[[Connection, BaseRouteHandler], Awaitable[None]]:
    """Let these roles in; to the others the page does not exist."""

    async def requires_one_of_these_roles(
        connection: Connection, _: BaseRouteHandler
    ) -> None:
        if provide_staff(connection.scope).role not in roles:
            raise NotFoundException

    return requires_one_of_these_roles


def provide_victim(scope: Scope) -> VictimActor:
    actor = actor_of(scope)
    if not isinstance(actor, VictimActor):
        raise NotLoggedInError
    return actor


def provide_staff(scope: Scope) -> StaffActor:
    actor = actor_of(scope)
    if not isinstance(actor, StaffActor):
        raise NotLoggedInError
    return actor


def _read(data: object, kind: type[_A]) -> _A | None:
    """Take an actor that an older version wrote otherwise for not logged in."""
    if data is None:
        return None
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return None
