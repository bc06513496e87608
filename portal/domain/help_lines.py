"""Help that anybody may call, with where the number was published.

Numbers change: who runs the portal looks at each once a year, at its source.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """`shown` is as people say it; `dial` as a telephone dials it."""

    code: str
    shown: str
    dial: str
    source: str


HELP_LINES = (
    HelpLine(code="emergency", shown="112", dial="112", source="112.nl"),
    HelpLine(code="police", shown="0900 8844", dial="09008844", source="politie.nl"),
    HelpLine(
        code="victim_support",
        shown="0900 0101",
        dial="09000101",
        source="slachtofferhulp.nl",
    ),
    HelpLine(
        code="safe_home", shown="0800 2000", dial="08002000", source="veiligthuis.nl"
    ),
    HelpLine(
        code="sexual_violence",
        shown="0800 0188",
        dial="08000188",
        source="centrumseksueelgeweld.nl",
    ),
    HelpLine(code="suicide", shown="0800 0113", dial="08000113", source="113.nl"),
    HelpLine(
        code="children", shown="0800 0432", dial="08000432", source="kindertelefoon.nl"
    ),
    HelpLine(
        code="listening",
        shown="088 0767 000",
        dial="0880767000",
        source="deluisterlijn.nl",
    ),
    HelpLine(
        code="law", shown="0800 8020", dial="08008020", source="juridischloket.nl"
    ),
    HelpLine(
        code="mediation",
        shown="030 234 00 45",
        dial="0302340045",
        source="perspectiefherstelbemiddeling.nl",
    ),
)
