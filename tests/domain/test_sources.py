from portal.domain.sources import EVENT_TYPES, Source, sources_seen
from portal.integrations.cloud_events import READERS
from tests.builders import NOW


def test_every_event_has_a_source_but_the_release_that_not_everybody_may_see():
    assert set(READERS) - set(EVENT_TYPES) == {"nl.dji.vrijlating-gepland"}
    assert set(EVENT_TYPES) < set(READERS)


def test_the_name_of_a_source_gives_nothing_away():
    told = dict.fromkeys(Source, NOW)
    shown = [one.source for one in sources_seen([], told)]

    assert shown == [Source.POLICE, Source.OM, Source.COURT, Source.SHN]
