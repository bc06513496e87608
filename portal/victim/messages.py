"""What was sent to her, to read it again."""

from datetime import datetime
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.db.message_reading import set_message_read_for_victim
from portal.db.notifications import (
    fetch_message_content_for_victim,
    fetch_messages_for_victim,
)
from portal.domain.safe_contact import Channel
from portal.notifications.letter import text_of_letter
from portal.victim.trail import note, noted
from portal.web.actors import VictimActor
from portal.web.pages import show_page


@get("/berichten", name="victim.messages")
async def list_messages(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    messages = await fetch_messages_for_victim(victim_id=victim.victim_id)
    await note(victim, now, "read_messages")
    return show_page(
        request, "victim/messages.html", title="Berichten", messages=messages
    )


@get("/berichten/{message_id:uuid}", name="victim.message")
async def show_message(
    request: HTMXRequest,
    message_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    messages = await fetch_messages_for_victim(victim_id=victim.victim_id)
    message = next((one for one in messages if one.id == message_id), None)
    if message is None:
        raise NotFoundException
    content = await fetch_message_content_for_victim(
        victim_id=victim.victim_id, message_id=message_id
    )
    async with noted(
        victim, now, "read_message", object_kind="notification", object_id=message_id
    ):
        await set_message_read_for_victim(
            victim_id=victim.victim_id, message_id=message_id, now=now
        )
    return show_page(
        request,
        "victim/message.html",
        title="Berichten: lezen",
        message=message,
        content=_to_read(content, message.channel),
    )


def _to_read(content: str | None, channel: Channel) -> str | None:
    if content is None or channel is not Channel.LETTER:
        return content
    return text_of_letter(content)
