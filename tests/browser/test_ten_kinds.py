"""A day of ten calls of ten kinds, each whole, by somebody who has no mouse."""

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.browser.playing import (
    JAN_CALLS,
    SAMIRA_OF_SHN,
    expect_focus,
    log_in,
    use_key,
)

NOOR_OF_HALT = "Noor de Wit"
CALLERS = {
    JAN_CALLS: (
        *("consultation", "mediation", "release", "hearing", "hearing_changed"),
        *("judgment", "decision", "sepot"),
    ),
    NOOR_OF_HALT: ("halt",),
    SAMIRA_OF_SHN: ("term_consultation", "first_contact"),
}
TEN = 10
FARTHEST = 80  # steps with Tab from one end of the call screen to the other
HER_VIEW = "Zij hoopt op een gesprek."

OPEN_CALLS = """SELECT t.id, t.kind, t.victim FROM call_task t
    JOIN victim v ON v.id = t.victim
    WHERE t.closed_as IS NULL AND t.line IS NOT NULL AND v.calling
    ORDER BY t.opened_at, t.id"""
ALL_OTHERS = """UPDATE call_task SET closed_as = 'done', closed_at = opened_at,
    close_reason = 'told' WHERE closed_as IS NULL AND id NOT IN ({})"""
NOW_IS_FINE = """UPDATE call_task SET needs_experience = FALSE, guarded_until = NULL,
    reserved_until = NULL, not_before = '2026-11-23 08:00:00+00:00',
    window_ends = '2026-11-23 19:00:00+00:00' WHERE closed_as IS NULL"""


def test_ten_calls_of_ten_kinds_take_no_mouse(portal, open_browser):
    kinds = leave_one_of_each(portal)
    assert len(kinds) >= TEN
    for name, hers in CALLERS.items():
        caller = open_browser(portal)
        log_in(caller, name)
        for _ in kinds.intersection(hers):
            _takes_the_next_call(caller)
            _is_sure_who_it_is(caller)
            _ticks_all_that_was_said(caller)
            _says_how_it_went(caller)
        use_key(caller, "Enter")
        expect(caller.get_by_role("status")).to_contain_text("niets te bellen")
    assert recorded_kinds(portal) == kinds


def leave_one_of_each(portal) -> set[str]:
    """Close the other calls as if colleagues made them: each kind its own person."""
    kept: dict[str, str] = {}
    people = set()
    rows = read_rows(portal, OPEN_CALLS)
    for kind in [kind for kinds in CALLERS.values() for kind in kinds]:
        for task, its_kind, victim in rows:
            if its_kind == kind and kind not in kept and victim not in people:
                kept[kind] = task
                people.add(victim)
    portal.run_sql(ALL_OTHERS.format(", ".join(f"'{it}'" for it in kept.values())))
    portal.run_sql(NOW_IS_FINE)
    return set(kept)


def recorded_kinds(portal) -> set[str]:
    rows = read_rows(
        portal,
        "SELECT t.kind FROM call_attempt a JOIN call_task t ON t.id = a.task"
        " WHERE t.closed_as = 'done' AND a.outcome IN ('spoken', 'representative')",
    )
    return {kind for (kind,) in rows}


def read_rows(portal, query):
    path = portal.environment["PORTAL_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, timeout=30)) as database:
        return database.execute(query).fetchall()


def _takes_the_next_call(page):
    use_key(page, "Enter")
    page.wait_for_url("**/werk/gesprek/*")
    expect(page.locator("#gespreksformulier")).to_be_visible()


def _is_sure_who_it_is(page):
    """Her details do, or two facts that only she and the police know."""
    has_details = page.locator('.acts [data-key="k"]').count()
    use_key(page, "k" if has_details else "f")
    expect_focus(page, "identiteit")


def _ticks_all_that_was_said(page):
    """One key each; what has no key of its own is a few steps with Tab away."""
    boxes = page.locator("input[name=verteld], input[name=punt][data-key]")
    for index in range(boxes.count()):
        box = boxes.nth(index)
        key = box.get_attribute("data-key")
        if key:
            use_key(page, key)
        else:
            _goes_to(page, box.get_attribute("id"))
            page.keyboard.press("Space")
        expect(box).to_be_checked()
    if page.locator("#zienswijze").count():
        _goes_to(page, "zienswijze")
        page.keyboard.type(HER_VIEW)
        page.keyboard.press("Tab")


def _goes_to(page, field):
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(f"The keyboard does not come to {field!r}.")


def _says_how_it_went(page):
    use_key(page, "g")
    expect(page.get_by_text("Vastgelegd: ")).to_be_visible()
    expect_focus(page, "Volgend gesprek")
