"""What every page must be on every screen: as axe sees it, and what axe cannot see."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_OF_LOOKS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

LARGER_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
LARGER_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% !important }");
  document.adoptedStyleSheets = [sheet];
}"""
AS_USUAL = "() => { document.adoptedStyleSheets = []; }"
FAULTS = """() => {
  const faults = [];
  const root = document.documentElement;
  const isSeen = it => it.checkVisibility({visibilityProperty: true})
    && !it.closest(".vh, .skip") && it.getBoundingClientRect().width > 1;
  const say = (what, it) => faults.push(`${what}: ${it.outerHTML.slice(0, 120)}`);
  if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth} wide`);
  for (const it of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(it);
    const mayScroll = it.matches(".tw, textarea, input, select") || it.closest(".vh");
    if (style.overflow === "visible" || mayScroll || !isSeen(it)) continue;
    if (it.scrollWidth > it.clientWidth + 1) say("Cut off", it);
  }
  return faults;
}"""
FAULTS_OF_CONTROLS = """() => {
  const faults = [];
  const say = (what, it) => faults.push(`${what}: ${it.outerHTML.slice(0, 120)}`);
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const bars = [...document.querySelectorAll(".top, .exit")].filter(
    it => ["sticky", "fixed"].includes(getComputedStyle(it).position));
  for (const it of document.querySelectorAll(kinds)) {
    if (!it.checkVisibility() || it.matches(".skip")) continue;
    const target = it.matches("[type=checkbox], [type=radio]") && it.closest("label");
    const size = (target || it).getBoundingClientRect();
    const isInSentence = it.tagName === "A" && getComputedStyle(it).display === "inline"
      && it.parentElement.textContent.trim() !== it.textContent.trim();
    if (!isInSentence && (size.width < 24 || size.height < 24)) say("Small", it);
    it.focus();
    const box = it.getBoundingClientRect();
    for (const bar of bars) {
      if (bar.contains(it) || it.contains(bar)) continue;
      const over = bar.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const isOver = x > over.left && x < over.right && y > over.top && y < over.bottom;
      if (isOver) say("Covered", it);
    }
    if (box.bottom <= 0 || box.top >= innerHeight) say("Out of sight", it);
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return faults;
}"""


def check_looks(page: Page) -> None:
    """Wide and light with every rule; narrow and dark with what that changes.

    Then with more space, with text twice as large, and with colours of one's own.
    """
    page.wait_for_load_state()  # a click waits for the page, not for its style sheet
    faults = []
    for size, scheme, rules in (
        (WIDE, "light", ALL_RULES),
        (NARROW, "dark", RULES_OF_LOOKS),
    ):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults += page.evaluate(FAULTS)
        faults += page.evaluate(FAULTS_OF_CONTROLS)
        faults += _faults_by_axe(page, rules)
    page.evaluate(LARGER_SPACING)
    faults += [f"With more space, {it}" for it in page.evaluate(FAULTS)]
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", forced_colors="active")
    page.evaluate(LARGER_TEXT)
    faults += [f"With large text, {it}" for it in page.evaluate(FAULTS)]
    page.evaluate(AS_USUAL)
    page.emulate_media(color_scheme="light", forced_colors="none")
    assert not faults, f"{page.url}: {faults}"


def _faults_by_axe(page: Page, rules: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
