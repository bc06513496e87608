"""Pages come whole or in part, and every template can be read."""

from dataclasses import replace

import pytest

from portal.domain.staff import Role
from portal.web.menu import STAFF_MENU, build_menu
from portal.web.pages import go_to
from portal.web.static_files import load_static_files
from portal.web.templating import TEMPLATES, build_environment
from tests.pages import check_answer, check_fragment, check_page, read_html
from tests.web.conftest import ANNA, JAN

SITE = {"is_play": True, "leave_to": "https://weer.example", "office_phone": ""}
HTMX = {"hx-request": "true"}


@pytest.fixture(scope="module")
def environment():
    return build_environment(load_static_files(), SITE)


async def test_a_page_comes_whole_and_with_htmx_in_part(person):
    await person.post("/binnen/anna")
    whole, part = await person.get("/mijn"), await person.get("/mijn", headers=HTMX)
    check_answer(whole)
    check_answer(part)
    assert "<html" in whole.text
    assert "<html" not in part.text


async def test_a_page_without_a_part_takes_the_whole_window(person):
    await person.post("/binnen/jan")
    response = await person.get("/werk", headers=HTMX)
    assert response.headers["hx-retarget"] == "body"


async def test_the_way_on_is_a_redirect_or_one_of_htmx(person):
    plain = await person.post("/binnen/anna")
    assert (plain.status_code, plain.headers["location"]) == (303, "/mijn")
    htmx = await person.post("/binnen/anna", headers=HTMX)
    assert (htmx.status_code, htmx.headers["hx-redirect"]) == (204, "/mijn")


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "mijn"])
def test_the_way_on_never_leads_to_another_site(path):
    with pytest.raises(ValueError, match="ours"):
        go_to(None, path)


async def test_staff_see_their_own_colours(person):
    await person.post("/binnen/jan")
    page = read_html((await person.get("/werk")).text)
    sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    assert any(sheet.startswith("/static/themes/om.") for sheet in sheets)


def test_the_menu_marks_the_page_or_the_one_above_it():
    start = STAFF_MENU[0][0]
    assert build_menu(JAN, start)[0].is_current
    assert build_menu(JAN, f"{start}/nergens/verder")[0].is_current
    assert not any(item.is_current for item in build_menu(JAN, f"{start}stuk"))
    assert [item.href for item in build_menu(ANNA, "/mijn") if item.is_current] == [
        "/mijn"
    ]
    assert build_menu(None, "/hulp") == []


def test_the_menu_shows_only_pages_that_are_there_for_the_role():
    for role in Role:
        items = build_menu(replace(JAN, role=role), "/werk")
        shown = {item.href for item in items}
        assert shown == {href for href, _, roles in STAFF_MENU if role in roles}
    planner = build_menu(replace(JAN, role=Role.PLANNER), "/werk")
    assert [item.href for item in planner] == ["/werk", "/werk/zittingen"]


PAGE_TEMPLATES = sorted(
    name
    for path in TEMPLATES.rglob("*.html")
    if not (name := path.relative_to(TEMPLATES).as_posix()).startswith("messages/")
)


@pytest.mark.parametrize("name", PAGE_TEMPLATES)
def test_every_template_compiles(environment, name):
    assert environment.get_template(name).name == name


FORM = """
{% from "components/forms.html" import field, choices, select, error_summary %}
{{ error_summary({"telefoon": "Vul tien cijfers in."}) }}
{{ field("telefoon", "Nummer", value="06 <", error="Vul tien cijfers in.", hint="Een
veilig nummer", type="tel", autocomplete="tel", inputmode="tel", maxlength=20) }}
{{ field("vraag", "Uw vraag", rows=3, maxlength=500, required=true) }}
{{ choices("deel", "Wanneer?", [("o", "Ochtend"), ("m", "Middag")], value="m") }}
{{ choices("hoe", "Hoe?", [("b", "Bellen"), ("s", "Sms")], value=["s"], many=true,
error="Kies er een.") }}
{{ select("taal", "Taal", [("nl", "Nederlands"), ("en", "Engels")], value="en") }}
"""


