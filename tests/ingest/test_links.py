import pytest

from ingest.links import public_link


@pytest.mark.parametrize(
    "text",
    ["https://mairie.example.fr/actes/2031-12.pdf", " http://x.fr/a?b=c#d ", "https://x.fr", "https://x.fr/@mairie"],
)
def test_a_whole_web_address_is_kept(text: str) -> None:
    assert public_link(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *("", "javascript:alert(1)", "data:text/html,x", "ftp://x.fr", "www.x.fr"),
        *("https://mairie.fr@x.fr/", "https:///a", "https://mairie.fr:a@x.fr"),
        *('https://x.fr/"onclick=', "https://x.fr/a b", "https://x.fr/" + "a" * 600),
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert public_link(text) == ""
