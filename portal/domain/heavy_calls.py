"""How many heavy calls one caller makes in a day, and the rest between two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSES: Mapping[int, timedelta] = {
    minutes: timedelta(minutes=minutes) for minutes in (15, 30, 45, 60, 90, 120, 240)
}
"""The rests to choose from, by their minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyLoad:
    """What somebody had today; `most` and `pause_minutes` None are no limit."""

    number: int
    last_at: datetime | None
    most: int | None
    pause_minutes: int | None

    @property
    def is_full(self) -> bool:
        return self.most is not None and self.number >= self.most

    @property
    def rests_until(self) -> datetime | None:
        if self.last_at is None or not self.pause_minutes:
            return None
        return self.last_at + timedelta(minutes=self.pause_minutes)

    def may_have_another(self, now: datetime) -> bool:
        """Whether the next call may be a heavy one; a promised one always may."""
        until = self.rests_until
        return not self.is_full and (until is None or until <= now)
