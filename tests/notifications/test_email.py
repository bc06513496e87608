"""E-mail over real SMTP, to servers that behave and servers that do not."""

import socket
import ssl

import pytest
from aiosmtpd.smtp import AuthResult

from portal.notifications.channels import OutgoingEmail, UnableToSendError
from portal.notifications.email import (
    MailServer,
    SmtpChannel,
    UnableToReadSmtpUrlError,
)
from tests.builders import NOW
from tests.certificates import make_certificate
from tests.mail_servers import (
    EMAIL,
    Inbox,
    serve,
    serve_dropping,
    serve_silent,
    server_at,
)


def channel_to(server, **given):
    return SmtpChannel(
        server=server, sender="berichten@portaal.example", step_seconds=0.3, **given
    )


async def refusal_of(server, email=EMAIL, **given):
    with pytest.raises(UnableToSendError) as caught:
        await channel_to(server, **given).send(email)
    assert "anna" not in str(caught.value)
    return caught.value


async def test_a_message_arrives_with_our_own_key_as_message_id():
    inbox = Inbox()
    async with serve(inbox) as server:
        await channel_to(server).send(EMAIL)
    (message,) = inbox.messages
    assert message["Message-ID"] == f"<{EMAIL.key}@portaal.example>"
    assert message["From"] == "Berichten <berichten@portaal.example>"
    assert message["To"] == EMAIL.to
    assert message["Subject"] == EMAIL.subject
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOW
    lines = message.get_body(("plain",)).get_content().splitlines()
    assert lines == EMAIL.text.splitlines()
    assert "<p>Hallo</p>" in message.get_body(("html",)).get_content()
    assert inbox.recipients == [EMAIL.to]


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("452 Mailbox full", False),
        ("550 No such user", True),
        ("451 Greylisted, come back later", False),
    ],
)
async def test_a_refused_recipient(answer, permanent):
    async with serve(Inbox(refuses_recipient=answer)) as server:
        assert (await refusal_of(server)).permanent is permanent


@pytest.mark.parametrize(
    ("answer", "permanent"), [("451 Not now", False), ("554 Not like this", True)]
)
async def test_a_refused_message(answer, permanent):
    async with serve(Inbox(answer)) as server:
        assert (await refusal_of(server)).permanent is permanent


async def test_a_server_that_is_not_there_may_be_there_later():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert not (await refusal_of(server_at(port))).permanent


async def test_a_server_that_hangs_up_is_tried_again():
    async with serve_dropping() as server:
        assert not (await refusal_of(server)).permanent


async def test_a_server_that_says_nothing_is_given_up_in_time():
    async with serve_silent() as server:
        assert not (await refusal_of(server)).permanent


async def test_a_slow_server_does_not_outlast_the_lease():
    async with serve(Inbox(pause=5)) as server:
        refusal = await refusal_of(server, sending_seconds=0.2)
    assert not refusal.permanent


async def test_a_login_that_is_refused_is_ours_to_mend():
    async with serve(
        Inbox(),
        authenticator=lambda *_: AuthResult(success=False),
        auth_require_tls=False,
    ) as server:
        mine = server_at(server.port, user="portaal", password="verkeerd")
        assert not (await refusal_of(mine)).permanent


async def test_it_logs_in_with_user_and_password():
    seen = []

    def check(server, session, envelope, mechanism, data):
        seen.append((data.login, data.password))
        return AuthResult(success=True)

    inbox = Inbox()
    async with serve(inbox, authenticator=check, auth_require_tls=False) as server:
        mine = server_at(server.port, user="portaal", password="p@ss:woord")
        await channel_to(mine).send(EMAIL)
    assert seen == [(b"portaal", b"p@ss:woord")]
    assert len(inbox.messages) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


def trusting(certificate):
    context = ssl.create_default_context(cafile=certificate.path)
    context.check_hostname = False
    return context


async def test_it_encrypts_when_the_server_offers_to(certificate):
    inbox = Inbox()
    async with serve(
        inbox, tls_context=certificate.server_context, require_starttls=True
    ) as server:
        await channel_to(server, tls_context=trusting(certificate)).send(EMAIL)
    assert len(inbox.messages) == 1


async def test_it_does_not_trust_whoever_offers_to_encrypt(certificate):
    inbox = Inbox()
    async with serve(inbox, tls_context=certificate.server_context) as server:
        assert not (await refusal_of(server)).permanent
    assert inbox.messages == []


@pytest.mark.parametrize(
    "address", ["anna@example.org\nBcc: all@example.org", "anna\r@example.org"]
)
async def test_an_address_cannot_add_a_header(address):
    inbox = Inbox()
    async with serve(inbox) as server:
        refusal = await refusal_of(server, _email_to(address))
    assert refusal.permanent
    assert inbox.messages == []


def _email_to(address):
    return OutgoingEmail(
        key=EMAIL.key,
        to=address,
        subject=EMAIL.subject,
        text=EMAIL.text,
        html=EMAIL.html,
        written_at=NOW,
    )


def test_the_setting_names_server_user_and_password():
    server = MailServer.from_url("smtp://portaal:p%40ss%3Awoord@mail.example:587")
    assert (server.host, server.port, server.uses_tls) == ("mail.example", 587, False)
    assert (server.user, server.password) == ("portaal", "p@ss:woord")
    assert "woord" not in repr(server)


def test_ports_have_defaults():
    assert MailServer.from_url("smtp://mail.example").port == 25
    assert MailServer.from_url("smtps://mail.example").port == 465
    assert MailServer.from_url("smtps://mail.example").uses_tls


@pytest.mark.parametrize(
    "url", ["mail.example:25", "http://mail.example", "smtp://", "smtp://a:99999"]
)
def test_another_setting_is_refused(url):
    with pytest.raises(UnableToReadSmtpUrlError):
        MailServer.from_url(url)
