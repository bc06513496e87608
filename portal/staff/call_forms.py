"""The form of the call screen: read leniently, so that nothing typed is ever lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException

from portal.domain.attempts import AttemptReport, IdentityCheck, NewNumber
from portal.domain.calendar import at_local_time
from portal.domain.calling_hours import HOURS_OF_DAY_PART
from portal.domain.checklist import ChecklistItem
from portal.domain.outcomes import Outcome
from portal.domain.safe_contact import Channel
from portal.domain.victims import DayPart, Wish
from portal.domain.wishes import ASKED_FIRST, WishAnswer

VICTIM = "victim"
BROKEN_OFF = "broken_off"
"""On screen an outcome of its own: spoken in part, and called back at once."""
SOON = timedelta(minutes=15)
AT_ONCE = timedelta(seconds=1)

# Where on the page a problem is shown.
FIELD_OF_PROBLEM = {
    "identified_by": "identiteit",
    "spoken_to": "wie",
    "phone_id": "telefoon",
    "agreed_at": "terug_dag",
    "note": "notitie",
    "her_view": "zienswijze",
    "talk_at": "gesprek_dag",
    "happened_at": "was_dag",
    "outcome": "uitkomst-kop",
    "new_number": "nieuw_nummer",
    "shown": "getoond",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForm:
    """What stands in the fields, as text; `identity` is how it was checked."""

    submission: UUID
    token: UUID
    identity: str = ""
    spoken_to: str = ""
    phone: str = ""
    told: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    day: str = ""
    moment: str = ""
    confirmed: str = ""
    shown: frozenset[str] | None = None
    new_number: str = ""
    new_number_own: str = ""
    new_number_safe: bool = False
    channel: str = ""
    reminders: str = ""
    is_still_safe: bool = False
    via_lawyer: str = ""
    her_view: str = ""
    talk_day: str = ""
    talk_time: str = ""
    wishes: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    was_day: str = ""
    was_time: str = ""
    author: str = ""

    def report(self, *, now: datetime) -> AttemptReport:
        """Raise ClientException for an outcome that there is not."""
        is_broken_off = self.outcome == BROKEN_OFF
        outcome = Outcome.SPOKEN_PARTLY if is_broken_off else self.outcome
        if outcome not in set(Outcome):
            raise ClientException("Kies hoe het gesprek liep.")
        is_known = self.identified_by is not None
        return AttemptReport(
            submission=self.submission,
            outcome=Outcome(outcome),
            identified_by=self.identified_by,
            spoken_to=as_uuid(self.spoken_to),
            phone_id=as_uuid(self.phone),
            told=self.told_ids if is_known else frozenset(),
            ticked=self.items if is_known else frozenset(),
            reasons=self.reasons_given,
            note=self.note,
            agreed_at=now + AT_ONCE if is_broken_off else self.agreed_at(now=now),
            confirms_moment=is_broken_off or self.confirmed == self.typed_moment,
            shown=None if self.shown is None else as_uuids(self.shown),
            new_number=self.noted_number,
            confirmation_channel=self.preferred_channel,
            wants_reminders={"ja": True, "nee": False}.get(self.reminders),
            is_still_safe=self.is_still_safe,
            wants_lawyer={"ja": True, "nee": False}.get(self.via_lawyer),
            happened_at=self.happened_at,
            her_view=self.her_view,
            talk_at=self.talk_at,
            names_talk_moment=bool(self.talk_day or self.talk_time),
            wishes=self.wishes_said if is_known else {},
        )

    @property
    def talk_at(self) -> datetime | None:
        """Give the moment of the talk with the prosecutor, where it is whole."""
        try:
            day = date.fromisoformat(self.talk_day)
            return at_local_time(day, time.fromisoformat(self.talk_time))
        except ValueError:
            return None

    @property
    def identified_by(self) -> IdentityCheck | None:
        known = self.identity in set(IdentityCheck)
        return IdentityCheck(self.identity) if known else None

    @property
    def told_ids(self) -> frozenset[UUID]:
        return as_uuids(self.told)

    @property
    def typed_moment(self) -> str:
        """What stands in the fields of the agreement; a warning holds for just that."""
        return f"{self.day} {self.moment}"

    @property
    def noted_number(self) -> NewNumber | None:
        if not self.new_number:
            return None
        return NewNumber(
            text=self.new_number,
            is_own={"ja": True, "nee": False}.get(self.new_number_own),
            is_safe=self.new_number_safe,
        )

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or ticked: choices made beforehand do not count."""
        return not any(
            (
                *(self.identity, self.told, self.ticked, any(self.reasons.values())),
                *(self.note, self.day, self.moment, self.new_number, self.reminders),
                *(self.is_still_safe, self.was_day, self.her_view, self.talk_day),
                any(self.wishes.values()),
            )
        )

    @property
    def items(self) -> frozenset[ChecklistItem]:
        known = (item for item in self.ticked if item in set(ChecklistItem))
        return frozenset(map(ChecklistItem, known))

    @property
    def reasons_given(self) -> dict[ChecklistItem, str]:
        return {
            ChecklistItem(item): reason
            for item, reason in self.reasons.items()
            if reason
        }

    @property
    def wishes_said(self) -> dict[Wish, WishAnswer]:
        return {
            Wish(wish): WishAnswer(answer)
            for wish, answer in self.wishes.items()
            if answer in set(WishAnswer)
        }

    @property
    def preferred_channel(self) -> Channel | None:
        return Channel(self.channel) if self.channel in set(Channel) else None

    @property
    def happened_at(self) -> datetime | None:
        """Give the moment of a call that is written down later, in Amsterdam's time."""
        try:
            day = date.fromisoformat(self.was_day)
            return at_local_time(day, time.fromisoformat(self.was_time))
        except ValueError:
            return None

    def agreed_at(self, *, now: datetime) -> datetime | None:
        """Give the moment agreed; a part of the day is its beginning, or shortly."""
        try:
            day = date.fromisoformat(self.day)
            if self.moment in set(DayPart):
                begins, ends = HOURS_OF_DAY_PART[DayPart(self.moment)]
                return _within(day, begins, ends, now)
            return at_local_time(day, time.fromisoformat(self.moment))
        except ValueError:
            return None


