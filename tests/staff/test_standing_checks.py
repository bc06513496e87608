"""SHN reads whom somebody at risk would let look along, before it counts."""

from portal.actions.standing_in import keep_own_part, say_of_stand_in
from portal.db.engine import fetch_rows
from portal.domain.standing_powers import OwnPart, StandingWord
from tests.builders import NOW, make_representative, make_victim


async def test_shn_reads_whom_and_what_she_would_let_be_seen(visit):
    noor = await make_victim(given_names="Noor", is_vulnerable=True)
    one = await make_representative(
        victim=noor, role="authorised", name="Kim Bos", ended_at=NOW
    )
    about = {"victim_id": noor.id, "now": NOW}
    word = StandingWord.RESTORED
    assert await say_of_stand_in(representative_id=one.id, word=word, **about)
    for is_hers in (True, False):
        await keep_own_part(part=OwnPart.QUESTIONS, is_hers=is_hers, **about)
    sealed = await fetch_rows("SELECT value_sealed FROM contact_choice")
    assert not [row for row in sealed if "Kim" in (row["value_sealed"] or "")]
    (item,) = await fetch_rows("SELECT id FROM work_item")
    browser = await visit(organisation="shn", role="shn_worker")
    page = await browser.get(f"/werk/aandacht/{item['id']}/wegen")
    assert "Laten meekijken: Kim Bos" in page.text
    assert "Haar vragen laten zien, aan wie meekijkt" in page.text
