"""A page of hers inside a page of ours: to read, with nothing in it to press."""

import re

from markupsafe import Markup

_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([2-5])\b")
_NAMED = re.compile(r'\b(id|aria-labelledby|aria-describedby|for)="')
_TASK = re.compile(r'\brole="(?:status|alert)"|\btabindex="-1"|\bdata-focus\b')

_MARK = re.compile(r'<span class="mk"[^>]*>[^<]*</span>')
_UNSEEN = re.compile(r'<span class="vh">')

HER_OWN = '<p class="hint">Hier kan zij zelf iets kiezen.</p>'


def as_preview(html: Markup, prefix: str = "zij") -> Markup:
    """Take out what can be pressed; move headings below ours and give ids a name.

    What a mark says to the eye on her page, its hidden words say here to everybody.
    What somebody typed is escaped by then, so whatever looks like a tag here is one.
    """
    text = _FORM.sub(HER_OWN, str(html))
    text = _LINK.sub(r"<span>\1</span>", text)
    text = _TASK.sub("", text)
    text = _UNSEEN.sub('<span class="hint">', _MARK.sub("", text))
    text = _NAMED.sub(rf'\1="{prefix}-', text)
    return Markup(  # noqa: S704 - made of a template, whose values are escaped
        _HEADING.sub(lambda it: f"<{it[1]}h{int(it[2]) + 1}", text)
    )
