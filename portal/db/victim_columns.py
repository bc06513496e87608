"""What an event changes in the row of a victim: the newest wins, field by field."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.phones import Giving
from portal.db.sealing_ring import sealer
from portal.domain.safe_contact import Permission, merge_permission
from portal.domain.victims import Address, DayPart, FactValue, VictimFacts
from portal.domain.wishes import may_replace

CONSENTS = ("calling", "voicemail", "sms", "email", "post")
WISH = "wish_"
TEXTS = (
    "kind",
    "given_names",
    "infix",
    "family_name",
    "contact_person",
    "company_number",
    "language",
    "communication",
    "relation",
)
PLAIN = (
    *TEXTS,
    "birth_date",
    "may_post",
    "domicile_may_post",
    "needs_interpreter",
    "is_vulnerable",
    "plain_language",
    "is_deceased",
    "same_address",
)

SEALED = (
    "bsn_pseudonym",
    "email_sealed",
    "email_index",
    "address_sealed",
    "domicile_sealed",
)

Columns = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an event changes in a victim's row, and its newest facts."""

    columns: Columns
    newest: dict[str, FactValue]
    giving: Giving


def work_out(
    row: Mapping[str, Any], facts: VictimFacts, *, at: datetime, by_victim_or_shn: bool
) -> Change:
    facts_at: dict[str, str] = json.loads(row["facts_at"])
    moment = at.astimezone(UTC).isoformat()
    newest = {
        name: value
        for name, value in facts.given.items()
        if moment >= facts_at.get(name, "")
        and _may_replace(row, name, value, by_victim_or_shn=by_victim_or_shn)
    }
    facts_at |= dict.fromkeys(newest, moment)
    changes = _plain_changes(row["id"], newest)
    changes |= _wish_changes(row, newest)
    changes |= _consent_changes(row, facts.given, at, by_victim_or_shn)
    changes["facts_at"] = json.dumps(facts_at)
    giving = Giving(
        at=at,
        vouched_at=at if facts.given.get("calling") is True else None,
        region=str(changes.get("country", row["country"])),
        by_victim_or_shn=by_victim_or_shn,
    )
    return Change(columns=changes, newest=newest, giving=giving)


def _may_replace(
    row: Mapping[str, Any], name: str, value: FactValue, *, by_victim_or_shn: bool
) -> bool:
    """What she chose herself is no longer just the newest that somebody sent."""
    own = name in json.loads(row["own_words_at"])
    if not own or name in CONSENTS:
        return True
    is_wish = name.startswith(WISH)
    current = (
        json.loads(row["wishes"]).get(name.removeprefix(WISH)) if is_wish else None
    )
    return may_replace(
        own=own,
        current=current,
        sent=value if isinstance(value, bool) else None if value is None else True,
        by_victim_or_shn=by_victim_or_shn,
    )


def blank_row(facts: VictimFacts, *, now: datetime) -> dict[str, Any]:
    """A victim of whom nothing is known yet."""
    return {
        "id": uuid4(),
        "reference": facts.victim_id,
        "kind": "person",
        "country": "NL",
        "language": "nl",
        "needs_interpreter": False,
        "communication": "call",
        "is_vulnerable": False,
        "plain_language": False,
        "is_deceased": False,
        **dict.fromkeys(CONSENTS),
        **{f"{name}_at": None for name in CONSENTS},
        "day_parts": "",
        "wishes": "{}",
        "facts_at": "{}",
        "own_words_at": "{}",
        "created_at": now,
    }


def _plain_changes(victim_id: UUID, newest: Mapping[str, FactValue]) -> Columns:
    changes: Columns = {}
    for name, value in newest.items():
        if name in PLAIN:
            changes[name] = _column_value(name, value)
        elif name in _SPECIAL:
            changes |= _SPECIAL[name](victim_id, value)
    return changes


def _column_value(name: str, value: FactValue) -> object:
    if value is None:
        return _WHEN_NULL.get(name)
    return str(value) if name in TEXTS else value


_WHEN_NULL: dict[str, object] = {
    "kind": "person",
    "language": "nl",
    "communication": "call",
    "needs_interpreter": False,
    "is_vulnerable": False,
    "plain_language": False,
    "is_deceased": False,
}


def _seal_email(victim_id: UUID, value: FactValue) -> Columns:
    text = str(value or "").strip()
    if not text:
        return {"email_sealed": None, "email_index": None}
    return {
        "email_sealed": sealer().seal(text, place=f"victim/{victim_id}/email_sealed"),
        "email_index": sealer().index(text.lower(), purpose="email"),
    }


def _seal_address(victim_id: UUID, value: FactValue) -> Columns:
    changes: Columns = {"address_sealed": _sealed(victim_id, "address_sealed", value)}
    if isinstance(value, Address):
        changes["country"] = value.country
    return changes


def _seal_domicile(victim_id: UUID, value: FactValue) -> Columns:
    return {"domicile_sealed": _sealed(victim_id, "domicile_sealed", value)}


def _sealed(victim_id: UUID, column: str, value: FactValue) -> str | None:
    if not isinstance(value, Address):
        return None
    text = json.dumps(
        {name: getattr(value, name) for name in Address.__dataclass_fields__}
    )
    return sealer().seal(text, place=f"victim/{victim_id}/{column}")


def _pseudonym(_: UUID, value: FactValue) -> Columns:
    return {
        "bsn_pseudonym": sealer().index(str(value), purpose="bsn") if value else None
    }


def _day_parts(_: UUID, value: FactValue) -> Columns:
    parts = value if isinstance(value, tuple) else ()
    return {"day_parts": ",".join(str(p) for p in parts if isinstance(p, DayPart))}


_SPECIAL: dict[str, Callable[[UUID, FactValue], Columns]] = {
    "email_address": _seal_email,
    "address": _seal_address,
    "domicile": _seal_domicile,
    "bsn": _pseudonym,
    "day_parts": _day_parts,
}


def _wish_changes(row: Mapping[str, Any], newest: Mapping[str, FactValue]) -> Columns:
    given = {
        name.removeprefix(WISH): answer
        for name, answer in newest.items()
        if name.startswith(WISH)
    }
    return {"wishes": json.dumps(json.loads(row["wishes"]) | given)} if given else {}


def _consent_changes(
    row: Mapping[str, Any],
    given: Mapping[str, FactValue],
    at: datetime,
    by_victim_or_shn: bool,  # noqa: FBT001
) -> Columns:
    """Every answer counts, also an older one: a late no is still a no."""
    own_words: dict[str, str] = json.loads(row["own_words_at"])
    changes: Columns = {}
    for name in CONSENTS:
        answer = given.get(name)
        if not isinstance(answer, bool):
            continue
        own_word = own_words.get(name)
        merged = merge_permission(
            Permission(
                answer=row[name],
                answered_at=row[f"{name}_at"],
                own_word_at=datetime.fromisoformat(own_word) if own_word else None,
            ),
            new_answer=answer,
            at=at,
            by_victim_or_shn=by_victim_or_shn,
        )
        changes |= {name: merged.answer, f"{name}_at": merged.answered_at}
        if merged.own_word_at:
            own_words[name] = merged.own_word_at.isoformat()
    return changes | {"own_words_at": json.dumps(own_words)} if changes else {}
