"""The main menu of each door, one line a page."""

from dataclasses import dataclass

from portal.web.actors import Actor, VictimActor

VICTIM_MENU = (
    ("/mijn", "Mijn overzicht"),
    ("/mijn/berichten", "Berichten"),
    ("/mijn/terugbellen", "Bel mij terug"),
    ("/mijn/contact", "Contact"),
)
STAFF_MENU = (
    ("/werk", "Bellen"),
    ("/werk/zaken", "Zaken"),
    ("/werk/aandacht", "Aandacht"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    href: str
    label: str
    is_current: bool


def build_menu(actor: Actor | None, path: str) -> list[MenuItem]:
    """Mark the page that is shown, or else the one that leads to it."""
    if actor is None:
        return []
    pages = VICTIM_MENU if isinstance(actor, VictimActor) else STAFF_MENU
    above = [href for href, _ in pages if f"{path}/".startswith(f"{href}/")]
    current = max(above, key=len, default=None)
    return [
        MenuItem(href=href, label=label, is_current=href == current)
        for href, label in pages
    ]
