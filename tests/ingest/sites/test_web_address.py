import pytest

from ingest.sites.web_address import LONGEST, is_downgrade, page_key, web_address

BASE = "https://www.valbrune.example/vie/page.html"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("cantine.html", "https://www.valbrune.example/vie/cantine.html"),
        ("/a/../b/./c", "https://www.valbrune.example/b/c"),
        ("../../../x", "https://www.valbrune.example/x"),
        ("http://Mairie.EXAMPLE:80/x#tarifs", "http://mairie.example/x"),
        ("HTTPS://mairie.example:443", "https://mairie.example/"),
        ("https://mairie.example:8443/x", "https://mairie.example:8443/x"),
        ("//autre.example/x", "https://autre.example/x"),
        ("?page=2", "https://www.valbrune.example/vie/page.html?page=2"),
        ("/x?b=2&utm_source=lettre&a=1&fbclid=9", "https://www.valbrune.example/x?a=1&b=2"),
        ("/spip.php?article12", "https://www.valbrune.example/spip.php?article12"),
        ("/x;jsessionid=A1B2?y=1", "https://www.valbrune.example/x?y=1"),
        ("/été/page deux.pdf", "https://www.valbrune.example/%C3%A9t%C3%A9/page%20deux.pdf"),
        ("/%c3%a9t%C3%A9/%7Ex", "https://www.valbrune.example/%C3%A9t%C3%A9/~x"),
        ("/%E9t%E9?n=%E9", "https://www.valbrune.example/%E9t%E9?n=%E9"),
        ("/a%2Fb", "https://www.valbrune.example/a%2Fb"),
        ("http://commune-été.example/", "http://xn--commune-t-i4ab.example/"),
        (" /espace\n/x ", "https://www.valbrune.example/espace/x"),
        ("http://x.example\\@autre.example/", "http://x.example/@autre.example/"),
        ("http://192.0.2.7/x", "http://192.0.2.7/x"),
    ],
)
def test_a_link_becomes_one_form_of_its_address(link: str, address: str) -> None:
    assert web_address(link, BASE) == address


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "javascript:void(0)",
        "mailto:mairie@valbrune.example",
        "tel:0199001234",
        "ftp://valbrune.example/x",
        "data:text/html,x",
        "http://user:secret@valbrune.example/",
        "http://user@valbrune.example/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http:///x",
        "http://x.example:99999/",
        "http://a b.example/",
        "http://" + "a" * 300 + ".example/",
        "/" + "a" * LONGEST,
        "",
        "   ",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(link: str) -> None:
    assert web_address(link, BASE) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://valbrune.example/vie/",
        "https://www.valbrune.example/vie",
        "https://valbrune.example/vie/index.html",
        "https://www.valbrune.example/vie/index.php",
    ],
)
def test_addresses_of_one_page_share_a_key(address: str) -> None:
    assert page_key(address) == "valbrune.example/vie"


def test_a_query_and_another_path_are_other_pages() -> None:
    keys = {page_key(f"https://valbrune.example/{path}") for path in ("vie", "vie?id=2", "vie.html", "Vie", "vie/2")}
    assert len(keys) == 5


def test_only_losing_encryption_is_a_downgrade() -> None:
    assert is_downgrade("https://a.example/", "http://a.example/")
    assert not is_downgrade("http://a.example/", "https://a.example/")
    assert not is_downgrade("http://a.example/", "http://a.example/x")
