"""Renders what we write, in her language: neutral outside, plain words within."""

from dataclasses import dataclass
from datetime import date, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from portal.domain.calendar import AMSTERDAM
from portal.domain.notifications import DecisionTold, MessageName
from portal.locale import Language, speaking
from portal.locale.days import write_date, write_day, write_time
from portal.locale.templates import speak_languages


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
    language: Language = Language.DUTCH


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
    with speaking(facts.language):
        subject = _environment.get_template("shared/subject.txt").render().strip()
        text = _environment.get_template("shared/body.txt").render(
            base_url=facts.base_url
        )
        html = _environment.get_template("shared/body.html").render(
            base_url=facts.base_url, subject=subject
        )
    return RenderedEmail(subject=subject, text=text + "\n", html=html + "\n")


def _render_content(
    message: MessageName,
    facts: MessageFacts,
    *,
    frame: str,
    address_lines: tuple[str, ...] = (),
) -> str:
    template = _environment.get_template(f"{message}/content.html")
    with speaking(facts.language):
        return template.render(
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


def _long_date_of(day: str) -> str:
    return write_date(date.fromisoformat(day))


def _long_day_of(moment: str) -> str:
    return write_day(_local(moment).date())


def _clock_time_of(moment: str) -> str:
    return write_time(_local(moment).time())


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(AMSTERDAM)


def _build_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("portal", "templates/messages"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speak_languages(environment)
    environment.filters |= {
        "long_date": write_date,
        "long_date_of": _long_date_of,
        "long_day_of": _long_day_of,
        "clock_time_of": _clock_time_of,
    }
    return environment


_environment = _build_environment()
