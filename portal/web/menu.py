"""The main menu of each door, one line a page."""

from dataclasses import dataclass

from portal.domain.staff import CALLING_ROLES, Role
from portal.domain.standing_in import HER_OWN, Access
from portal.web.actors import Actor, VictimActor
from portal.web.parts import may_go_to

VICTIM_MENU = (
    ("/mijn", "Mijn overzicht"),
    ("/mijn/afspraken", "Afspraken"),
    ("/mijn/berichten", "Berichten"),
    ("/mijn/terugbellen", "Bel mij terug"),
    ("/mijn/wensen", "Mijn wensen"),
    ("/mijn/contact", "Contact"),
)
ANYBODY = tuple(Role)
SUPERVISORS = (Role.SUPERVISOR,)
PLANNERS = (Role.PLANNER, Role.PROSECUTOR_OFFICE, Role.SHN_WORKER)
STAFF_MENU = (
    ("/werk", "Bellen", ANYBODY),
    ("/werk/zoeken", "Zoeken", CALLING_ROLES),
    ("/werk/zaken", "Zaken", CALLING_ROLES),
    ("/werk/zittingen", "Zittingen", PLANNERS),
    ("/werk/aandacht", "Aandacht", CALLING_ROLES),
    ("/werk/vragen", "Vragen", CALLING_ROLES),
    ("/werk/uitkomsten", "Uitkomsten", CALLING_ROLES),
    ("/werk/coordinatie", "Coördinatie", SUPERVISORS),
    ("/werk/cijfers", "Cijfers", SUPERVISORS),
    ("/werk/inrichting", "Inrichting", SUPERVISORS),
    ("/werk/teksten", "Teksten", SUPERVISORS),
)
"""Each page with the roles that it is there for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    href: str
    label: str
    is_current: bool


def build_menu(
    actor: Actor | None, path: str, access: Access = HER_OWN
) -> list[MenuItem]:
    """Mark the page that is shown, or else the one that leads to it."""
    pages = _pages_of(actor, access)
    above = [href for href, _ in pages if f"{path}/".startswith(f"{href}/")]
    current = max(above, key=len, default=None)
    return [
        MenuItem(href=href, label=label, is_current=href == current)
        for href, label in pages
    ]


def _pages_of(actor: Actor | None, access: Access) -> list[tuple[str, str]]:
    if actor is None:
        return []
    if isinstance(actor, VictimActor):
        return [it for it in VICTIM_MENU if may_go_to(it[0], access)]
    return [(href, label) for href, label, roles in STAFF_MENU if actor.role in roles]
