"""What each who stands in for a victim may see and do here at most: one table.

What is on file of one person takes away from it (`portal.domain.standing_in`); nothing
ever adds to it.
"""

from enum import IntEnum, StrEnum

from portal.domain.victims import RepresentativeRole


class Part(StrEnum):
    """What the victim's side is made of, as far as one may be let into it."""

    CASES = "cases"  # the overview, and how each report goes
    DECISIONS = "decisions"  # with what one can do against them
    HEARINGS = "hearings"
    MESSAGES = "messages"
    WISHES = "wishes"
    CONTACT = "contact"  # how, where and when she can be reached safely
    CALLS = "calls"  # asking for a call, and the moment of it
    PAUSE = "pause"
    QUESTIONS = "questions"
    OPTIONS = "options"  # mediation, an apology
    DATA = "data"  # who looked, and all that is stored
    GUIDE = "guide"  # who is who
    PEOPLE = "people"  # who stands in for her, or for whom one stands in
    CHOICE = "choice"  # for whom one looks at this moment


class Right(IntEnum):
    NOTHING = 0
    SEE = 1
    ACT = 2


NOTHING, SEE, ACT = Right

_TABLE = """
                      cases decisions hearings messages wishes contact calls pause questions options data
parent                see   act       act      see      act    see     act   act   act       act     see
guardian              see   act       act      see      act    see     act   act   act       act     see
special_curator       see   act       act      see      act    see     act   see   act       act     -
certified_institution see   act       act      see      act    see     act   act   act       see     see
curator               see   act       act      see      act    see     act   act   act       act     -
mentor                see   act       act      see      see    see     act   act   act       see     -
lawyer                see   act       act      see      see    -       -     -     -         see     -
authorised            see   act       act      see      see    -       -     -     -         see     -
company               see   act       act      see      act    act     act   act   act       act     -
"""  # noqa: E501
_COMPANY = "company"  # whoever it lets speak for it is the company itself
_RIGHTS = {"-": NOTHING, "see": SEE, "act": ACT}
FOR_ANYBODY = {Part.GUIDE: SEE, Part.PEOPLE: SEE, Part.CHOICE: ACT}

WHERE_SHE_IS = (Part.CONTACT, Part.CALLS, Part.PAUSE, Part.DATA)
"""Who knows these knows where she is and when: never shared of who is at risk."""

APPOINTED_BY_A_COURT = (
    RepresentativeRole.SPECIAL_CURATOR,
    RepresentativeRole.CERTIFIED_INSTITUTION,
)
ENDED_BY_HER = (RepresentativeRole.LAWYER, RepresentativeRole.AUTHORISED)
"""Who stands in because she asked for it: she can end that herself, at once."""

KEPT_BY_HER = (RepresentativeRole.PARENT, RepresentativeRole.GUARDIAN)
"""Who looks along from sixteen only when she wants that."""


class StandingWord(StrEnum):
    """What she says of who stands in for her, and that SHN looked into a doubt."""

    ENDED = "ended"
    RESTORED = "restored"
    KEPT = "kept"
    LET_GO = "let_go"
    DOUBTED = "doubted"
    SETTLED = "settled"


class OwnPart(StrEnum):
    """What she can keep to herself."""

    CONTACT = "contact"
    QUESTIONS = "questions"


def most_of(role: RepresentativeRole, *, is_of_company: bool) -> dict[Part, Right]:
    return {**_ROWS[_COMPANY if is_of_company else role.value], **FOR_ANYBODY}


def _read_table() -> dict[str, dict[Part, Right]]:
    words = _TABLE.split()
    parts = [Part(word) for word in words[: len(Part) - len(FOR_ANYBODY)]]
    width = len(parts) + 1
    lines = [words[at : at + width] for at in range(len(parts), len(words), width)]
    return {
        name: dict(zip(parts, (_RIGHTS[it] for it in rights), strict=True))
        for name, *rights in lines
    }


_ROWS = _read_table()
TABLED = tuple(part for part in Part if part not in FOR_ANYBODY)
