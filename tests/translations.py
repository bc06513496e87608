"""What victims may read: each text of a template, in whichever branch it stands."""

import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension

from portal.web.templating import TEMPLATES

SOURCE = Path(__file__).parents[1] / "portal"
ASKS = {"_", "gettext", "ngettext"}
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "content", "placeholder", "title"}
AN_EXPRESSION = "\ufffc"
ATTRIBUTE = re.compile(r'[a-z-]+="[^"]*"?')  # that a macro adds to a tag
NAMES = {"Demo"}
"""Names that stay in every language, and what is written as it is everywhere."""


@cache
def _environment():
    environment = Environment(
        autoescape=True,
        extensions=[InternationalizationExtension],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def read_template(name):
    return _environment().parse((TEMPLATES / name).read_text("utf-8"))


def asked_texts(name):
    """Give the texts that a template asks a translation for."""
    for call in read_template(name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ASKS:
            for argument in call.args:
                yield from _words_in(argument)


def _words_in(node):
    """Give the words of each branch, and of a table its words, not its codes."""
    if isinstance(node, nodes.Const):
        yield from [node.value] if isinstance(node.value, str) and node.value else []
    for part in _branches(node):
        yield from _words_in(part)


def _branches(node):
    if isinstance(node, nodes.Dict):
        return [pair.value for pair in node.items]
    if isinstance(node, nodes.CondExpr):
        return [each for each in (node.expr1, node.expr2) if each]
    if isinstance(node, nodes.Call):  # as in {…}.get(code, "…")
        return [node.node, *node.args[1:]]
    if isinstance(node, nodes.BinExpr):
        return [node.left, node.right]
    is_part = isinstance(node, (nodes.Getitem, nodes.Getattr))
    return [node.node] if is_part else []


def bare_texts(name):
    """Give what stands in a template as it is, asking for no translation."""
    reader = _BareReader()
    reader.feed("".join(_parts(read_template(name))))
    reader.close()
    return reader.found


def _parts(tree):
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            is_data = isinstance(node, nodes.TemplateData)
            yield node.data if is_data else AN_EXPRESSION


class _BareReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and tag != "meta":
                self._note(value or "")

    def handle_data(self, data):
        self._note(data)

    def _note(self, text):
        for part in ATTRIBUTE.sub("", text).split(AN_EXPRESSION):
            if re.search(r"[^\W\d_]{2}", part) and part.strip() not in NAMES:
                self.found.append(" ".join(part.split()))


@cache
def python_texts():
    """Give every text that stands in our code, where parts are joined, joined."""
    texts = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    return texts
