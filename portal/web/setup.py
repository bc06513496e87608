"""Everything that the doors share, added to the application in one step."""

from collections.abc import Callable
from datetime import datetime

from litestar.config.app import AppConfig
from litestar.di import Provide

from portal.config import Settings
from portal.web.actors import provide_staff, provide_victim
from portal.web.csrf import build_csrf_config, refuse_other_sites
from portal.web.errors import show_error
from portal.web.form_texts import clean_form
from portal.web.headers import set_security_headers
from portal.web.languages import LanguageMiddleware, submit_language
from portal.web.public import public_router
from portal.web.sessions import SessionCookie, SessionMiddleware
from portal.web.static_files import build_static_handlers, load_static_files
from portal.web.templating import build_environment, build_template_config

MAX_FORM_BYTES = 64 * 1024
"""Far more than any form of ours holds; reading 10 MB of fields takes seconds."""


class UnableToStartWebError(Exception):
    """The web server lacks a setting; the message says which."""


def build_web(
    settings: Settings, *, clock: Callable[[], datetime]
) -> Callable[[AppConfig], AppConfig]:
    """Return what `Litestar(on_app_init=[…])` takes; `clock` is the real clock."""
    if settings.secret_key is None:
        raise UnableToStartWebError("PORTAL_SECRET_KEY is missing.")
    secret, is_secure = settings.secret_key, not settings.is_play
    files = load_static_files()
    site = {
        "is_play": settings.is_play,
        "leave_to": settings.leave_to,
        "office_phone": settings.office_phone,
        "opening_hours": settings.opening_hours,
    }
    templates = build_template_config(build_environment(files, site))

    def add_web(config: AppConfig) -> AppConfig:
        config.middleware.append(
            SessionMiddleware(clock=clock, cookie=SessionCookie(is_secure=is_secure))
        )
        config.middleware.append(LanguageMiddleware())
        config.csrf_config = build_csrf_config(secret=secret, is_secure=is_secure)
        config.guards.append(refuse_other_sites)
        config.before_request = clean_form
        config.before_send.append(set_security_headers)
        config.exception_handlers[Exception] = show_error
        config.template_config = templates
        config.route_handlers.extend(
            [public_router, submit_language, *build_static_handlers(files)]
        )
        config.dependencies = {
            **config.dependencies,
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "real_now": Provide(clock, sync_to_thread=False),
            "victim": Provide(provide_victim, sync_to_thread=False),
            "staff": Provide(provide_staff, sync_to_thread=False),
        }
        return config

    return add_web
