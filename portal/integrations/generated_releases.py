"""Releases in generated feeds: a suspect who comes out before the hearing."""

from portal.integrations.generated_people import People, Wire

PLANNED = "nl.dji.vrijlating-gepland"
CHANGED = "nl.om.voorlopige-hechtenis-gewijzigd"


def make_release(
    parketnummer: str, people: People, day: str, offset: str
) -> tuple[str, Wire]:
    """Give the type of the event and its data; it begins on that day at ten."""
    is_planned = people.happens(0.4)
    data = {
        "parketnummer": parketnummer,
        "soort": "vrijlating" if is_planned else people.pick(("geschorst", "verlof")),
        "ingangOp": f"{day}T10:00:00{offset}",
        "voorwaarden": [] if is_planned else ["contactverbod"],
    }
    return (PLANNED if is_planned else CHANGED), data
