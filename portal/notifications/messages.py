"""Renders what we write: neutral on the outside, plain words within."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date, format_time
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from portal.domain.calendar import AMSTERDAM
from portal.domain.notifications import DecisionTold, MessageName

_LOCALE = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """What the templates may tell; how to reach her is not among it."""

    salutation: str
    sender: str
    today: date
    context: dict[str, str]
    decision: DecisionTold | None
    base_url: str
    office_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedEmail:
    subject: str
    text: str
    html: str


def render_content(message: MessageName, facts: MessageFacts) -> str:
    """Give the message itself, as HTML to show within a page of the portal."""
    return _render_content(message, facts, frame="shared/fragment.html").strip()


def render_letter(
    message: MessageName, facts: MessageFacts, *, address_lines: tuple[str, ...]
) -> str:
    """Give the whole page, with the address where the window of the envelope is."""
    return _render_content(
        message, facts, frame="shared/letter.html", address_lines=address_lines
    )


def render_email(facts: MessageFacts) -> RenderedEmail:
    """Say only that something is ready: an inbox is read over shoulders."""
    subject = _environment.get_template("shared/subject.txt").render().strip()
    text = _environment.get_template("shared/body.txt")
    html = _environment.get_template("shared/body.html")
    return RenderedEmail(
        subject=subject,
        text=text.render(base_url=facts.base_url) + "\n",
        html=html.render(base_url=facts.base_url, subject=subject) + "\n",
    )


def _render_content(
    message: MessageName,
    facts: MessageFacts,
    *,
    frame: str,
    address_lines: tuple[str, ...] = (),
) -> str:
    return _environment.get_template(f"{message}/content.html").render(
        frame=frame,
        is_letter=bool(address_lines),
        address_lines=address_lines,
        salutation=facts.salutation,
        sender=facts.sender,
        today=facts.today,
        context=facts.context,
        decision=facts.decision,
        base_url=facts.base_url,
        office_phone=facts.office_phone,
    )


def _long_date(day: date) -> str:
    return str(format_date(day, "EEEE d MMMM y", locale=_LOCALE))


def _long_date_of(day: str) -> str:
    return _long_date(date.fromisoformat(day))


def _long_day_of(moment: str) -> str:
    local = datetime.fromisoformat(moment).astimezone(AMSTERDAM)
    return str(format_date(local.date(), "EEEE d MMMM", locale=_LOCALE))


def _clock_time_of(moment: str) -> str:
    local = datetime.fromisoformat(moment).astimezone(AMSTERDAM)
    return str(format_time(local.time(), "H.mm", locale=_LOCALE))


def _build_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("portal", "templates/messages"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "long_date": _long_date,
        "long_date_of": _long_date_of,
        "long_day_of": _long_day_of,
        "clock_time_of": _clock_time_of,
    }
    return environment


_environment = _build_environment()
