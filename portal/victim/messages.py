"""What she was told and what was sent to her: to find, to read again, to print."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.db.message_reading import set_message_read_for_victim
from portal.db.notices import (
    fetch_contents_for_victim,
    fetch_message_for_victim,
    fetch_notices_for_victim,
)
from portal.db.own_data import fetch_own_name_for_victim
from portal.domain.notices import Notice
from portal.domain.notices_shared import is_shared
from portal.notifications.reading import text_to_read
from portal.victim.page_numbers import page_in
from portal.victim.trail import note, noted
from portal.web.actors import VictimActor
from portal.web.pages import show_page
from portal.web.stand_ins import access_in


@get("/berichten", name="victim.messages")
async def list_messages(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    page = page_in(request)
    found = await fetch_notices_for_victim(victim_id=victim.victim_id, page=page)
    await note(victim, now, "read_messages")
    return show_page(
        request,
        "victim/messages.html",
        title="Berichten",
        notices=_shared(found.notices, request),
        has_more=found.has_more,
        page=page,
    )


@get("/berichten/alles", name="victim.messages.paper")
async def show_messages_paper(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    """Give all of it in one document; to print it is not to open any of it."""
    page = page_in(request)
    found = await fetch_notices_for_victim(
        victim_id=victim.victim_id, page=page, oldest_first=True
    )
    notices = _shared(found.notices, request)
    channels = {it.id: it.channel for it in notices if it.channel}
    contents = await fetch_contents_for_victim(
        victim_id=victim.victim_id, message_ids=list(channels)
    )
    name = await fetch_own_name_for_victim(victim_id=victim.victim_id)
    await note(victim, now, "read_all_messages")
    return show_page(
        request,
        "victim/messages_paper.html",
        title="Berichten",
        notices=notices,
        has_more=found.has_more,
        page=page,
        name=name,
        now=now,
        texts={
            message_id: text_to_read(content, channels[message_id]).below_a_heading()
            for message_id, content in contents.items()
        },
    )


@get("/berichten/{message_id:uuid}", name="victim.message")
async def show_message(
    request: HTMXRequest,
    message_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    victim_id = victim.victim_id
    message = await fetch_message_for_victim(victim_id=victim_id, message_id=message_id)
    if message is None or message.channel is None or not _shared([message], request):
        raise NotFoundException
    contents = await fetch_contents_for_victim(
        victim_id=victim_id, message_ids=[message_id]
    )
    async with noted(
        victim, now, "read_message", object_kind="notification", object_id=message_id
    ):
        if victim.standing is None:  # who stands in for her does not open it for her
            await set_message_read_for_victim(
                victim_id=victim_id, message_id=message_id, now=now
            )
    content = contents.get(message_id)
    text = text_to_read(content, message.channel) if content else None
    return show_page(
        request,
        "victim/message.html",
        title="Berichten: lezen",
        message=message,
        content=text.html if text else None,
        spoken_in=text.spoken_in if text else "",
    )


def _shared(notices: Iterable[Notice], request: HTMXRequest) -> list[Notice]:
    access = access_in(request.scope)
    return [notice for notice in notices if is_shared(notice, access)]
