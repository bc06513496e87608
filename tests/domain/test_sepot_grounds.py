import re
from datetime import date

import pytest

from portal.domain import sepot_hints, sepot_texts
from portal.domain.sepot_grounds import (
    GROUNDS,
    GroundClass,
    ground_for,
    is_only_administrative,
    is_only_execution_ended,
    is_sensitive,
    plain_text_for,
    unknown_codes,
    withholds_explanation,
)

DECIDED_ON = date(2026, 11, 16)

# domain.md section 2.2.
CODES = {
    GroundClass.TECHNICAL: "01 02 03 04 05 06 07 08 09",
    GroundClass.POLICY: (
        "20 21 22 23 30 31 32 40 41 42 43 44 50 51 52 53 54 55 56 58 59 70 71 72 73 74"
    ),
    GroundClass.EXECUTION_ENDED: "77 82 83 84 85 86 90 91 92 93 94 95 96 97 98",
    GroundClass.ADMINISTRATIVE: "99",
}
PROTECTED = [
    "06",
    "21",
    "22",
    "23",
    "52",
    "53",
    "54",
    "82",
    "83",
    "84",
    "93",
    "94",
    "95",
]
SENSITIVE = ["06", "52", "53", "71", "72", "73"]
BELIEF_NOT_MENTIONED = {"01", "09", "70", "72"}

VICTIM_TEXTS = {
    **{code: ground.plain_text for code, ground in GROUNDS.items()},
    "opening": sepot_texts.OPENING,
    "execution": sepot_texts.OPENING_EXECUTION_ENDED,
    "conditions": sepot_texts.CONDITIONS,
    "other": sepot_texts.OTHER_REASON,
}

JARGON = re.compile(
    r"sepot|seponer|beklag|dader|executie|strafbeschikking|dagvaard|terechtzitting|"
    r"benadeelde|ontvankelijk|vordering|opportun|\bovj\b|\bom\b(?=[ .](?:heeft|kan))|"
    r"parket|noodweer|onherroepelijk|tenuitvoer|inzake|derhalve|teneinde|conform|"
    r"middels|betreffende|desbetreffend|artikel|lid \d|veroordeling|jegens|alsmede",
    re.IGNORECASE,
)
ABOUT_THE_SUSPECT = re.compile(
    r"gezondheid|ziek|psychi|verslav|jeugd|minderjarig|kind|tbs|reclassering|gijzel|"
    r"detentie|gevangen|hulpverlen|\bhij\b|\bzij\b|\bhem\b|\bhaar\b|overleden|\bjong",
    re.IGNORECASE,
)


def sentences(text):
    return re.findall(r"[^.?!]+[.?!]", text)


@pytest.mark.parametrize("ground_class", CODES)
def test_every_listed_code_is_known_with_its_class(ground_class):
    found = [c for c, g in GROUNDS.items() if g.ground_class is ground_class]

    assert found == CODES[ground_class].split()
    assert all(GROUNDS[code].code == code for code in found)


def test_sensitive_and_protected_codes_are_exactly_those_of_the_design():
    assert [c for c, g in sorted(GROUNDS.items()) if g.is_sensitive] == SENSITIVE
    assert [c for c, g in sorted(GROUNDS.items()) if g.discloses_protected] == PROTECTED


@pytest.mark.parametrize("text", VICTIM_TEXTS.values(), ids=VICTIM_TEXTS)
def test_a_text_for_victims_is_short_and_plain(text):
    words = [len(sentence.split()) for sentence in sentences(text)]

    assert 1 <= len(words) <= 5
    assert max(words) <= 20
    assert sum(words) / len(words) <= 12
    assert "".join(sentences(text)) == text
    assert not JARGON.search(text)


@pytest.mark.parametrize("text", VICTIM_TEXTS.values(), ids=VICTIM_TEXTS)
def test_a_text_for_victims_tells_nothing_of_the_suspect_as_a_person(text):
    assert not ABOUT_THE_SUSPECT.search(text)


def test_all_texts_together_are_short_sentences():
    words = [len(s.split()) for text in VICTIM_TEXTS.values() for s in sentences(text)]

    assert sum(words) / len(words) <= 10


def test_protected_grounds_all_sound_the_same():
    told = {GROUNDS[code].reason for code in PROTECTED}

    assert told == {sepot_texts.PROTECTED_REASON}


def test_protected_grounds_of_one_class_cannot_be_told_apart_by_the_whole_text():
    ordinary = [code for code in PROTECTED if code < "77"]
    ended = [code for code in PROTECTED if code > "77"]

    for codes in (ordinary, ended):
        texts = {plain_text_for([code], decided_on=DECIDED_ON) for code in codes}
        assert len(texts) == 1


