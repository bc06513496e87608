"""Her overview, a report, what she was told and her data: in four languages."""

import pytest

from portal.locale import Language, catalogue
from tests.chain import import_sample
from tests.translations import asked_texts
from tests.victim.conftest import links, main_text
from tests.victim.test_messages import sent_to

OWN = (
    *("overview", "incident", "_incident", "_steps", "_happened", "_news", "_words"),
    *("messages", "message", "messages_paper", "_notice", "_caller_words", "_sources"),
    *("_can", "_new", "looks", "_look_words", "own_data"),
)
OTHERS = [each for each in Language if each is not Language.DUTCH]
SHORTEST = 12
"""Of texts that cannot stand by chance in another one."""


def dutch_texts(spoken):
    known = catalogue(spoken)
    for name in OWN:
        for text in asked_texts(f"victim/{name}.html"):
            is_plain = "%(" not in text and len(text) >= SHORTEST
            if is_plain and text not in known.get(text, (text,))[0]:
                yield text


@pytest.mark.parametrize("spoken", OTHERS)
async def test_no_dutch_is_left_on_a_page_in_another_language(enter, spoken):
    await import_sample()
    for who in ("slo-0002", "slo-0009", "slo-0022"):
        person = await enter(who)
        await sent_to(person.victim_id)
        person.browser.cookies.set("__Host-taal", spoken)
        overview = await person.browser.get("/mijn")
        paths = ["/mijn/berichten", "/mijn/berichten/alles", "/mijn/gegevens"]
        paths += ["/mijn/gegevens/lezen", *links(overview, "/mijn/verloop/")]
        for path in ("/mijn", *paths):
            page = await person.browser.get(path)
            assert f'<html lang="{spoken}"' in page.text
            text = main_text(page)
            assert [dutch for dutch in dutch_texts(spoken) if dutch in text] == [], path
