"""Four languages: nothing is missing, nothing is left over, and the parts agree."""

import ast
import re
from collections import Counter

import pytest

from portal.domain import sepot_texts
from portal.locale import (
    FOLDER,
    Language,
    catalogue,
    language,
    language_of,
    read_catalogue,
    speaking,
    translate,
    translate_number,
)
from portal.web.templating import TEMPLATES
from tests.translations import asked_texts, bare_texts, python_texts

OTHERS = [each for each in Language if each is not Language.DUTCH]
FOLDERS = ("public", "components", "messages", "victim")
SHELL = ("base.html", "base_victim.html", "error.html")
FOR_VICTIMS = sorted(
    str(path.relative_to(TEMPLATES))
    for folder in FOLDERS
    for path in (TEMPLATES / folder).rglob("*.*")
) + list(SHELL)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
TAG = re.compile(r"</?[a-z]+[^>]*>")


@pytest.mark.parametrize("name", FOR_VICTIMS)
def test_every_text_of_a_template_asks_for_its_translation(name):
    assert bare_texts(name) == []


@pytest.mark.parametrize("spoken", OTHERS)
@pytest.mark.parametrize("name", FOR_VICTIMS)
def test_no_text_is_missing(name, spoken):
    known = catalogue(spoken)
    assert [text for text in asked_texts(name) if text not in known] == []


@pytest.mark.parametrize("spoken", OTHERS)
def test_a_translation_has_the_same_parts_as_the_dutch(spoken):
    for dutch, forms in catalogue(spoken).items():
        for said in forms:
            assert said.strip()
            assert _parts(PLACEHOLDER, said) == _parts(PLACEHOLDER, dutch), said
            assert _parts(TAG, said) == _parts(TAG, dutch), said
            assert said[0].isspace() == dutch[0].isspace()


def _parts(pattern, text):
    return Counter(pattern.findall(text))


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_language_has_the_same_texts(spoken):
    assert catalogue(spoken).keys() == catalogue(Language.ENGLISH).keys()


@pytest.mark.parametrize("spoken", OTHERS)
def test_no_text_is_translated_twice(spoken):
    found = Counter()
    for path in (FOLDER / spoken).glob("*.po"):
        found.update(read_catalogue(path).keys())
    assert [text for text, times in found.items() if times > 1] == []


def test_no_translation_is_left_over():
    every = [path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.*")]
    asked = {text for name in every for text in asked_texts(name)}
    left_over = catalogue(Language.ENGLISH).keys() - asked - python_texts()
    assert left_over == set()


def test_a_text_is_said_in_the_language_of_the_moment():
    assert translate("Hulp") == "Hulp"
    with speaking(Language.ENGLISH):
        assert translate("Hulp") == "Help"
        assert translate("Wat nergens staat") == "Wat nergens staat"
    assert language() is Language.DUTCH


def test_one_and_more_are_told_apart_as_each_language_does():
    assert [translate_number("dag", "dagen", n) for n in (0, 1, 2)] == [
        "dagen",
        "dag",
        "dagen",
    ]
    with speaking(Language.FRENCH):
        assert translate_number("dag", "dagen", 0) == "dag"


@pytest.mark.parametrize(
    ("tag", "ours"),
    [("en", "en"), ("en-GB", "en"), ("de_AT", "de"), ("NL", "nl"), ("ar", None)],
)
def test_a_tag_of_a_language_leads_to_ours(tag, ours):
    assert language_of(tag) == ours


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_reason_of_a_sepot_is_told_in_every_language(spoken):
    reasons = set(sepot_texts.REASONS.values())
    assert reasons - catalogue(spoken).keys() == set()


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_title_is_told_in_every_language(spoken):
    assert titles() - catalogue(spoken).keys() == {"Demo"}


def titles():
    """Give what the handlers of the doors for victims and visitors name their pages."""
    nodes = (
        node
        for door in ("victim", "web")
        for path in (FOLDER.parent / door).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )
    named = (node.value for node in nodes if _names_a_page(node))
    return {value.value for value in named if isinstance(value, ast.Constant)}


def _names_a_page(node):
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if "id" in target._fields] == [
            "TITLE"
        ]
    return isinstance(node, ast.keyword) and node.arg == "title"
