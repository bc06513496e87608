"""What the web server needs before it starts."""

import pytest

from portal.config import Settings
from portal.web.sessions import SessionCookie
from portal.web.setup import UnableToStartWebError, build_web
from tests.web.conftest import Clock


def test_it_does_not_start_without_a_secret():
    with pytest.raises(UnableToStartWebError, match="PORTAL_SECRET_KEY"):
        build_web(Settings.from_env({}), clock=Clock())


def test_cookies_are_for_https_only_except_in_demo_and_test():
    assert SessionCookie(is_secure=True).name == "__Host-portal"
    assert "Secure" in SessionCookie(is_secure=True).to_header("token")
    assert SessionCookie(is_secure=False).name == "portal"
    assert "Secure" not in SessionCookie(is_secure=False).to_header("token")


def test_an_empty_token_takes_the_cookie_away():
    assert "Max-Age=0" in SessionCookie(is_secure=True).to_header("")
