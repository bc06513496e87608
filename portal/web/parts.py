"""To which part of the victim's side an address belongs."""

import re

from portal.domain.standing_in import Access
from portal.domain.standing_powers import Part

PARTS = {
    "/mijn/verloop": Part.CASES,
    "/mijn/nieuws": Part.DECISIONS,
    "/mijn/brief": Part.DECISIONS,
    "/mijn/afspraken": Part.HEARINGS,
    "/mijn/berichten": Part.MESSAGES,
    "/mijn/wensen": Part.WISHES,
    "/mijn/contact": Part.CONTACT,
    "/mijn/terugbellen": Part.CALLS,
    "/mijn/rust": Part.PAUSE,
    "/mijn/vragen": Part.QUESTIONS,
    "/mijn/mogelijkheden": Part.OPTIONS,
    "/mijn/gegevens": Part.DATA,
    "/mijn/wie": Part.GUIDE,
    "/mijn/namens": Part.PEOPLE,
    "/mijn/namens/kiezen": Part.CHOICE,
}
"""By how an address begins. What is not here is shut for who stands in."""

_CALL_ABOUT_NEWS = re.compile(r"/mijn/nieuws/[^/]+/bellen")


def part_of(path: str) -> Part | None:
    path = path.rstrip("/")
    if path == "/mijn":
        return Part.CASES
    fitting = [start for start in PARTS if f"{path}/".startswith(f"{start}/")]
    return PARTS[max(fitting, key=len)] if fitting else None


def may_go_to(path: str, access: Access) -> bool:
    part = part_of(path)
    return access.is_whole or (part is not None and access.sees(part))


def may_change(path: str, access: Access) -> bool:
    """Say so of a form; a call that we owe her only she herself calls off."""
    part = part_of(path)
    if _CALL_ABOUT_NEWS.fullmatch(path.rstrip("/")) and not (
        access.opens_gate and access.acts(Part.CALLS)
    ):
        return False
    return access.is_whole or (part is not None and access.acts(part))
