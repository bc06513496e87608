"""Who reached a victim lately: other organisations leave her alone after that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

GUARD = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """`incident_id` is of a call to her number about somebody of the same report."""

    victim_id: UUID
    organisation: str
    at: datetime
    incident_id: UUID | None = None


def last_reached_elsewhere(
    reached: Iterable[Reached],
    *,
    victim_id: UUID,
    incident_id: UUID,
    organisation: str,
) -> datetime | None:
    """Say when others reached her last, or somebody of the family on her number."""
    return max(
        (
            it.at
            for it in reached
            if it.victim_id == victim_id
            and it.organisation != organisation
            and it.incident_id in {None, incident_id}
        ),
        default=None,
    )
