"""What is known of how complaints go: figures with their year and their source.

Of how many succeed no figure was found that we could check, so no page gives one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedFigure:
    """`of_a_hundred` complaints; `source` is what a reader can look up."""

    of_a_hundred: int
    year: int
    source: str


ANSWERED_WITHIN_HALF_A_YEAR = SourcedFigure(
    of_a_hundred=34,
    year=2015,
    source="Jaarverslag Rechtspraak 2015, doorlooptijden strafrecht",
)
MEANT_TO_BE_ANSWERED = SourcedFigure(
    of_a_hundred=85,
    year=2015,
    source="Jaarverslag Rechtspraak 2015, doorlooptijden strafrecht",
)
