import datetime
import ipaddress
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.errors import BadInput
from domain.mail import Delivery, DeliveryOutcome, MailText, ReadyMail, Sender
from mail.email_message import written
from mail.smtplib_transport import SmtpServer, SmtpTransport
from tests.mail.smtp_stand_in import Fault, SmtpStandIn, smtp_server

MAIL = ReadyMail(
    message_id="<mont-2026-00001-k7.4.resident@montreval.example>",
    thread=("<mont-2026-00001-k7.1.resident@montreval.example>", "<mont-2026-00001-k7.2.resident@montreval.example>"),
    sender=Sender(address="ne-pas-repondre@montreval.example", name="Montreval-sur-Cisse"),
    to="elise.martin@exemple.fr",
    written_at=datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC),
    said=MailText(
        subject="Demande MONT-2026-00001-K7 : une réponse",
        text="Bonjour,\n\n.Oui, l’étang est ouvert.\n",
        html='<!doctype html>\n<html lang="fr"><body><p>Oui, l’étang est ouvert.</p></body></html>\n',
    ),
)


def transport(server: SmtpStandIn, **options: object) -> SmtpTransport:
    at: dict[str, object] = {"host": "127.0.0.1", "port": server.port, "is_tls": False, "is_clear": True}
    return SmtpTransport(SmtpServer(**(at | {"timeout_s": 1.0} | options)))  # type: ignore[arg-type]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate of 127.0.0.1 with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "smtp.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_mail_arrives_whole_with_its_thread() -> None:
    with smtp_server() as server:
        assert transport(server).send(MAIL) == Delivery(outcome=DeliveryOutcome.ACCEPTED)
        (message,) = server.taken
    assert message["Message-ID"] == MAIL.message_id
    assert (message["In-Reply-To"], message["References"]) == (MAIL.thread[-1], " ".join(MAIL.thread))
    assert message["Auto-Submitted"] == "auto-generated"
    assert (message["Subject"], message["To"]) == (MAIL.said.subject, MAIL.to)
    assert message["From"] == "Montreval-sur-Cisse <ne-pas-repondre@montreval.example>"
    plain, html = message.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == MAIL.said.text
    assert html.get_content().replace("\r\n", "\n") == MAIL.said.html
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.SLOW, DeliveryOutcome.UNREACHABLE),
        (Fault.DIES_AFTER_TAKING, DeliveryOutcome.UNREACHABLE),
        (Fault.DIES_AT_FAREWELL, DeliveryOutcome.ACCEPTED),
        (Fault.BUSY, DeliveryOutcome.UNREACHABLE),
        (Fault.GREYLISTS, DeliveryOutcome.LATER),
        (Fault.REFUSES_READER, DeliveryOutcome.REFUSED),
        (Fault.REFUSES_WORDS, DeliveryOutcome.REFUSED),
        (Fault.REFUSES_SENDER, DeliveryOutcome.UNREACHABLE),
        (Fault.GARBAGE, DeliveryOutcome.UNREACHABLE),
    ],
)
def test_what_a_server_does_is_told_as_what_it_is(fault: Fault, outcome: DeliveryOutcome) -> None:
    with smtp_server(fault) as server:
        delivery = transport(server, timeout_s=0.5).send(MAIL)
    assert delivery.outcome is outcome
    assert bool(delivery.told) == (outcome is not DeliveryOutcome.ACCEPTED)
    assert "secret@there.example" not in delivery.told


def test_no_server_at_all_is_unreachable() -> None:
    with smtp_server() as server:
        gone = transport(server)
    assert gone.send(MAIL).outcome is DeliveryOutcome.UNREACHABLE


def test_a_wrong_password_is_the_installations_fault_and_not_the_mails() -> None:
    with smtp_server(Fault.REFUSES_PASSWORD) as server:
        delivery = transport(server, user="parvis", password="a-password").send(MAIL)
    assert delivery.outcome is DeliveryOutcome.UNREACHABLE
    assert "a-password" not in delivery.told + repr(SmtpServer(host="h", port=1, is_tls=True, password="a-password"))


def test_nothing_of_a_mail_or_password_leaves_before_starttls(certificate: Path) -> None:
    with smtp_server(context=server_context(certificate)) as server:
        trusting = transport(server, is_clear=False, ca_file=str(certificate), user="parvis", password="a-password")
        assert trusting.send(MAIL).outcome is DeliveryOutcome.ACCEPTED
        assert [line.split()[0].upper() for line in server.in_clear] == ["EHLO", "STARTTLS"]
        assert server.ids() == [MAIL.message_id]


def test_tls_from_the_first_byte(certificate: Path) -> None:
    with smtp_server(context=server_context(certificate), is_tls=True) as server:
        trusting = transport(server, is_tls=True, is_clear=False, ca_file=str(certificate))
        assert trusting.send(MAIL).outcome is DeliveryOutcome.ACCEPTED


@pytest.mark.parametrize("fault", [Fault.NONE, Fault.NO_STARTTLS])
def test_without_a_certificate_that_is_believed_or_without_starttls_nothing_is_sent(
    fault: Fault, certificate: Path
) -> None:
    with smtp_server(fault, context=server_context(certificate)) as server:
        delivery = transport(server, is_clear=False).send(MAIL)
        assert delivery.outcome is DeliveryOutcome.UNREACHABLE
        assert server.taken == []


def test_authorities_that_cannot_be_read_are_refused_at_start(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="PARVIS_SMTP_CA_FILE"):
        SmtpTransport(SmtpServer(host="127.0.0.1", port=25, is_tls=False, ca_file=str(tmp_path / "none.pem")))


@pytest.mark.parametrize(
    "forged",
    [
        replace(MAIL, said=replace(MAIL.said, subject="Demande\r\nBcc: tous@exemple.fr")),
        replace(MAIL, to="elise@exemple.fr\nBcc: tous@exemple.fr"),
        replace(MAIL, to="elise@exemple.fr, tous@exemple.fr"),
        replace(MAIL, sender=Sender(address="a@montreval.example", name="Montreval\rBcc: tous@exemple.fr")),
        replace(MAIL, message_id="<1@x>\nBcc: tous@exemple.fr"),
        replace(MAIL, thread=("<1@x>\r\nBcc: tous@exemple.fr",)),
    ],
)
def test_no_header_holds_a_line_break_or_a_second_address(forged: ReadyMail) -> None:
    with pytest.raises(BadInput):
        written(forged)


def test_a_first_mail_answers_none() -> None:
    message = written(replace(MAIL, thread=()))
    assert (message["In-Reply-To"], message["References"]) == (None, None)


def test_a_long_thread_names_its_first_and_its_last_mails() -> None:
    thread = tuple(f"<{number}@montreval.example>" for number in range(30))
    message = written(replace(MAIL, thread=thread))
    assert str(message["References"]).split() == [thread[0], *thread[-9:]]
