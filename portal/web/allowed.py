"""A page for who stands in: with nothing to press that would be refused."""

import re

from markupsafe import Markup

from portal.domain.standing_in import Access
from portal.web.parts import may_change, may_go_to

_FORM = re.compile(r"<form\b(?P<tag>[^>]*)>.*?</form>", re.DOTALL)
_LINK = re.compile(r"<a\b(?P<tag>[^>]*)>(?P<text>.*?)</a>", re.DOTALL)
_ITEM = re.compile(r"<li>\s*<a\b(?P<tag>[^>]*)>[^<]*</a>\.?\s*</li>")
_ACTION = re.compile(r'\baction="(?P<path>[^"?#]*)')
_CHECK_WORDS = re.compile(r'<strong lang="nl">[^<]*</strong>')
_TARGET = re.compile(r'\bhref="(?P<path>/mijn[^"?#]*)')


def as_allowed(html: Markup, access: Access, path: str) -> Markup:
    """Take out forms that would be refused, and links to what is not there.

    What somebody typed is escaped by then, so whatever looks like a tag here is one.
    A form without an address goes to the page that it is on. The words by which she
    knows our caller are for who is called: another could call her with them in our
    name. The guard refuses whatever is overlooked here.
    """

    def keep_form(found: re.Match[str]) -> str:
        action = _ACTION.search(found["tag"])
        target = action["path"] if action and action["path"] else path
        is_outside = not target.startswith("/mijn")
        return found[0] if is_outside or may_change(target, access) else ""

    def keep_item(found: re.Match[str]) -> str:
        return found[0] if _leads_somewhere(found["tag"], access) else ""

    def keep_link(found: re.Match[str]) -> str:
        is_open = _leads_somewhere(found["tag"], access)
        return found[0] if is_open else f"<span>{found['text']}</span>"

    text = _FORM.sub(keep_form, str(html))
    text = _LINK.sub(keep_link, _ITEM.sub(keep_item, text))
    if not access.opens_gate:
        text = _CHECK_WORDS.sub("<strong>…</strong>", text)
    return Markup(text)  # noqa: S704 - made of a template, whose values are escaped


def _leads_somewhere(tag: str, access: Access) -> bool:
    target = _TARGET.search(tag)
    return target is None or may_go_to(target["path"], access)
