"""Finding cases and incidents by the numbers the chain gives them."""

from dataclasses import dataclass
from uuid import UUID

from portal.db.engine import fetch_row


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    case_id: UUID
    incident_id: UUID


async def fetch_case_key(*, parketnummer: str) -> CaseKey:
    """Raise LookupError when there is no such case."""
    row = await fetch_row(
        "SELECT id, incident FROM case_file WHERE parketnummer = {}", parketnummer
    )
    if row is None:
        raise LookupError(f"There is no case {parketnummer}.")
    return CaseKey(case_id=row["id"], incident_id=row["incident"])


async def fetch_incident_id(*, pv_number: str) -> UUID:
    """Raise LookupError when there is no such report."""
    row = await fetch_row("SELECT id FROM incident WHERE pv_number = {}", pv_number)
    if row is None:
        raise LookupError(f"There is no report {pv_number}.")
    return UUID(str(row["id"]))
