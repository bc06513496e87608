"""The form of a contact that came in: read leniently, so that nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict

from portal.domain.incoming_contacts import About, ContactReport, Manner
from portal.staff.call_forms import VICTIM, CallForm, as_uuid, read_form

FIELD_OF_PROBLEM = {
    "about": "over",
    "note": "notitie",
    "is_identified": "zeker",
    "spoken_to": "wie",
    "callback_at": "terug_dag",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForm:
    """What stands in the fields, as text."""

    submission: UUID
    kind: str
    about: str = ""
    note: str = ""
    is_identified: bool = False
    spoken_to: str = VICTIM
    day: str = ""
    moment: str = ""

    def report(self, *, now: datetime) -> ContactReport:
        agreed = CallForm(
            submission=self.submission,
            token=self.submission,
            day=self.day,
            moment=self.moment,
        )
        return ContactReport(
            submission=self.submission,
            kind=manner_of(self.kind),
            about=About(self.about) if self.about in set(About) else None,
            is_identified=self.is_identified,
            note=self.note,
            spoken_to=as_uuid(self.spoken_to),
            callback_at=agreed.agreed_at(now=now),
            wants_callback=bool(self.day or self.moment),
        )


def new_contact_form(kind: str) -> ContactForm:
    return ContactForm(submission=uuid4(), kind=manner_of(kind).value)


def read_contact_form(data: FormMultiDict) -> ContactForm:
    """The day, moment and note stand in the same fields as on the call screen."""
    same = read_form(data)
    return ContactForm(
        submission=same.submission,
        kind=str(data.get("soort", "")),
        about=str(data.get("over", "")),
        note=same.note,
        spoken_to=same.spoken_to or VICTIM,
        is_identified=bool(data.get("zeker")),
        day=same.day,
        moment=same.moment,
    )


def manner_of(text: str) -> Manner:
    """A call that comes in unless she stands at the desk."""
    return Manner.DESK if text == Manner.DESK else Manner.INCOMING_CALL


def field_errors(problems: Mapping[str, str]) -> dict[str, str]:
    return {FIELD_OF_PROBLEM[name]: text for name, text in problems.items()}