def test_a_field_is_one_with_its_label_hint_and_error(environment):
    html = environment.from_string(FORM).render()
    check_fragment(html)
    part = read_html(html)
    inputs = {each["id"]: each for each in part.all("input")}
    phone = inputs["telefoon"]
    assert phone["aria-describedby"] == "telefoon-hint telefoon-error"
    assert phone["aria-invalid"] == "true"
    assert phone["autocomplete"] == "tel"
    assert phone["maxlength"] == "20"
    assert phone["value"] == "06 <"
    assert "checked" in inputs["deel-2"].attributes
    assert "checked" not in inputs["deel"].attributes
    assert inputs["hoe-2"]["type"] == "checkbox"
    (chosen,) = [o for o in part.all("option") if "selected" in o.attributes]
    assert chosen["value"] == "en"


def test_the_summary_leads_to_each_wrong_field(environment):
    part = read_html(environment.from_string(FORM).render())
    (link,) = part.all("a")
    assert link["href"] == "#telefoon"
    assert link.parent.parent.parent["role"] == "alert"


BLOCKS = """
{% from "components/blocks.html" import note, card, step, tag %}
{% from "components/buttons.html" import button, link_button, key_button %}
{% call note("warn") %}<p>Let op.</p>{% endcall %}
{% call card("Zitting", when="dinsdag") %}<p>Om half twee.</p>{% endcall %}
<ol class="steps">
{% call step("done", "Aangifte", when="maandag") %}<p>Klaar.</p>{% endcall %}
{% call step("now", "Wij kijken ernaar") %}{% endcall %}
{% call step("later", "Zitting") %}{% endcall %}
</ol>
{{ tag("risico") }} {{ button("Gesproken", key="g", name="uitkomst", value="spoken") }}
{{ link_button("/werk", "Terug", kind="sec") }}
{{ key_button("Stop", "Escape", "uitkomst", "unsafe", kind="stop", while_typing=true) }}
"""


def test_a_timeline_says_without_colour_where_one_is(environment):
    part = read_html(environment.from_string(BLOCKS).render())
    done, now, later = part.all("li")
    assert "(klaar)" in done.text
    assert now["aria-current"] == "step"
    assert "(komt nog)" in later.text


def test_a_shortcut_is_written_on_its_button(environment):
    html = environment.from_string(BLOCKS).render()
    check_fragment(html)
    spoken, stop = read_html(html).all("button")
    assert (spoken["data-key"], spoken["aria-keyshortcuts"]) == ("g", "G")
    assert spoken.text == "Gesproken G"
    assert stop.text == "Stop Esc"
    assert "data-key-typing" in stop.attributes


@pytest.mark.parametrize(
    "wrong",
    [
        "<p style='color:red'>x</p>",
        "<button onclick='x()'>x</button>",
        "<script>x()</script>",
        "<p id=a></p><p id=a></p>",
        "<input name=x>",
        "<form method=post><button>x</button></form>",
        "<form method=post action=/x><button>x</button></form>",
        "<a href=/x></a>",
        "<p hx-trigger='load[x]'>x</p>",
        "<p hx-vals='js:{}'>x</p>",
        "<img src=/x.png>",
        "<table><tr><td>x</td></tr></table>",
        "<p><b>x</p></b>",
        "<p>{{ x }}</p>",
        "<td>None</td>",
    ],
)
def test_the_page_check_finds_what_is_wrong(wrong):
    with pytest.raises(AssertionError):
        check_fragment(wrong)


PAGE = (
    "<!doctype html><html lang=nl><head><title>{title}</title></head>"
    "<body><main>{content}</main></body></html>"
)


@pytest.mark.parametrize(
    ("title", "content", "path"),
    [
        ("Uw sepot", "<h1>x</h1>", "/mijn"),
        ("Mijn overzicht", "<h1>x</h1>", "/mijn/zaken/1"),
        ("", "<h1>x</h1>", "/mijn"),
        ("Mijn overzicht", "<h2>x</h2>", "/mijn"),
        ("Mijn overzicht", "<h1>x</h1><h3>y</h3>", "/mijn"),
        ("Mijn overzicht", "<h1>x</h1><h1>y</h1>", "/mijn"),
        ("Mijn overzicht", "<h1>x</h1><a href='#y'>y</a>", "/mijn"),
    ],
)
def test_the_page_check_finds_what_betrays_or_confuses(title, content, path):
    check_page(PAGE.format(title="Mijn overzicht", content="<h1>x</h1>"), path="/mijn")
    with pytest.raises(AssertionError):
        check_page(PAGE.format(title=title, content=content), path=path)
