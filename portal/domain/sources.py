"""Who tells us about a case, and until when each of them did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.phases import HappeningCode, HistoryEntry

SILENT_AFTER = timedelta(days=7)
"""In a week every source tells us something: who did not has lost the connection."""


class Source(StrEnum):
    POLICE = "police"
    OM = "om"
    COURT = "court"
    HALT = "halt"
    CJIB = "cjib"
    SHN = "shn"


# What each of them tells, by the event's type (contracts, section 3).
_TYPES = {
    Source.POLICE: (
        "nl.politie.aangifte-opgenomen",
        "nl.politie.onderzoek-beeindigd",
    ),
    Source.OM: (
        "nl.om.zaak-ingestroomd",
        "nl.om.voornemen-beslissing",
        "nl.om.beslissing-genomen",
        "nl.om.beslissing-herzien",
        "nl.om.verzet-gewijzigd",
        "nl.om.kennisgeving-betekend",
        "nl.om.voorlopige-hechtenis-gewijzigd",
        "nl.om.hoger-beroep-ingesteld",
    ),
    Source.COURT: (
        "nl.rechtspraak.zitting-gepland",
        "nl.rechtspraak.zitting-gewijzigd",
        "nl.rechtspraak.zitting-vervallen",
        "nl.rechtspraak.zitting-gehouden",
        "nl.rechtspraak.uitspraak-gedaan",
        "nl.rechtspraak.uitspraak-onherroepelijk",
        "nl.rechtspraak.beklag-ontvangen",
        "nl.rechtspraak.beklag-beschikt",
    ),
    Source.HALT: (
        "nl.halt.verwijzing-ontvangen",
        "nl.halt.startgesprek-gevoerd",
        "nl.halt.zaak-afgerond",
    ),
    Source.CJIB: ("nl.cjib.betaling-gedaan",),
    Source.SHN: (
        "nl.slachtofferhulp.slachtoffer-bijgewerkt",
        "nl.slachtofferhulp.slachtoffer-samengevoegd",
    ),
}
SOURCE_OF = {kind: source for source, kinds in _TYPES.items() for kind in kinds}
EVENT_TYPES = tuple(SOURCE_OF)

_OF_HAPPENING = {
    HappeningCode.REPORTED: Source.POLICE,
    HappeningCode.INVESTIGATION_STOPPED: Source.POLICE,
    HappeningCode.CASE_RECEIVED: Source.OM,
    HappeningCode.DECISION: Source.OM,
    HappeningCode.DECISION_REVISED: Source.OM,
    HappeningCode.OBJECTION: Source.OM,
    HappeningCode.NOTICE_SERVED: Source.OM,
    HappeningCode.APPEAL: Source.OM,
    HappeningCode.HEARING_PLANNED: Source.COURT,
    HappeningCode.HEARING_CHANGED: Source.COURT,
    HappeningCode.HEARING_CANCELLED: Source.COURT,
    HappeningCode.HEARING_HELD: Source.COURT,
    HappeningCode.HEARING_ADJOURNED: Source.COURT,
    HappeningCode.JUDGMENT: Source.COURT,
    HappeningCode.JUDGMENT_VICTIM: Source.COURT,
    HappeningCode.FINAL: Source.COURT,
    HappeningCode.COMPLAINT_RECEIVED: Source.COURT,
    HappeningCode.COMPLAINT_DECIDED: Source.COURT,
    HappeningCode.HALT_REFERRED: Source.HALT,
    HappeningCode.HALT_DAMAGE: Source.HALT,
    HappeningCode.HALT_ENDED: Source.HALT,
    HappeningCode.PAYMENT: Source.CJIB,
}

# These she always finds; of the others the name alone would tell her something.
_ALWAYS = (Source.POLICE, Source.OM, Source.COURT, Source.SHN)
_WHEN_SEEN = (Source.HALT, Source.CJIB)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """`about_hers_at`: what she may see of it. `told_at`: anything, about anybody."""

    source: Source
    about_hers_at: datetime | None
    told_at: datetime | None

    def is_silent(self, now: datetime) -> bool:
        return self.told_at is not None and now - self.told_at > SILENT_AFTER


def sources_seen(
    visible: Iterable[HistoryEntry], told_at: Mapping[Source, datetime]
) -> tuple[SourceSeen, ...]:
    """Give each source that she may know to be in it, in the order of the chain."""
    hers: dict[Source, datetime] = {}
    for entry in visible:
        source = _OF_HAPPENING.get(HappeningCode(entry.code))
        if source is not None:
            hers[source] = max(hers.get(source, entry.at), entry.at)
    shown = [*_ALWAYS[:-1], *(it for it in _WHEN_SEEN if it in hers), _ALWAYS[-1]]
    return tuple(
        SourceSeen(
            source=source,
            about_hers_at=hers.get(source),
            told_at=told_at.get(source),
        )
        for source in shown
    )
