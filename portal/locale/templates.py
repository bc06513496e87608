"""Has templates say their texts in the language of the moment."""

from jinja2 import Environment
from jinja2.ext import InternationalizationExtension

from portal.locale import OWN_NAMES, language, translate, translate_number


def speak_languages(environment: Environment) -> None:
    """Bring `_` and `{% trans %}` to these templates.

    What `_` gives is escaped as any other text; `{% trans %}` may hold tags.
    """
    environment.add_extension(InternationalizationExtension)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translate, translate_number, newstyle=True
    )
    environment.globals |= {
        "_": translate,
        "page_language": language,
        "language_names": OWN_NAMES,
    }
