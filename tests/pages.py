"""What every page must be, whatever is on it: call `check_answer` on each you fetch."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CONTROLS = {"input", "select", "textarea"}
SILENT_INPUTS = {"hidden", "submit", "button"}
OWN_RESOURCES = {"script": "src", "link": "href", "img": "src", "form": "action"}
BETRAYING = (
    "aangifte|advocaat|beklag|beslissing|dader|gerechtshof|geweld|halt|klacht|misdrijf"
    "|officier|parket|politie|rechtbank|rechtszaak|schade|sepot|slachtoffer|straf"
    "|verdachte|vonnis|zaak|zaken|zeden|zitting"
)
SECURITY_HEADERS = {
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
}


@dataclass(eq=False, slots=True)
class Element:
    tag: str
    attributes: dict
    parent: "Element | None"
    texts: list = field(default_factory=list)
    children: list = field(default_factory=list)

    def __getitem__(self, name):
        return self.attributes.get(name)

    @property
    def text(self):
        parts = [part if isinstance(part, str) else part.text for part in self.texts]
        return " ".join(" ".join(parts).split())

    @property
    def name(self):
        return self.text or self["aria-label"] or self["alt"] or ""

    def all(self, *tags):
        for child in self.children:
            if not tags or child.tag in tags:
                yield child
            yield from child.all(*tags)

    def is_inside(self, tag):
        return self.parent is not None and (
            self.parent.tag == tag or self.parent.is_inside(tag)
        )

    def __repr__(self):
        return f"<{self.tag} {self.attributes}>"


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.current = Element("document", {}, None)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"An attribute twice in <{tag}>: {names}"
        element = Element(tag, {n: v or "" for n, v in attrs}, self.current)
        self.current.children.append(element)
        self.current.texts.append(element)
        if tag not in VOID:
            self.current = element

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.current.tag == tag, f"</{tag}> closes {self.current}"
        self.current = self.current.parent

    def handle_data(self, data):
        self.current.texts.append(data)


def read_html(html):
    """Parse strictly: what is opened is closed, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.current is reader.root, f"{reader.current} is not closed"
    return reader.root


def check_answer(response):
    """Check headers, and the page or the fragment that came with them."""
    check_headers(response)
    if not response.headers.get("content-type", "").startswith("text/html"):
        return
    if response.request.headers.get("hx-request"):
        check_fragment(response.text)
    else:
        check_page(response.text, path=response.request.url.path)


def check_headers(response):
    for name, value in SECURITY_HEADERS.items():
        assert response.headers.get(name) == value, name
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "camera=()" in response.headers["permissions-policy"]
    if not response.request.url.path.startswith("/static/"):
        assert response.headers["cache-control"] == "no-store"
        assert "HX-Request" in response.headers["vary"]


def check_page(html, *, path):
    assert html.lstrip().lower().startswith("<!doctype html>")
    page = read_html(html)
    _check_frame(page)
    _check_outside(page, path)
    _check_headings(page)
    check_fragment(html)


def check_fragment(html):
    """What holds for a part that htmx swaps as well as for a whole page."""
    part = read_html(html)
    elements = list(part.all())
    _check_ids(elements, is_whole=any(each.tag == "html" for each in elements))
    _check_fields(part)
    _check_forms(part)
    _check_names(part)
    _check_nothing_inline(elements)
    assert "{{" not in html
    assert "{%" not in html
    assert not re.search(r">\s*None\s*<", html), "None on a page"


def _check_frame(page):
    (root,) = page.all("html")
    assert root["lang"] in {"nl", "en", "fr", "de"}
    assert len(list(page.all("main"))) == 1
    (body,) = page.all("body")
    if "victim" in (body["class"] or "").split():
        links = {link["href"]: link for link in body.all("a")}
        assert "data-leave-to" in links["/weg"].attributes, "The way out is missing"
        assert links["/hulp"].is_inside("header"), "Help is not where it always is"


def _check_outside(page, path):
    """What shows without looking at the page: its title and its address."""
    (head,) = page.all("head")
    (title,) = head.all("title")
    assert title.text, "No title"
    assert not re.search(BETRAYING, title.text, re.IGNORECASE), title.text
    if not path.startswith("/werk"):
        assert not re.search(BETRAYING, path, re.IGNORECASE), path


def _check_headings(page):
    headings = list(page.all(*HEADINGS))
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[:1] == [1], f"The first heading is {headings[:1]}"
    assert levels.count(1) == 1
    for above, below in pairwise(levels):
        assert below <= above + 1, f"h{above} is followed by h{below}"
    for heading in headings:
        assert heading.text, f"An empty {heading}"


def _check_ids(elements, *, is_whole):
    ids = Counter(each["id"] for each in elements if "id" in each.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    keys = Counter(each["data-key"] for each in elements if each["data-key"])
    assert [key for key, count in keys.items() if count > 1] == []
    for each in elements:
        for name in ("for", "aria-describedby", "aria-labelledby"):
            for wanted in (each[name] or "").split():
                assert wanted in ids, f"{each} names {wanted}, which is not there"
        if is_whole and (each["href"] or "").startswith("#"):
            assert each["href"][1:] in ids, f"{each} leads nowhere"


def _check_fields(part):
    labels = {label["for"]: label.text for label in part.all("label") if label["for"]}
    for each in part.all(*CONTROLS):
        if each["type"] in SILENT_INPUTS:
            continue
        has_name = labels.get(each["id"]) or each["aria-label"]
        assert has_name or each["aria-labelledby"] or each.is_inside("label"), (
            f"{each} has no label"
        )
    for fieldset in part.all("fieldset"):
        assert fieldset.children[0].tag == "legend", "A fieldset begins with its legend"


def _check_forms(part):
    for form in part.all("form"):
        assert (form["action"] or "").startswith("/"), f"{form} has no action"
        assert form["method"] in {"get", "post"}, f"{form} has no method"
        tokens = [f for f in form.all("input") if f["name"] == "_csrf_token"]
        assert len(tokens) == (1 if form["method"] == "post" else 0), form
        assert not form.is_inside("form")


def _check_names(part):
    for each in part.all("a", "button"):
        assert each.name, f"{each} says nothing"
    for link in part.all("a"):
        assert link["href"] not in {None, "", "#"}, f"{link} leads nowhere"
    for image in part.all("img"):
        assert image["alt"] is not None, f"{image} has no alt"
    for table in part.all("table"):
        assert list(table.all("caption")), "A table has no caption"
        for cell in table.all("th"):
            assert cell["scope"], f"{cell} has no scope"


def _check_nothing_inline(elements):
    for each in elements:
        assert each.tag != "style", "An inline style"
        assert each.tag != "script" or each["src"], "An inline script"
        for name, value in each.attributes.items():
            assert name != "style", f"{each} has an inline style"
            assert not name.startswith(("on", "hx-on")), f"{each} has inline script"
            assert "javascript:" not in value, each
            assert not (name.startswith("hx-") and "js:" in value), each
        assert "[" not in (each["hx-trigger"] or ""), f"{each} needs eval"
        own = each[OWN_RESOURCES.get(each.tag, "")]
        assert own is None or re.match(r"/(?!/)", own), f"{each} comes from elsewhere"
        for verb in ("hx-get", "hx-post"):
            assert (each[verb] or "/").startswith("/"), each
