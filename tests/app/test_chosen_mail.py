import pytest

from app.chosen_mail import chosen_mail, smtp_server
from app.settings import Settings, read_settings
from domain.errors import BadInput

FROM = "ne-pas-repondre@valmoret.example"


def settings(**values: str) -> Settings:
    return read_settings({f"PARVIS_{name.upper()}": value for name, value in values.items()})


def test_without_a_server_no_mail_is_sent() -> None:
    assert chosen_mail(Settings()) is None
    assert chosen_mail(settings(smtp_from=FROM)) is None


@pytest.mark.parametrize(
    ("url", "host", "port", "is_tls"),
    [
        ("smtp://smtp.valmoret.example", "smtp.valmoret.example", 587, False),
        ("smtps://smtp.valmoret.example", "smtp.valmoret.example", 465, True),
        ("smtp://smtp.valmoret.example:2525/", "smtp.valmoret.example", 2525, False),
    ],
)
def test_a_server_is_reached_with_tls_at_its_usual_port(url: str, host: str, port: int, is_tls: bool) -> None:
    server = smtp_server(settings(smtp_url=url, smtp_from=FROM))
    assert (server.host, server.port, server.is_tls, server.is_clear) == (host, port, is_tls, False)


def test_a_password_may_hold_any_character_and_is_never_shown() -> None:
    chosen = settings(smtp_url="smtp://parvis%40valmoret.example:p%40ss%3Aword@smtp.valmoret.example", smtp_from=FROM)
    server = smtp_server(chosen)
    assert (server.user, server.password) == ("parvis@valmoret.example", "p@ss:word")
    assert "p@ss" not in repr(server) + repr(chosen)
    assert "p%40ss" not in repr(server) + repr(chosen)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"smtp_url": "smtp.valmoret.example", "smtp_from": FROM}, "PARVIS_SMTP_URL"),
        ({"smtp_url": "http://:hidden@smtp.valmoret.example", "smtp_from": FROM}, "PARVIS_SMTP_URL"),
        ({"smtp_url": "smtp://smtp.valmoret.example:many", "smtp_from": FROM}, "PARVIS_SMTP_URL"),
        ({"smtp_url": "smtp://smtp.valmoret.example/path", "smtp_from": FROM}, "PARVIS_SMTP_URL"),
        ({"smtp_url": "smtp://smtp.valmoret.example"}, "PARVIS_SMTP_FROM"),
        ({"smtp_url": "smtp://smtp.valmoret.example", "smtp_from": "la mairie"}, "PARVIS_SMTP_FROM"),
        ({"smtp_url": "smtp://smtp.valmoret.example", "smtp_from": FROM, "smtp_tls": "off"}, "PARVIS_SMTP_TLS"),
        ({"smtp_url": "smtp://127.0.0.1", "smtp_from": FROM, "smtp_tls": "non"}, "PARVIS_SMTP_TLS"),
        ({"smtp_url": "smtp://s.example", "smtp_from": FROM, "smtp_ca_file": "/none.pem"}, "PARVIS_SMTP_CA_FILE"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(values: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told) as refusal:
        chosen_mail(settings(**values))
    assert "hidden" not in str(refusal.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_tls_may_be_left_out_to_this_machine_only(host: str) -> None:
    assert smtp_server(settings(smtp_url=f"smtp://{host}:1025", smtp_from=FROM, smtp_tls="off")).is_clear
