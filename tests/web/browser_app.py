"""The shell with pages to try in a real browser; uvicorn starts it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jinja2 import ChoiceLoader, DictLoader
from litestar import Litestar, get
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest
from litestar.response import Template

from portal import clock
from portal.config import Settings
from portal.db.engine import open_database
from portal.db.migrate import migrate
from portal.web.pages import show_page
from portal.web.setup import build_web
from tests.web.conftest import HANDLERS, make_people

KEYS = """
{% extends "base_staff.html" %}
{% from "components/buttons.html" import key_button, link_button %}
{% block content %}
<h1>Bellen</h1>
<p>{{ link_button("/werk", "Volgend gesprek", key="Enter") }}</p>
<form method="get" action="/werk">
<p>{{ key_button("Geen gehoor", "n", "uitkomst", "no_answer") }}</p>
<p>{{ key_button("Stop", "Escape", "uitkomst", "unsafe", while_typing=true) }}</p>
<label for="notitie">Notitie</label><textarea id="notitie" name="notitie"></textarea>
</form>
{% endblock %}
"""
FORM = """
{% extends "base_victim.html" %}
{% from "components/forms.html" import field %}
{% block content %}
<h1>Mijn overzicht</h1>
<form method="post" action="/mijn/fout/3" hx-post="/mijn/fout/3">{{ csrf_field() }}
{{ field("vraag", "Uw vraag", rows=3) }}<button class="btn">Verstuur</button></form>
{% for number in range(30) %}
<p><a href="/hulp">Regel {{ number }}</a></p>
{% endfor %}
{% endblock %}
"""


@get("/werk/toetsen")
async def show_keys(request: HTMXRequest) -> Template:
    return show_page(request, "keys.html", title="Werklijst")


@get("/mijn/formulier")
async def show_form(request: HTMXRequest) -> Template:
    return show_page(request, "form.html", title="Mijn overzicht")


@asynccontextmanager
async def migrated_database(_: Litestar) -> AsyncIterator[None]:
    async with open_database():
        await migrate()
        await make_people()
        yield


def create_app() -> Litestar:
    app = Litestar(
        route_handlers=[*HANDLERS, show_keys, show_form],
        on_app_init=[build_web(Settings.from_env(), clock=clock.now)],
        plugins=[HTMXPlugin()],
        lifespan=[migrated_database],
        openapi_config=None,
        logging_config=None,
    )
    engine = app.template_engine.engine
    samples = DictLoader({"keys.html": KEYS, "form.html": FORM})
    engine.loader = ChoiceLoader([engine.loader, samples])
    return app
