"""News that is no decision, as one call tells it to one victim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.domain.calendar import local_date
from portal.domain.phases import HappeningCode

STATEMENT_BEFORE = timedelta(days=14)
"""A written statement is to be at the OM two weeks before the hearing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingNow:
    """A hearing as it stands, whatever the news said of it at the time."""

    kind: str
    state: str
    starts_at: datetime
    minutes: int
    court: str
    place: str
    room: str | None
    is_public: bool

    @property
    def statement_by(self) -> date:
        return local_date(self.starts_at - STATEMENT_BEFORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsToTell:
    """`claim` is her own, of no other; free text that may tell of others is left out.

    `detail` is that of the happening (portal.domain.phases).
    """

    id: UUID
    code: str
    at: datetime
    parketnummer: str | None
    told_at: datetime | None
    may_speak: bool
    hearing: HearingNow | None = None
    claim: Mapping[str, object] | None = None
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        return self.told_at is not None

    @property
    def is_about_hearing(self) -> bool:
        return self.code.startswith("hearing_")

    @property
    def has_hearing(self) -> bool:
        return self.hearing is not None and self.hearing.state == "planned"

    @property
    def was_at(self) -> datetime | None:
        """Give when the hearing was to be before, where that is another moment."""
        was = _moment(self.detail.get("was"))
        return None if self.hearing and was == self.hearing.starts_at else was

    @property
    def effective_at(self) -> datetime | None:
        """Give when a release or leave begins."""
        return _moment(self.detail.get("effective_at"))

    @property
    def decides_by(self) -> date | None:
        day = self.detail.get("decides_by")
        return date.fromisoformat(day) if isinstance(day, str) else None

    @property
    def judged_on(self) -> date | None:
        day = self.detail.get("judged_on")
        return date.fromisoformat(day) if isinstance(day, str) else None

    @property
    def is_judgment(self) -> bool:
        return self.code == HappeningCode.JUDGMENT


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None
