"""Who stands in for whom, with all that decides what they may do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.db.risks import fetch_those_at_risk
from portal.domain.standing_in import StandIn
from portal.domain.standing_powers import OwnPart
from portal.domain.victims import RepresentativeRole, VictimKind

_NEWEST = """(SELECT p.is_hers FROM own_part p WHERE p.victim = v.id
    AND p.part = '{part}' ORDER BY p.said_at DESC, p.id DESC LIMIT 1)
    AS "owns_{part} [boolean]\""""
_STAND_INS = f"""
SELECT r.*, v.id AS "of_victim [uuid]", v.kind, v.given_names, v.family_name,
       v.birth_date, {", ".join(_NEWEST.format(part=part) for part in OwnPart)}
FROM representative r JOIN victim v ON v.id = r.victim
"""  # noqa: S608 - own names
_ONE_OF_HERS = f"{_STAND_INS} WHERE v.id = {{}} AND r.id = {{}} AND NOT v.is_deceased"
_HERS = f"{_STAND_INS} WHERE v.id = {{}} ORDER BY r.position"

# Somebody is the same person by role, name and address; by one of them nobody is.
_ALL_OF_THEIRS = f"""{_STAND_INS}
JOIN representative me ON me.id = {{}}
WHERE NOT v.is_deceased AND v.merged_into IS NULL
  AND (r.id = me.id OR (r.email_index = me.email_index AND r.role = me.role
       AND r.name_key = me.name_key AND r.name_key <> ''))
ORDER BY v.given_names, v.family_name, r.id
"""
_FOR_DEMO = f"{_STAND_INS} ORDER BY r.role, r.name, v.reference LIMIT {{}}"


async def fetch_stand_in_for_victim(
    *, victim_id: UUID, representative_id: UUID, today: date
) -> StandIn | None:
    rows = await fetch_rows(_ONE_OF_HERS, victim_id, representative_id)
    found = await _read(rows, today)
    return found[0] if found else None


async def fetch_stand_ins_for_victim(
    *, victim_id: UUID, today: date
) -> tuple[StandIn, ...]:
    return await _read(await fetch_rows(_HERS, victim_id), today)


async def fetch_stood_in_for(
    *, representative_id: UUID, today: date
) -> tuple[StandIn, ...]:
    """Give all for whom the same person stands in, shut doors included."""
    return await _read(await fetch_rows(_ALL_OF_THEIRS, representative_id), today)


async def fetch_some_stand_ins(*, limit: int, today: date) -> tuple[StandIn, ...]:
    return await _read(await fetch_rows(_FOR_DEMO, limit), today)


async def delete_sessions_of_stand_in(*, representative_id: UUID) -> None:
    await execute(
        "DELETE FROM web_session WHERE representative_id = {}", representative_id
    )


async def _read(rows: Sequence[Mapping[str, Any]], today: date) -> tuple[StandIn, ...]:
    if not rows:
        return ()
    at_risk = await fetch_those_at_risk(
        victim_ids=[row["of_victim"] for row in rows], today=today
    )
    return tuple(
        StandIn(
            id=row["id"],
            name=row["name"],
            role=RepresentativeRole(row["role"]),
            may_view=row["may_view"],
            may_act=row["may_act"],
            has_conflict=row["has_conflict"],
            valid_until=row["valid_until"],
            is_ended=row["ended_at"] is not None,
            is_kept=row["kept_at"] is not None,
            is_doubted=row["doubted_at"] is not None,
            victim_id=row["of_victim"],
            victim_kind=VictimKind(row["kind"]),
            first_name=_first_name(row),
            initial=(row["family_name"] or "")[:1] if row["given_names"] else "",
            birth_date=row["birth_date"],
            at_risk=row["of_victim"] in at_risk,
            own_parts=frozenset(it for it in OwnPart if row[f"owns_{it}"]),
        )
        for row in rows
    )


def _first_name(row: Mapping[str, Any]) -> str:
    """Only that: a screen may be read over a shoulder. A company has one name."""
    given = (row["given_names"] or "").split()
    return str(given[0] if given else row["family_name"] or "")
