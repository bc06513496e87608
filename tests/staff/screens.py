"""A call on the screen of somebody at work."""

from tests.builders import (
    agreed,
    make_case,
    make_decision,
    make_incident,
    make_task,
    make_victim,
)
from tests.pages import read_html

WORDS_OF_02 = "Er is te weinig bewijs tegen deze persoon."
ITEMS = [
    "reason_explained",
    "complaint_explained",
    "other_routes",
    "support_offered",
    "confirmation_asked",
]
SURE = {"identiteit": "details", "wie": "victim"}


class Screen:
    """A call on screen, its fields kept as a browser would."""

    def __init__(self, browser, task, page):
        self.browser, self.task, self.page = browser, task, page

    @property
    def path(self):
        return f"/werk/gesprek/{self.task.id}"

    @property
    def hidden(self):
        form = next(
            each
            for each in read_html(self.page.text).all("form")
            if each["id"] == "gespreksformulier"
        )
        return {
            field["name"]: field["value"]
            for field in form.all("input")
            if field["type"] == "hidden" and field["name"] != "_csrf_token"
        }

    async def identify(self, **data):
        self.page = await self.browser.post(
            f"{self.path}/identiteit", {**self.hidden, **SURE, **data}
        )
        return self

    async def record(self, outcome, **data):
        self.page = await self.browser.post(
            f"{self.path}/poging", {**self.hidden, "uitkomst": outcome, **data}
        )
        return self.page

    async def result(self, outcome, **data):
        return await self.browser.follow(await self.record(outcome, **data))


async def open_call(browser, *, victim=None, decision=None, task=None):
    anna = await make_victim(**{**agreed(), "may_post": True, **(victim or {})})
    incident = await make_incident(victims=(anna,))
    case = await make_case(incident=incident, victims=(anna,))
    sepot = await make_decision(case=case, **(decision or {}))
    call = await make_task(
        victim=anna, incident=incident, decisions=(sepot,), **(task or {})
    )
    await browser.post("/werk/bellen/volgende")
    page = await browser.get(f"/werk/gesprek/{call.id}")
    screen = Screen(browser, call, page)
    screen.decision = sepot
    return screen
