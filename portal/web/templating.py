"""The templates' environment: strict, escaping, with the filters that pages use."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig
from markupsafe import Markup

from portal.domain import money
from portal.locale.templates import speak_languages
from portal.web import dates
from portal.web.allowed import as_allowed
from portal.web.previews import as_preview
from portal.web.static_files import StaticFile

TEMPLATES = Path(__file__).parents[1] / "templates"
FILTERS = (
    dates.long_date,
    dates.long_moment,
    dates.short_day,
    dates.short_moment,
    dates.part_of_day,
    dates.clock_time,
    dates.plain_time,
    dates.moment,
    dates.iso,
    money.euros,
    as_preview,
    as_allowed,
)


def build_environment(
    files: Mapping[str, StaticFile], site: Mapping[str, Any]
) -> Environment:
    """`site` holds what every page may need and no request changes."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,  # a template changes with a release: no looking each time
    )
    speak_languages(environment)
    environment.filters |= {each.__name__: each for each in FILTERS}
    environment.globals |= {
        **site,
        "static": lambda name: files[name].url,
        "csrf_field": csrf_field,
    }
    return environment


def build_template_config(environment: Environment) -> TemplateConfig[Any]:
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


@pass_context
def csrf_field(context: Context) -> Markup:
    """Write the hidden field that every form needs to be accepted.

    It reads the request, which an imported macro does not have: call it in the page.
    """
    return Markup(context["csrf_input"])  # noqa: S704 - Litestar escapes the token