@pytest.mark.parametrize("code", [*GROUNDS, "10"])
def test_belief_is_mentioned_where_that_is_true_and_of_use(code):
    ground = ground_for(code, decided_on=date(2020, 1, 1))

    is_ordinary = ground.ground_class in {GroundClass.TECHNICAL, GroundClass.POLICY}
    expected = is_ordinary and code not in BELIEF_NOT_MENTIONED
    assert (sepot_texts.NOT_DOUBTED in ground.plain_text) is expected


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
def test_staff_read_what_to_keep_silent_and_where_to_point(ground):
    assert sepot_hints.NEVER_SAY in ground.not_to_say
    assert ground.follow_up


def test_every_text_and_hint_belongs_to_a_listed_code():
    assert set(sepot_texts.REASONS) == set(GROUNDS) - set(PROTECTED)
    assert set(sepot_hints.NOT_TO_SAY) <= set(GROUNDS) - set(PROTECTED)
    assert set(sepot_hints.FOLLOW_UP) <= set(GROUNDS) - set(PROTECTED)


@pytest.mark.parametrize(
    ("code", "decided_on"),
    [
        ("10", DECIDED_ON),
        ("", DECIDED_ON),
        ("2", DECIDED_ON),
        ("04", date(2022, 7, 1)),
        ("02", date(2014, 8, 31)),
    ],
)
def test_a_code_that_was_not_listed_that_day_is_another_reason(code, decided_on):
    ground = ground_for(code, decided_on=decided_on)

    assert (ground.code, ground.name) == (code, "overige reden")
    assert ground.ground_class is GroundClass.UNKNOWN
    assert ground.plain_text == sepot_texts.OTHER_REASON


def test_code_04_holds_until_it_was_deleted():
    ground = ground_for("04", decided_on=date(2022, 6, 30))

    assert ground.name == "burgerlijke rechter niet bevoegd"


def test_the_supervisor_hears_of_unknown_codes_only():
    assert unknown_codes(["02", "10", "04"], decided_on=DECIDED_ON) == ("10", "04")


@pytest.mark.parametrize(
    ("codes", "administrative", "ended"),
    [
        (["99"], True, False),
        (["99", "99"], True, False),
        (["99", "02"], False, False),
        (["97"], False, True),
        (["77", "98"], False, True),
        (["97", "02"], False, False),
        (["97", "99"], False, False),
        (["97", "10"], False, False),
        ([], False, False),
        (["10"], False, False),
    ],
)
def test_mixed_grounds_count_as_ordinary(codes, administrative, ended):
    assert is_only_administrative(codes) is administrative
    assert is_only_execution_ended(codes) is ended


def test_one_sensitive_or_protected_code_is_enough():
    assert is_sensitive(["02", "73"])
    assert not is_sensitive(["02", "21", "10"])
    assert withholds_explanation(["02", "21"])
    assert not withholds_explanation(["02", "73", "10"])
    assert not is_sensitive([])
    assert not withholds_explanation([])


def test_the_whole_explanation_says_nothing_twice():
    told = plain_text_for(["40", "02", "53", "54"], decided_on=DECIDED_ON)

    assert told == (
        sepot_texts.OPENING,
        sepot_texts.REASONS["40"],
        sepot_texts.REASONS["02"],
        sepot_texts.PROTECTED_REASON,
        sepot_texts.NOT_DOUBTED,
    )


def test_belief_is_not_mentioned_where_one_ground_leaves_it_open():
    told = plain_text_for(["02", "01"], decided_on=DECIDED_ON)

    assert sepot_texts.NOT_DOUBTED not in told


def test_conditions_are_told():
    told = plain_text_for(["73"], decided_on=DECIDED_ON, is_conditional=True)

    assert told[-1] == sepot_texts.CONDITIONS


def test_an_ended_execution_opens_otherwise():
    assert plain_text_for(["97"], decided_on=DECIDED_ON) == (
        sepot_texts.OPENING_EXECUTION_ENDED,
        sepot_texts.REASONS["97"],
    )


def test_a_case_that_lives_on_elsewhere_is_not_told_as_stopped():
    assert plain_text_for(["99"], decided_on=DECIDED_ON) == (sepot_texts.REASONS["99"],)
    assert sepot_texts.REASONS["99"] not in plain_text_for(
        ["99", "02"], decided_on=DECIDED_ON
    )


@pytest.mark.parametrize("codes", [[], ["10"]])
def test_without_a_known_ground_the_reason_is_offered(codes):
    told = plain_text_for(codes, decided_on=DECIDED_ON)

    assert told == (sepot_texts.OPENING, sepot_texts.OTHER_REASON)
