"""Every code of a hearing has words, in four languages, and the Dutch is plain."""

import pytest

from portal.config import Settings
from portal.domain.cases import Judge
from portal.domain.hearing_facts import Coming, Doors, Part
from portal.locale import Language, speaking
from portal.web.static_files import load_static_files
from portal.web.templating import build_environment
from tests.plain_dutch import check_plain_dutch

WORDS = {
    "coming": Coming,
    "doors": Doors,
    "company": Doors,
    "judge": Judge,
    "verdict": Judge,
    "part_name": Part,
    "part_meaning": Part,
    "part_late": (Part.SPEAK, Part.STATEMENT, Part.CLAIM, Part.CLAIM_AT_PROSECUTOR),
}


@pytest.fixture(scope="module")
def words():
    settings = Settings.from_env({"PORTAL_MODE": "test"})
    site = {"office_phone": settings.base_url}
    environment = build_environment(load_static_files(), site)
    return environment.get_template("victim/_hearing_words.html").module


@pytest.mark.parametrize("macro", WORDS)
def test_every_code_has_words_in_every_language(words, macro):
    for code in WORDS[macro]:
        said = set()
        for language in Language:
            with speaking(language):
                said.add(str(getattr(words, macro)(code)).strip())
        assert "" not in said
        assert len(said) == len(Language), said


@pytest.mark.parametrize(
    "macro", ["coming", "doors", "company", "part_meaning", "part_late"]
)
def test_sentences_are_plain(words, macro):
    texts = [str(getattr(words, macro)(code)) for code in WORDS[macro]]
    check_plain_dutch("".join(f"<p>{text}</p>" for text in texts))
