"""The grounds on which the prosecution drops a case, and how each may be told.

Codes and names: Aanwijzing gebruik sepotgronden 2014, annex 1 (BWBR0035469), with
code 04 deleted on 1 July 2022 (2022A004).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain import sepot_hints, sepot_texts


class GroundClass(StrEnum):
    TECHNICAL = "technical"
    POLICY = "policy"
    EXECUTION_ENDED = "execution_ended"  # of a penalty order
    ADMINISTRATIVE = "administrative"
    UNKNOWN = "unknown"


_ENDED = "beëindiging executie strafbeschikking:"

_NAMES = {
    GroundClass.TECHNICAL: {
        "01": "ten onrechte als verdachte aangemerkt",
        "02": "onvoldoende bewijs",
        "03": "niet ontvankelijk",
        "04": "burgerlijke rechter niet bevoegd",
        "05": "feit niet strafbaar",
        "06": "dader niet strafbaar",
        "07": "onrechtmatig verkregen bewijs",
        "08": "bestuurlijke boete: strafrechter niet bevoegd",
        "09": "rechtmatige geweldsaanwending (politie)ambtenaar",
    },
    GroundClass.POLICY: {
        "20": "ander dan strafrechtelijk ingrijpen prevaleert",
        "21": "civielrechtelijke jeugdmaatregel",
        "22": "strafrechtelijke jeugdmaatregel",
        "23": "TBS",
        "30": "landsbelang",
        "31": "wetswijziging",
        "32": "onvoldoende nationaal belang",
        "40": "gering feit",
        "41": "gering aandeel in het feit",
        "42": "geringe strafwaardigheid van het feit",
        "43": "oud feit",
        "44": "maatschappelijk belangenconflict",
        "50": "leeftijd",
        "51": "recente bestraffing",
        "52": "door feit of gevolgen getroffen",
        "53": "gezondheidstoestand",
        "54": "reclasseringsbelang",
        "55": "gewijzigde omstandigheden",
        "56": "verdachte onvindbaar",
        "58": "corporatie wordt vervolgd",
        "59": "leidinggever wordt vervolgd",
        "70": "verhouding tot de benadeelde geregeld",
        "71": "medeschuld van de benadeelde",
        "72": "vervolging in strijd met belang van benadeelde",
        "73": "beperkte kring",
        "74": "civiel en administratief recht",
    },
    GroundClass.EXECUTION_ENDED: {
        "77": f"{_ENDED} niet ontvankelijk",
        "82": f"{_ENDED} civielrechtelijke jeugdmaatregel",
        "83": f"{_ENDED} strafrechtelijke jeugdmaatregel",
        "84": f"{_ENDED} TBS",
        "85": f"{_ENDED} wetswijziging",
        "86": f"{_ENDED} onvoldoende nationaal belang",
        "90": f"{_ENDED} oud feit",
        "91": f"{_ENDED} leeftijd",
        "92": f"{_ENDED} recente bestraffing",
        "93": f"{_ENDED} door feit of gevolgen getroffen",
        "94": f"{_ENDED} gezondheidstoestand",
        "95": f"{_ENDED} reclasseringsbelang",
        "96": f"{_ENDED} gewijzigde omstandigheden",
        "97": f"{_ENDED} verdachte onvindbaar",
        "98": f"{_ENDED} gijzeling toegepast",
    },
    GroundClass.ADMINISTRATIVE: {"99": "feit dubbel ingeboekt in COMPAS/GPS"},
}

_VALID_FROM = date(2014, 9, 1)
_VALID_UNTIL = {"04": date(2022, 7, 1)}

_SENSITIVE = frozenset({"06", "52", "53", "71", "72", "73"})

# These tell of the suspect's health, youth or probation.
_PROTECTED = frozenset(
    {"06", "21", "22", "23", "52", "53", "54", "82", "83", "84", "93", "94", "95"}
)

# 01 may rest on a report that was not right, 09 on whose account counts; with 70 and
# 72 nobody would think so.
_BELIEF_NOT_MENTIONED = frozenset({"01", "09", "70", "72"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SepotGround:
    code: str
    name: str
    ground_class: GroundClass
    valid_from: date
    valid_until: date | None  # exclusive
    is_sensitive: bool  # only experienced callers
    discloses_protected: bool  # neutral words; code, name and free text stay inside
    reason: str  # for the victim
    mentions_belief: bool  # "not that you are not believed" is true and worth saying
    not_to_say: str  # for staff
    follow_up: str  # for staff

    @property
    def plain_text(self) -> str:
        if not self.mentions_belief:
            return self.reason
        return f"{self.reason} {sepot_texts.NOT_DOUBTED}"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (
            self.valid_until is None or day < self.valid_until
        )


def _listed_ground(code: str, name: str, ground_class: GroundClass) -> SepotGround:
    is_protected = code in _PROTECTED
    return SepotGround(
        code=code,
        name=name,
        ground_class=ground_class,
        valid_from=_VALID_FROM,
        valid_until=_VALID_UNTIL.get(code),
        is_sensitive=code in _SENSITIVE,
        discloses_protected=is_protected,
        reason=(
            sepot_texts.PROTECTED_REASON if is_protected else sepot_texts.REASONS[code]
        ),
        mentions_belief=(
            ground_class in {GroundClass.TECHNICAL, GroundClass.POLICY}
            and code not in _BELIEF_NOT_MENTIONED
        ),
        not_to_say=_not_to_say(code),
        follow_up=_follow_up(code, ground_class),
    )


def _not_to_say(code: str) -> str:
    if code in _PROTECTED:
        own = sepot_hints.NOT_TO_SAY_PROTECTED
    else:
        own = sepot_hints.NOT_TO_SAY.get(code, "")
    return f"{own} {sepot_hints.NEVER_SAY}".strip()


def _follow_up(code: str, ground_class: GroundClass) -> str:
    if ground_class is GroundClass.ADMINISTRATIVE:
        return sepot_hints.FOLLOW_UP_ADMINISTRATIVE
    common = (
        sepot_hints.FOLLOW_UP_EXECUTION_ENDED
        if ground_class is GroundClass.EXECUTION_ENDED
        else sepot_hints.FOLLOW_UP_DAMAGE
    )
    own = sepot_hints.FOLLOW_UP.get(code, "")
    protected = sepot_hints.FOLLOW_UP_PROTECTED if code in _PROTECTED else ""
    return " ".join(part for part in (own, protected, common) if part)


def _other_ground(code: str) -> SepotGround:
    return SepotGround(
        code=code,
        name="overige reden",
        ground_class=GroundClass.UNKNOWN,
        valid_from=date.min,
        valid_until=None,
        is_sensitive=False,
        discloses_protected=False,
        reason=sepot_texts.OTHER_REASON,
        mentions_belief=False,
        not_to_say=f"{sepot_hints.NOT_TO_SAY_OTHER} {sepot_hints.NEVER_SAY}",
        follow_up=f"{sepot_hints.FOLLOW_UP_OTHER} {sepot_hints.FOLLOW_UP_DAMAGE}",
    )


GROUNDS = {
    code: _listed_ground(code, name, ground_class)
    for ground_class, names in _NAMES.items()
    for code, name in names.items()
}


def ground_for(code: str, *, decided_on: date) -> SepotGround:
    """Give the ground as listed on that day; any other code is an "overige reden"."""
    listed = GROUNDS.get(code)
    if listed is None or not listed.is_valid_on(decided_on):
        return _other_ground(code)
    return listed


def unknown_codes(codes: Sequence[str], *, decided_on: date) -> tuple[str, ...]:
    """Give the codes that were not listed that day: a supervisor is told of them."""
    return tuple(
        code
        for code in codes
        if ground_for(code, decided_on=decided_on).ground_class is GroundClass.UNKNOWN
    )


def plain_text_for(
    codes: Sequence[str], *, decided_on: date, is_conditional: bool = False
) -> tuple[str, ...]:
    """Give the whole explanation to a victim as paragraphs, nothing said twice."""
    if is_only_administrative(codes):
        return (sepot_texts.REASONS["99"],)
    grounds = [ground_for(code, decided_on=decided_on) for code in codes]
    told = [g for g in grounds if g.ground_class is not GroundClass.ADMINISTRATIVE]
    reasons = dict.fromkeys(g.reason for g in told) or (sepot_texts.OTHER_REASON,)
    may_mention_belief = bool(told) and all(g.mentions_belief for g in told)
    return (
        sepot_texts.OPENING_EXECUTION_ENDED
        if is_only_execution_ended(codes)
        else sepot_texts.OPENING,
        *reasons,
        *((sepot_texts.NOT_DOUBTED,) if may_mention_belief else ()),
        *((sepot_texts.CONDITIONS,) if is_conditional else ()),
    )


def is_only_administrative(codes: Sequence[str]) -> bool:
    """Whether the case lives on under another number: 99 and nothing else."""
    return _are_all_of(codes, GroundClass.ADMINISTRATIVE)


def is_only_execution_ended(codes: Sequence[str]) -> bool:
    return _are_all_of(codes, GroundClass.EXECUTION_ENDED)


def _are_all_of(codes: Sequence[str], ground_class: GroundClass) -> bool:
    return bool(codes) and all(
        code in GROUNDS and GROUNDS[code].ground_class is ground_class for code in codes
    )


def is_sensitive(codes: Sequence[str]) -> bool:
    """Whether only experienced callers tell it, whatever the offence is."""
    return any(code in _SENSITIVE for code in codes)


def shown_explanation(
    explanation: str, codes: Sequence[str], *, is_released: bool
) -> str:
    """Give the prosecutor's own words, unless they wait for release (design 4.8)."""
    is_held_back = withholds_explanation(codes) and not is_released
    return "" if is_held_back else explanation


def withholds_explanation(codes: Sequence[str]) -> bool:
    """Whether free text waits for release by the prosecutor's office."""
    return any(code in _PROTECTED for code in codes)
