"""The whole of the victim's side, walked by everybody: nothing of anybody else on it.

Before and after the letters left; pages, printed pages and files alike. On the outside
(titles, addresses, names of files) no word says what it is about.
"""

import json
import re
from urllib.parse import urlsplit

import pytest

from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets
from tests.chain import NOW, SAMPLE, import_sample
from tests.outbox import Postbox
from tests.pages import BETRAYING, check_answer, read_html
from tests.plain_dutch import check_plain_dutch

WHOSE_PAGES = "/mijn"
MOST_PAGES = 80
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def people():
    """Everybody in the feed that we ship: what would name them, and all of theirs."""
    marks, own = {}, {}
    for line in SAMPLE.read_text("utf-8").splitlines():
        data = json.loads(line)["data"]
        for each in data.get("slachtoffers", [data] if "achternaam" in data else []):
            who = each["slachtofferId"]
            marks.setdefault(who, set()).update(_marks_of(each))
            own[who] = own.get(who, "") + json.dumps(each, ensure_ascii=False)
    return marks, own


def _marks_of(person):
    yield person["slachtofferId"]
    yield from filter(None, (person.get("email"), person.get("achternaam")))
    address = person.get("adres") or {}
    if address.get("straat"):
        yield f"{address['straat']} {address['huisnummer']}"
    for phone in person.get("telefoonnummers") or []:
        number = phone["nummer"] if isinstance(phone, dict) else phone
        digits = re.sub(r"\D", "", number)
        if len(digits) >= len("12345678"):
            yield digits[-8:]


@pytest.fixture(scope="module")
def others():
    """For each, what names others and stands nowhere in what is on file of them."""
    marks, own = people()
    return {
        who: {
            it for it in set().union(*marks.values()) - marks[who] if it not in own[who]
        }
        for who in marks
    }


async def walk(person):
    """Give every page and file that links lead to, once for each shape of address."""
    todo, seen, found = [WHOSE_PAGES, "/mijn/gegevens"], set(), []
    while todo:
        path = todo.pop(0)
        shape = ID.sub("…", path)
        if (path if "verloop" in path or "nieuws" in path else shape) in seen:
            continue
        seen.add(path if "verloop" in path or "nieuws" in path else shape)
        assert len(seen) < MOST_PAGES
        answer = await person.browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        found.append((path, answer))
        if answer.headers["content-type"].startswith("text/html"):
            links = read_html(answer.text).all("a")
            todo += [it["href"] for it in links if is_hers(it["href"])]
    return found


def is_hers(href):
    return bool(href) and href.startswith(WHOSE_PAGES)


def without_grouping(text):
    """Numbers as people write them, so that one is found however it is spaced."""
    return re.sub(r"(?<=\d)[ \u2011-](?=\d)", "", text)


def check_outside(path, answer):
    outside = [urlsplit(path).path, answer.headers.get("content-disposition", "")]
    for text in outside:
        assert not re.search(BETRAYING, text, re.IGNORECASE), text
    if answer.headers["content-type"].startswith("text/html"):
        check_answer(answer)
        check_plain_dutch(answer.text)


@pytest.mark.parametrize("has_letters", [False, True], ids=["before", "after"])
async def test_whoever_walks_meets_nobody_else(enter, others, has_letters):
    await import_sample()
    if has_letters:
        await run_due_jobs(now=NOW, outlets=Outlets(email=Postbox()))
    pages = 0
    for who in sorted(others):
        for path, answer in await walk(await enter(who)):
            check_outside(path, answer)
            text = without_grouping(answer.content.decode("utf-8", "replace"))
            assert [it for it in others[who] if it in text] == [], f"{who} at {path}"
            pages += 1
    assert pages > 10 * len(others)