def new_form(*, token: UUID) -> CallForm:
    """One lease is one attempt, in however many windows it is open."""
    return CallForm(submission=token, token=token)


def read_form(data: FormMultiDict) -> CallForm:
    return CallForm(
        submission=as_uuid(_text(data, "submission")) or uuid4(),
        token=as_uuid(_text(data, "token")) or uuid4(),
        identity="" if _text(data, "wissen") else _text(data, "identiteit"),
        spoken_to=_text(data, "wie"),
        phone=_text(data, "telefoon"),
        told=frozenset(map(str, data.getall("verteld", []))),
        ticked=frozenset(map(str, data.getall("punt", []))),
        reasons={item: _text(data, f"reden_{item}") for item in ChecklistItem},
        note=_text(data, "notitie"),
        day=_text(data, "terug_dag"),
        moment=_text(data, "terug_tijd") or _text(data, "terug_deel"),
        confirmed=_text(data, "toch"),
        shown=frozenset(map(str, data.getall("getoond")))
        if "getoond" in data
        else None,
        new_number=_text(data, "nieuw_nummer"),
        new_number_own=_text(data, "nieuw_eigen"),
        new_number_safe=bool(_text(data, "nieuw_veilig")),
        channel=_text(data, "bevestiging"),
        reminders=_text(data, "herinneringen"),
        is_still_safe=bool(_text(data, "veilig")),
        via_lawyer=_last(data, "advocaat"),
        her_view=_text(data, "zienswijze"),
        talk_day=_text(data, "gesprek_dag"),
        talk_time=_text(data, "gesprek_tijd"),
        wishes={wish: _text(data, f"wens_{wish}") for wish in ASKED_FIRST},
        outcome=_text(data, "uitkomst"),
        was_day=_text(data, "was_dag"),
        was_time=_text(data, "was_tijd"),
        author=_text(data, "zegel"),
    )


def field_errors(problems: Mapping[str, str]) -> dict[str, str]:
    """Name the fields as on the page."""
    return {
        FIELD_OF_PROBLEM.get(name, f"reden_{name.removeprefix('reason_')}"): text
        for name, text in problems.items()
    }


def _within(day: date, begins: time, ends: time, now: datetime) -> datetime:
    starts_at = at_local_time(day, begins)
    has_begun = starts_at <= now < at_local_time(day, ends)
    return now + SOON if has_begun else starts_at


def _text(data: FormMultiDict, name: str) -> str:
    value = data.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _last(data: FormMultiDict, name: str) -> str:
    """Give what a box says that has a no before it, for when it is not ticked."""
    return str(next(reversed(data.getall(name, [])), ""))


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def as_uuids(texts: Iterable[str]) -> frozenset[UUID]:
    return frozenset(filter(None, map(as_uuid, texts)))
