"""What was known of two victims on file who are one person, put into one row."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.db.rows import update_row
from portal.db.sealing_ring import sealer
from portal.db.victim_columns import CONSENTS, PLAIN, SEALED, WISH, Columns
from portal.domain.safe_contact import Permission, join_permissions

_COLUMNS_OF = {
    **{name: (name,) for name in (*PLAIN, "day_parts")},
    "call_days": ("call_days",),
    "time_zone": ("time_zone",),
    "call_name": ("call_name_sealed",),
    "bsn": ("bsn_pseudonym",),
    "email_address": ("email_sealed", "email_index"),
    "address": ("address_sealed", "country"),
    "domicile": ("domicile_sealed",),
}
_POST_TO = {"address": "may_post", "domicile": "domicile_may_post"}
_OWN_WORDS = ("code_word_sealed", "call_name_sealed")
_ROWS_OF = {
    "phones": ("phone",),
    "representatives": ("phone", "representative"),
}
_OWN = {
    "phones": "representative IS NULL AND is_verified AND NOT is_from_victim",
    "representatives": "representative IS NOT NULL",
}


async def join_facts(*, stays: UUID, dropped: UUID) -> None:
    """Let the newest win, field by field; a no of either holds."""
    kept, gone = await _fetch_both(stays, dropped)
    kept_at, gone_at = json.loads(kept["facts_at"]), json.loads(gone["facts_at"])
    newer = {name: at for name, at in gone_at.items() if at > kept_at.get(name, "")}
    columns = _joined_columns(kept, gone, set(newer))
    columns["facts_at"] = json.dumps(kept_at | newer)
    await update_row("victim", stays, columns)
    await _keep_what_was_found(stays, dropped)
    await execute(
        "UPDATE phone SET victim = {} WHERE victim = {}"
        " AND (is_from_victim OR NOT is_verified)",
        *(stays, dropped),
    )
    for name in _ROWS_OF:
        await _join_rows(name, stays, dropped, is_newer=name in newer)
    await _keep_what_was_refused(stays, dropped)
    await update_row("victim", dropped, dict.fromkeys((*SEALED, *_OWN_WORDS)))


async def _fetch_both(stays: UUID, dropped: UUID) -> tuple[Any, Any]:
    rows = await fetch_rows(
        "SELECT * FROM victim WHERE id = ANY({}) ORDER BY id FOR UPDATE",
        [stays, dropped],
    )
    by_id = {row["id"]: row for row in rows}
    return by_id[stays], by_id[dropped]


def _joined_columns(
    kept: Mapping[str, Any], gone: Mapping[str, Any], newer: set[str]
) -> Columns:
    names = [column for name in newer for column in _COLUMNS_OF.get(name, ())]
    if kept["code_word_sealed"] is None:
        names.append("code_word_sealed")
    columns: Columns = {name: _moved(name, kept, gone) for name in names}
    columns |= _joined_consents(kept, gone) | _joined_post(kept, gone, newer)
    wishes = json.loads(gone["wishes"])
    newer_wishes = {name: wishes[name] for name in wishes if f"{WISH}{name}" in newer}
    columns["wishes"] = json.dumps(json.loads(kept["wishes"]) | newer_wishes)
    return columns


def _moved(name: str, kept: Mapping[str, Any], gone: Mapping[str, Any]) -> object:
    """What is sealed is bound to its row: it is sealed anew for the other."""
    if not name.endswith("_sealed") or gone[name] is None:
        return gone[name]
    text = sealer().unseal(gone[name], place=f"victim/{gone['id']}/{name}")
    return sealer().seal(text, place=f"victim/{kept['id']}/{name}")


def _joined_post(
    kept: Mapping[str, Any], gone: Mapping[str, Any], newer: set[str]
) -> Columns:
    """A yes to post holds for its own address alone; a newer no for any."""
    columns: Columns = {}
    for address, flag in _POST_TO.items():
        newest = (gone if flag in newer else kept)[flag]
        own = (gone if address in newer else kept)[flag]
        columns[flag] = False if newest is False else own
    return columns


def _joined_consents(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> Columns:
    columns: Columns = {}
    own_words = _own_wishes(kept) | _own_wishes(gone)
    for name in CONSENTS:
        joined = join_permissions(_permission(kept, name), _permission(gone, name))
        columns |= {name: joined.answer, f"{name}_at": joined.answered_at}
        if joined.own_word_at is not None:
            own_words[name] = joined.own_word_at.isoformat()
    return columns | {"own_words_at": json.dumps(own_words)}


def _own_wishes(row: Mapping[str, Any]) -> dict[str, str]:
    words: dict[str, str] = json.loads(row["own_words_at"])
    return {name: at for name, at in words.items() if name not in CONSENTS}


def _permission(row: Mapping[str, Any], name: str) -> Permission:
    own_word = json.loads(row["own_words_at"]).get(name)
    return Permission(
        answer=row[name],
        answered_at=row[f"{name}_at"],
        own_word_at=datetime.fromisoformat(own_word) if own_word else None,
    )


async def _keep_what_was_found(stays: UUID, dropped: UUID) -> None:
    """A number that is wrong or unsafe on one record is so on the other."""
    for mark, value in (("is_wrong", True), ("is_safe", False)):
        await execute(
            f"UPDATE phone SET {mark} = {{}} WHERE victim = ANY({{}})"  # noqa: S608 - own names
            " AND number_index IN (SELECT number_index FROM phone AS found"
            f" WHERE found.victim = ANY({{}}) AND found.{mark} = {{}})",
            value,
            [stays, dropped],
            [stays, dropped],
            value,
        )


async def _keep_what_was_refused(stays: UUID, dropped: UUID) -> None:
    """A number that she took away as the one is not safe as the other either."""
    await execute(
        "UPDATE phone SET is_safe = FALSE WHERE victim = {} AND number_index IN"
        " (SELECT number_index FROM refused_number WHERE victim = ANY({}))",
        stays,
        [stays, dropped],
    )


async def _join_rows(name: str, stays: UUID, dropped: UUID, *, is_newer: bool) -> None:
    """Keep the newer list, numbers before the people whom they belong to."""
    whose = _OWN[name]
    for table in _ROWS_OF[name]:
        condition = f" AND {whose}" if table == "phone" else ""
        await execute(
            f"DELETE FROM {table} WHERE victim = {{}}{condition}",  # noqa: S608 - own names
            stays if is_newer else dropped,
        )
    if not is_newer:
        return
    for table in _ROWS_OF[name]:
        condition = f" AND {whose}" if table == "phone" else ""
        await execute(
            f"UPDATE {table} SET victim = {{}} WHERE victim = {{}}{condition}",  # noqa: S608 - own names
            stays,
            dropped,
        )
