"""The demo's own mail server keeps what it got, each message once."""

import pytest

from portal.config import Settings
from portal.domain.safe_contact import Channel
from portal.notifications.catcher import list_caught, run_catcher
from portal.notifications.email import MailServer, SmtpChannel
from portal.notifications.outlets import demo_mail_folder, open_outlets
from tests.builders import NOW
from tests.mail_servers import EMAIL


def settings(tmp_path, **given):
    return Settings.from_env(
        {"PORTAL_DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite", **given}
    )


async def test_what_was_sent_can_be_listed(tmp_path):
    async with run_catcher(tmp_path) as url:
        channel = SmtpChannel(server=MailServer.from_url(url), sender="a@b.example")
        await channel.send(EMAIL)
    (caught,) = list_caught(tmp_path)
    assert (caught.to, caught.subject) == (EMAIL.to, EMAIL.subject)
    assert caught.text.splitlines() == EMAIL.text.splitlines()
    assert caught.written_at == NOW


async def test_the_same_message_twice_is_one(tmp_path):
    async with run_catcher(tmp_path) as url:
        channel = SmtpChannel(server=MailServer.from_url(url), sender="a@b.example")
        await channel.send(EMAIL)
        await channel.send(EMAIL)
    assert len(list_caught(tmp_path)) == 1


async def test_file_names_tell_nothing(tmp_path):
    async with run_catcher(tmp_path) as url:
        channel = SmtpChannel(server=MailServer.from_url(url), sender="a@b.example")
        await channel.send(EMAIL)
    (path,) = tmp_path.iterdir()
    assert "anna" not in path.name


def test_an_empty_folder_has_no_mail(tmp_path):
    assert list_caught(tmp_path / "none") == []


async def test_a_demo_catches_its_own_mail(tmp_path):
    demo = settings(tmp_path, PORTAL_MODE="demo")
    async with open_outlets(demo) as outlets:
        assert outlets.channels == (Channel.LETTER, Channel.EMAIL)
        await outlets.email.send(EMAIL)
    assert len(list_caught(demo_mail_folder(demo))) == 1


@pytest.mark.parametrize("mode", ["test", "production"])
async def test_elsewhere_no_setting_is_no_mail(tmp_path, mode):
    async with open_outlets(settings(tmp_path, PORTAL_MODE=mode)) as outlets:
        assert outlets.channels == (Channel.LETTER,)


async def test_a_setting_is_a_real_server(tmp_path):
    named = settings(
        tmp_path, PORTAL_MODE="demo", PORTAL_SMTP_URL="smtp://mail.example:587"
    )
    async with open_outlets(named) as outlets:
        assert outlets.email.server.host == "mail.example"
