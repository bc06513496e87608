"""What is the same for every event that is applied."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """`at` is when it happened, `now` when we apply it; `arrival` breaks ties."""

    at: datetime
    now: datetime
    arrival: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Whose calls, terms and messages may have to follow."""

    cases: set[UUID] = field(default_factory=set)
    victims: set[UUID] = field(default_factory=set)
