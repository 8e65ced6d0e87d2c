"""Whatever a Qdrant server does, the caller gets its answer, or one clear error that never tells the key."""

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.errors import BadInput, DiskFull, IndexUnavailable
from retriever.patience import Patience
from retriever.qdrant_server_client import ServerLink, ServerOptions
from tests.retriever.qdrant_http import Fault, QdrantHttp, qdrant_http

KEY = "a-key-that-nobody-may-read"
TOLD = b'{"status": {"error": "%s"}, "result": null, "time": 0.0}'
SLOW_DOWN = Fault(status=429, headers={"Retry-After": "3"})


@pytest.fixture
def shell() -> Iterator[QdrantHttp]:
    with qdrant_http(api_key=KEY) as running:
        yield running


class Waits:
    """What a link would have slept."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def link(self, url: str, *, key: str = KEY, tries: int = 3) -> ServerLink:
        patience = Patience(tries=tries, sleep=self.slept.append, drawn=lambda: 1.0, elapsed=lambda: sum(self.slept))
        return ServerLink(ServerOptions(url=url, api_key=key, timeout_s=1), patience)


def _names(link: ServerLink) -> list[str]:
    try:
        return [known.name for known in link.ask(lambda client: client.get_collections()).collections]
    finally:
        link.close()


@pytest.mark.parametrize(
    ("faults", "slept"),
    [
        pytest.param([Fault(status=500)], [0.2], id="a node that fails"),
        pytest.param([Fault(status=503), Fault(status=502)], [0.2, 0.4], id="a proxy without a node behind"),
        pytest.param([Fault(status=408)], [0.2], id="a request that took the server too long"),
        pytest.param([SLOW_DOWN], [3.2], id="too many requests, with what to wait"),
        pytest.param([Fault(status=429)], [0.2], id="too many requests"),
        pytest.param(
            [Fault(status=429, headers={"Retry-After": "Tue, 24 Nov 2026 12:00:00 GMT"})], [0.2], id="until a date"
        ),
        pytest.param([Fault(status=503, headers={"Retry-After": "2"})], [2.2], id="a node that starts"),
        pytest.param([Fault(cut=True)], [0.2], id="half an answer"),
        pytest.param([Fault(status=200, body=b"<html>")], [0.2], id="another service's answer"),
        pytest.param([Fault(status=200)], [0.2], id="an answer without a result"),
        pytest.param([Fault(silent=True)], [0.2], id="no answer in time"),
    ],
)
def test_what_passes_is_waited_for(shell: QdrantHttp, faults: list[Fault], slept: list[float]) -> None:
    waits = Waits()
    shell.fail(*faults, on="/collections")

    assert _names(waits.link(shell.url)) == []
    assert waits.slept == pytest.approx(slept)


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (Fault(status=500, body=TOLD % b"shard 3 is not active"), IndexUnavailable, "answered 500 .shard 3 is not"),
        (Fault(status=429), IndexUnavailable, "answered 429"),
        (Fault(cut=True), IndexUnavailable, "does not answer"),
        (Fault(status=200, body=b"<html>"), IndexUnavailable, "cannot be read; is it Qdrant"),
        (Fault(status=500, body=TOLD % b"IO: No space left on device"), DiskFull, "give its disks more"),
        (Fault(status=500, body=b"\xff\x00"), IndexUnavailable, "answered 500"),
    ],
)
def test_what_does_not_pass_is_told_with_the_address_and_without_the_key(
    shell: QdrantHttp, fault: Fault, error: type[Exception], words: str
) -> None:
    shell.fail(*[fault] * 3, on="/collections")

    with pytest.raises(error, match=words) as raised:
        _names(Waits().link(shell.url))
    assert shell.url in str(raised.value)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=400, body=TOLD % b"Wrong input: no such vector"), "answered 400 .Wrong input: no such vector"),
        (Fault(status=403), "check PARVIS_QDRANT_API_KEY"),
        (Fault(status=404, body=TOLD % b"Not found: Collection"), "reconcile --repair"),
        (Fault(status=429, headers={"Retry-After": "600"}), "asks to wait 600 s"),
    ],
)
def test_what_will_not_pass_in_time_is_not_asked_again(shell: QdrantHttp, fault: Fault, words: str) -> None:
    waits = Waits()
    shell.fail(fault, on="/collections")

    with pytest.raises(IndexUnavailable, match=words):
        _names(waits.link(shell.url))
    assert waits.slept == []


def test_the_requests_of_one_search_share_one_patience(shell: QdrantHttp) -> None:
    waits = Waits()
    link = waits.link(shell.url, tries=9)
    slow = Fault(status=503, headers={"Retry-After": "4"})
    shell.fail(slow, slow, slow, on="/collections")
    with link.at_once():
        link.ask(lambda client: client.get_aliases())
        with pytest.raises(IndexUnavailable, match="503"):
            link.ask(lambda client: client.get_collections())
    assert waits.slept == pytest.approx([4.2, 4.4])
    assert _names(link) == []


def test_a_wrong_key_is_told(shell: QdrantHttp) -> None:
    waits = Waits()
    with pytest.raises(IndexUnavailable, match="check PARVIS_QDRANT_API_KEY") as raised:
        _names(waits.link(shell.url, key="another-key"))
    assert waits.slept == []
    assert "another-key" not in str(raised.value)


def test_a_server_that_is_not_there_is_asked_again_then_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    waits = Waits()
    with pytest.raises(IndexUnavailable, match="does not answer \\(ConnectError") as raised:
        _names(waits.link(url))
    assert len(waits.slept) == 2
    assert url in str(raised.value)


def test_a_link_that_was_closed_is_told_at_once(shell: QdrantHttp) -> None:
    waits = Waits()
    link = waits.link(shell.url)
    link.close()
    with pytest.raises(IndexUnavailable):
        _names(link)
    assert waits.slept == []


def test_the_server_tells_its_version(shell: QdrantHttp) -> None:
    link = Waits().link(shell.url)
    assert link.version() == "1.20.0"
    link.close()


@pytest.mark.parametrize("url", ["qdrant", "http://", "ftp://qdrant:21", "http://qdrant:port", "http://q:1?key=2"])
def test_an_address_that_is_none_is_refused_with_the_form_to_give(url: str) -> None:
    with pytest.raises(BadInput, match="PARVIS_QDRANT_URL"):
        ServerOptions(url=url)


@pytest.mark.parametrize(
    ("replicas", "consistency"), [pytest.param(2, 3, id="more than there are"), pytest.param(1, 0, id="none")]
)
def test_copies_that_must_acknowledge_are_at_most_those_that_are(replicas: int, consistency: int) -> None:
    with pytest.raises(BadInput, match="PARVIS_QDRANT_WRITE_CONSISTENCY"):
        ServerOptions(url="http://qdrant", replicas=replicas, write_consistency=consistency)


def test_options_are_printed_without_key_or_password() -> None:
    options = ServerOptions(url="https://mairie:motdepasse@qdrant.example:6333", api_key=KEY)

    assert KEY not in repr(options)
    assert options.shown_url == "https://qdrant.example:6333"


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
    file = tmp_path / "qdrant.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def test_a_private_authority_is_believed_when_its_file_is_given_and_not_otherwise(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with qdrant_http(api_key=KEY, ssl_context=context) as shell:
        trusting = ServerLink(ServerOptions(url=shell.url, api_key=KEY, ca_file=certificate))
        assert trusting.version() == "1.20.0"
        trusting.close()

        waits = Waits()
        with pytest.raises(IndexUnavailable, match="PARVIS_QDRANT_CA_FILE"):
            _names(waits.link(shell.url))
        assert waits.slept == []


@pytest.mark.parametrize("content", [None, b"not a certificate"])
def test_a_file_of_certificates_that_is_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadInput, match="PARVIS_QDRANT_CA_FILE"):
        ServerLink(ServerOptions(url="https://qdrant.example", ca_file=file))
