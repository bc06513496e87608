"""A decision: behind its gate until she chooses to read it, then in plain words."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.complaint_reading import read_her_choices
from portal.actions.complaints import set_reminder_wish
from portal.actions.gate import (
    cancel_call_after_reading,
    keep_call,
    read_decision,
    require_decision,
)
from portal.db.overview import fetch_incident_with_decision_for_victim
from portal.domain.calendar import local_date
from portal.domain.overview import WaitingNews, find_decision
from portal.victim.trail import doing, note, noted
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page
from portal.web.stand_ins import access_in

PAGE = "/mijn/nieuws/{decision_id}"
TITLE = "Mijn overzicht: nieuws"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForm:
    choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderForm:
    wants: str = ""


@get("/nieuws/{decision_id:uuid}", name="victim.decision")
async def show_decision(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    return await show_decision_page(
        request, victim=victim, decision_id=decision_id, now=now
    )


@post("/nieuws/{decision_id:uuid}/lezen", name="victim.decision.read", opt={BACK: PAGE})
async def submit_reading(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await doing(
        victim,
        now,
        "open_gate",
        partial(
            read_decision,
            victim_id=victim.victim_id,
            decision_id=decision_id,
            reads_as=access_in(request.scope).reads_as,
            recorded_by="representative" if victim.standing else "victim",
            now=now,
        ),
        object_kind="decision",
        object_id=decision_id,
    )
    say(request, "Wij weten nu dat u dit heeft gelezen.")
    return go_to(request, PAGE.format(decision_id=decision_id))


@post(
    "/nieuws/{decision_id:uuid}/bellen", name="victim.decision.call", opt={BACK: PAGE}
)
async def submit_call_choice(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    data: URLEncodedBody[CallForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Stop the call only when she says no; anything else leaves it as it is."""
    choose = _cancel if data.choice == "cancel" else _keep
    said = await doing(
        victim,
        now,
        "cancel_call" if data.choice == "cancel" else "keep_call",
        partial(choose, victim.victim_id, decision_id, now),
        object_kind="decision",
        object_id=decision_id,
    )
    say(request, said)
    return go_to(request, PAGE.format(decision_id=decision_id))


@post(
    "/nieuws/{decision_id:uuid}/herinnering",
    name="victim.decision.reminder",
    opt={BACK: PAGE},
)
async def submit_reminder_wish(
    request: HTMXRequest,
    decision_id: FromPath[UUID],
    data: URLEncodedBody[ReminderForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    wants = data.wants == "yes"
    async with noted(
        victim, now, "set_reminder_wish", object_kind="decision", object_id=decision_id
    ):
        decision = await require_decision(
            victim_id=victim.victim_id, decision_id=decision_id, now=now
        )
        await set_reminder_wish(
            victim_id=victim.victim_id, case_id=decision.case_id, wants=wants, now=now
        )
    say(
        request,
        "Wij herinneren u op tijd." if wants else "U krijgt geen herinnering.",
    )
    return go_to(request, PAGE.format(decision_id=decision_id))


async def _cancel(victim_id: UUID, decision_id: UUID, now: datetime) -> str:
    await cancel_call_after_reading(
        victim_id=victim_id, decision_id=decision_id, now=now
    )
    return "Goed. Wij bellen u hier niet meer over. U mag altijd vragen of wij bellen."


async def _keep(victim_id: UUID, decision_id: UUID, now: datetime) -> str:
    call = await keep_call(victim_id=victim_id, decision_id=decision_id, now=now)
    if not call.has_safe_way or call.is_late(now):
        return "Goed. Wij bellen u zo snel als dat veilig kan."
    return "Goed. Wij bellen u."


async def show_decision_page(
    request: HTMXRequest,
    *,
    victim: VictimActor,
    decision_id: UUID,
    now: datetime,
    typed_day: str | None = None,
    error: str = "",
) -> Template:
    """Show it, or its gate; with an `error` as it was typed."""
    incident = await fetch_incident_with_decision_for_victim(
        victim_id=victim.victim_id, decision_id=decision_id, now=now
    )
    found = find_decision(incident.cases, decision_id) if incident else None
    if incident is None or found is None:
        raise NotFoundException
    case, decision = found
    is_gate = isinstance(decision, WaitingNews)
    await note(
        victim,
        now,
        "stand_before_gate" if is_gate else "read_decision",
        object_kind="decision",
        object_id=decision_id,
    )
    if isinstance(decision, WaitingNews):
        return show_page(
            request,
            "victim/gate.html",
            title=TITLE,
            incident=incident,
            item=decision,
            now=now,
        )
    today = local_date(now)
    return show_page(
        request,
        "victim/decision.html",
        title=TITLE,
        status_code=422 if error else 200,
        incident=incident,
        case=case,
        decision=decision,
        hers=await read_her_choices(victim_id=victim.victim_id, decision=decision),
        typed_day=today.isoformat() if typed_day is None else typed_day,
        error=error,
        now=now,
        today=today,
    )
