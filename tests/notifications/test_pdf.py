import io
from datetime import date

import pytest
from pypdf import PdfReader

from portal.domain.complaints import complaint_term
from portal.domain.signers import Signer
from portal.domain.victims import RepresentativeRole, VictimKind
from portal.notifications.complaint_letters import (
    LetterFacts,
    letter_as_data,
    letter_as_text,
    write_complaint_letter,
)
from portal.notifications.pdf import set_letter

ANNA = "Anna de Vries"


def facts(**given):
    term = complaint_term(
        kind_of_decision=given.get("decision", "sepot"),
        grounds=("02",),
        served_on=None,
        parket="16",
        knowledge=[],
    )
    return LetterFacts(
        **{
            "name": ANNA,
            "kind": VictimKind.PERSON,
            "contact_person": "",
            "address_lines": ("Biltstraat 12", "3572 BB  UTRECHT"),
            "signer": None,
            "parketnummer": "16-123456-26",
            "pv_number": "PL0900-2026081234",
            "recorded_on": date(2026, 11, 1),
            "office": "Arrondissementsparket Midden-Nederland",
            "offences": ("Diefstal van een fiets",),
            "decision": "sepot",
            "is_execution_ended": False,
            "decided_on": date(2026, 11, 16),
            "term": term,
        }
        | given
    )


async def read(**given):
    letter = write_complaint_letter(facts(**given))
    return PdfReader(io.BytesIO(await set_letter("complaint", letter_as_data(letter))))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


async def test_a_letter_is_tagged_in_dutch_and_has_a_neutral_title():
    pdf = await read()
    root = pdf.trailer["/Root"]

    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Brief"
    assert "<pdfuaid:part>1</pdfuaid:part>" in _packet(root)
    assert {"/Document", "/H1", "/H2", "/P", "/L", "/LI"} <= set(_tags(root))


async def test_a_letter_is_on_a4_with_its_fonts_in_it():
    pdf = await read()
    for page in pdf.pages:
        assert [round(side) for side in page.mediabox[2:]] == [595, 842]
        for font in page["/Resources"].get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


async def test_a_letter_reads_in_the_order_of_a_letter():
    text = words_of(await read())
    parts = [
        ANNA,
        "Gerechtshof Arnhem-Leeuwarden",
        "artikel 12 van het Wetboek van Strafvordering",
        "16-123456-26",
        "Diefstal van een fiets",
        "maandag 16 november 2026 besloten de verdachte niet (verder) te vervolgen",
        "Waarom ik het niet eens ben",
        "alsnog te vervolgen",
        "Plaats en datum",
        "Handtekening",
        "Bijlage: kopie van de beslissing",
        "deze bladzijde niet meesturen",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


async def test_the_address_stands_where_the_window_of_an_envelope_is():
    pdf = await read()
    found = {}
    pdf.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, *_: found.setdefault(
            text.strip(), (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])
        )
    )
    millimetre = 72 / 25.4
    for line in ("Gerechtshof Arnhem-Leeuwarden", "6800 EM  ARNHEM"):
        across, up = found[line]
        assert 20 < across / millimetre < 40
        assert 45 < (842 - up) / millimetre < 75


@pytest.mark.parametrize(
    "name",
    [
        '#import "/etc/passwd": *',
        '#eval("1") *vet* _schuin_ $x^2$ <anker> @bron `code` // weg /* weg */',
        '"}], "title": "Sepot',
        "\\u{0} \\ #h(1cm) = Kop\n= Kop",
        "Łukasz Żółć-Ñandú Nguyễn Δημήτρης Дмитрий",
    ],
)
async def test_a_name_is_never_more_than_a_name(name):
    pdf = await read(name=name)

    assert " ".join(name.split()) in words_of(pdf)
    assert pdf.metadata.title == "Brief"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("李小龙", "□□□"),
        ("Anna 😀 de Vries", "Anna □ de Vries"),
        ("An\x00na\u202e \u200bde Vries", "Anna de Vries"),
    ],
    ids=["chinese", "emoji", "unseen"],
)
async def test_what_no_font_has_leaves_room_to_write(name, shown):
    assert shown in words_of(await read(name=name))


async def test_the_same_letter_is_the_same_to_the_byte():
    data = letter_as_data(write_complaint_letter(facts()))
    assert await set_letter("complaint", data) == await set_letter("complaint", data)


def test_the_text_to_copy_says_what_the_court_reads():
    letter = write_complaint_letter(facts())
    text = letter_as_text(letter)

    for part in (*letter.sender, *letter.addressee, *letter.about, *letter.opening):
        assert part in text
    assert letter.questions[0] not in text


def test_without_her_address_there_is_room_for_another():
    text = letter_as_text(write_complaint_letter(facts(address_lines=())))

    assert "Biltstraat" not in text
    assert "Adres voor post: ....." in text


def test_a_representative_signs_for_who_cannot():
    signer = Signer(name="Wil Bos", role=RepresentativeRole.PARENT)
    text = letter_as_text(write_complaint_letter(facts(signer=signer)))

    assert "Ik schrijf als ouder namens Anna de Vries, slachtoffer in" in text
    assert "Wil Bos, ouder van Anna de Vries" in text


def test_a_company_speaks_of_itself_as_we():
    text = letter_as_text(
        write_complaint_letter(
            facts(
                name="Bakker BV",
                kind=VictimKind.LEGAL_PERSON,
                contact_person="Kim Smit",
            )
        )
    )
    assert "Bakker BV is slachtoffer in deze zaak." in text
    assert "Wij zijn het daar niet mee eens." in text
    assert "Ik " not in text
    assert "Bakker BV, Kim Smit" in text


@pytest.mark.parametrize(
    ("decision", "decided", "asked"),
    [
        ("strafbeschikking", "met een strafbeschikking", "voor de rechter te brengen"),
        ("transactie", "met een transactie", "voor de rechter te brengen"),
        ("halt", "met een verwijzing naar Halt", "voor de rechter te brengen"),
        ("sepot", "niet (verder) te vervolgen", "alsnog te vervolgen"),
    ],
)
def test_the_letter_says_what_was_decided_and_what_is_asked(decision, decided, asked):
    text = letter_as_text(write_complaint_letter(facts(decision=decision)))

    assert decided in text
    assert asked in text


def _packet(root):
    return root["/Metadata"].get_object().get_data().decode()


def _tags(root):
    todo = [root["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            if "/S" in node:
                yield node["/S"]
            todo += [node["/K"]] if "/K" in node else []
