"""Everybody walks through all that is hers: nothing of anyone else, nothing outside."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape

import pytest

from portal import locale
from portal.db.engine_postgres import PostgresEngine
from portal.locale import Language, templates
from tests.chain import SAMPLE, import_sample
from tests.pages import check_answer, read_html
from tests.test_architecture import ROUTES
from tests.whole_portal import may_post, visiting

OTHER_LANGUAGES = [each for each in Language if each is not Language.DUTCH]
BETRAYING = re.compile(
    r"complaint|court|crime|decision|hearing|lawyer|offender|police|prosecut|suspect"
    r"|victim|affaire|audience|avocat|plainte|procureur|tribunal|suspect|victime"
    r"|anzeige|anwalt|beschwerde|entscheidung|gericht|opfer|polizei|staatsanwalt"
    r"|verhandlung|beklag|beslissing|sepot|slachtoffer|zaak|zitting",
    re.IGNORECASE,
)
DUTCH = re.compile(r"\b(niet|het|een|wij|uw|bij|naar|wordt)\b")
SHORTEST = 4  # letters of a name that is no word as well
LINK = re.compile(r'(?:href|action)="(/mijn[^"#]*)"')
READS_NOW = re.compile(r'action="(/mijn/nieuws/[^"]+/lezen)"')
STARTS = sorted(
    path
    for verb, path in (line.split() for line in ROUTES.read_text("utf-8").splitlines())
    if verb == "GET" and path.startswith("/mijn") and "{" not in path
)


@dataclass
class Person:
    """Somebody of the feed, and words that only who knows her could write."""

    reference: str
    marks: set = field(default_factory=set)


def read_feed():
    return [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]


def people_of(feed):
    """Give everybody with her own words, and all of them together.

    A number may be of two: it is a mark of both, and betrays to all the others.
    """
    people, of_report = {}, defaultdict(set)
    for event in feed:
        for said in event["data"].get("slachtoffers", ()):
            if "soort" in said:
                reference = said["slachtofferId"]
                person = people.setdefault(reference, Person(reference))
                person.marks |= set(_personal(said))
                of_report[event["data"]["pvNummer"]].add(reference)
    for event in feed:
        _mark_cases(event["data"], people, of_report)
    marks = {mark for person in people.values() for mark in person.marks}
    return people, {mark for mark in marks if len(mark) > SHORTEST}


def _personal(said):
    yield said["achternaam"]
    yield from filter(None, [said.get("email")])
    yield from filter(None, [(said.get("adres") or {}).get("straat")])
    yield from (each["naam"] for each in said.get("vertegenwoordigers", ()))


def _mark_cases(data, people, of_report):
    if "feiten" not in data:
        return
    everybody = of_report[data["pvNummer"]]
    hers = {
        reference
        for fact in data["feiten"]
        for reference in fact.get("slachtofferIds", everybody)
    }
    for reference in hers & people.keys():
        people[reference].marks |= {data["parketnummer"]}
    for reference in everybody & people.keys():
        people[reference].marks |= {data["pvNummer"]}


class Walk:
    """One visitor who follows every link, and reads what waits to be read."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.seen = {}

    async def follow(self, *starts):
        todo = list(starts)
        while todo:
            path = todo.pop()
            if _shape(path) in self.seen:
                continue
            response = await self.visitor.get(path)
            self.seen[_shape(path)] = response
            if response.headers.get("content-type", "").startswith("text/html"):
                todo += [unescape(it) for it in LINK.findall(response.text)]
                for form in READS_NOW.findall(response.text):
                    await self.visitor.post(form)
                    todo.append(form.removesuffix("/lezen"))
        return self.seen


def _shape(path):
    """Pages of days and slots are many and alike: the first few tell enough."""
    return re.sub(r"=\d{4}-\d\d-\d\d[^&]*", "=day", path)


async def log_in(visitor, reference):
    await may_post(visitor)
    answer = await visitor.post("/demo/inloggen", data={"victim": reference})
    assert answer.status_code == 303, reference
    visitor.headers["x-csrftoken"] = visitor.cookies["csrf"]


def body_of(response):
    return response.content.decode("utf-8", "replace")


async def test_nobody_finds_anything_of_anybody_else(database):
    people, marks = people_of(read_feed())
    await import_sample()
    each_second = list(people.values())[isinstance(database, PostgresEngine) :: 2]
    for person in each_second:
        async with visiting(PORTAL_MODE="test") as visitor:
            await log_in(visitor, person.reference)
            pages = await Walk(visitor).follow(*STARTS)
            assert len(pages) > len(STARTS) / 2
            for path, response in pages.items():
                text = unescape(body_of(response))
                strange = {it for it in marks - person.marks if _is_in(it, text)}
                assert strange == set(), f"{person.reference} at {path}"


def _is_in(mark, text):
    return re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text) is not None


async def test_nothing_outside_says_what_it_is_about(database):
    await import_sample()
    for reference in ("slo-0002", "slo-0003", "slo-0014"):
        async with visiting(PORTAL_MODE="test") as visitor:
            await log_in(visitor, reference)
            pages = await Walk(visitor).follow(*STARTS)
            for path, response in pages.items():
                assert not BETRAYING.search(path), path
                if response.status_code == 200:
                    check_answer(response)
                name = response.headers.get("content-disposition", "")
                assert not BETRAYING.search(name), name


@pytest.mark.parametrize("spoken", OTHER_LANGUAGES)
async def test_every_page_speaks_her_language(database, spoken, monkeypatch):
    missed = set()
    translate = locale.translate

    def note_missing(text):
        known = locale.catalogue(spoken)
        said = {form for forms in known.values() for form in forms}
        if locale.language() is spoken and text not in known.keys() | said:
            missed.add(text)
        return translate(text)

    monkeypatch.setattr(templates, "translate", note_missing)
    await import_sample()
    for reference in ("slo-0001", "slo-0002", "slo-0009", "slo-0014"):
        async with visiting(PORTAL_MODE="test") as visitor:
            await log_in(visitor, reference)
            await visitor.post("/taal", data={"taal": spoken})
            pages = await Walk(visitor).follow(*STARTS)
            for path, response in pages.items():
                if response.headers.get("content-type", "").startswith("text/html"):
                    _check_language(response, spoken, f"{reference} at {path}")
    assert {text for text in missed if not re.search(r"\d", text)} == set()


def _check_language(response, spoken, where):
    page = read_html(response.text)
    (root,) = page.all("html")
    (title,) = page.all("title")
    assert root["lang"] == spoken, where
    assert not BETRAYING.search(title.text), where
    dutch = [
        each.text
        for each in page.all("p", "li", "h1", "h2", "h3", "dt", "dd", "label", "button")
        if not _speaks_another(each) and len(DUTCH.findall(each.text)) > 1
    ]
    assert dutch == [], where


def _speaks_another(element):
    while element is not None:
        if element["lang"] and element.tag != "html":
            return True
        element = element.parent
    return False


def test_the_walk_would_notice():
    people, marks = people_of(read_feed())
    assert len(people) > 20
    assert "yasin.yilmaz@example.org" in marks - people["slo-0001"].marks
    assert _is_in("Kowalski", "Beste Kowalski,")
    assert not _is_in("Berg", "Heuvelberg")
