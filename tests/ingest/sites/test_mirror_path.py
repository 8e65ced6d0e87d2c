import pytest

from ingest.sites.mirror_path import mirror_path

HTML, PDF = "text/html", "application/pdf"
HOME = "https://www.valbrune.example"


@pytest.mark.parametrize(
    ("address", "media_type", "path"),
    [
        (f"{HOME}/", HTML, "valbrune.example/index.html"),
        (f"{HOME}/index.php", HTML, "valbrune.example/index.html"),
        (f"{HOME}/vie/cantine", HTML, "valbrune.example/vie/cantine/index.html"),
        (f"{HOME}/vie/cantine/", HTML, "valbrune.example/vie/cantine/index.html"),
        (f"{HOME}/vie/cantine.html", HTML, "valbrune.example/vie/cantine.html"),
        (f"{HOME}/wp/plan%20local.pdf", PDF, "valbrune.example/wp/plan local.pdf"),
        (f"{HOME}/r%C3%A8glement.pdf", PDF, "valbrune.example/règlement.pdf"),
    ],
)
def test_a_plain_address_keeps_its_name(address: str, media_type: str, path: str) -> None:
    assert mirror_path(address, media_type) == path


def test_two_pages_never_share_a_path_and_one_page_has_always_the_same() -> None:
    addresses = [
        "/a", "/a.html", "/a.php", "/a.htm", "/a?id=1", "/a?id=2", "/a.html?id=1", "/A", "/a%2Fb", "/a-b", "/a/b",
        "/a:b", "/a%3Fid=1", "/_a", "/.a", "/~_a", "/a.pdf/x", "/" + "x" * 300, "/" + "x" * 301, "/" + "y/" * 200,
    ]  # fmt: skip
    paths = [mirror_path(f"{HOME}{address}", HTML) for address in addresses]
    assert len(set(paths)) == len(addresses)
    assert paths == [mirror_path(f"http://valbrune.example{address}", HTML) for address in addresses]


@pytest.mark.parametrize(
    "address",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/x", "/..%5c..%5cx", "/.git/config", "/_layouts/x", "/a%00b", "/con%0A", "/ "],
)
def test_no_path_leaves_the_mirror_or_hides_from_it(address: str) -> None:
    path = mirror_path(f"{HOME}{address}", HTML)
    parts = path.split("/")
    assert parts[0] == "valbrune.example"
    assert not any(part in ("", ".", "..") or part[0] in "._" for part in parts)
    assert path.isprintable()
    assert "\\" not in path


def test_a_folder_named_like_a_file_stands_beside_that_file() -> None:
    assert mirror_path(f"{HOME}/plan.pdf", PDF) == "valbrune.example/plan.pdf"
    assert mirror_path(f"{HOME}/plan.pdf/carte", HTML).startswith("valbrune.example/plan.pdf_/carte/")


def test_a_long_address_has_a_short_path() -> None:
    for address in ("dossier/" * 90 + "%C3%A9" * 20, "%F0%9F%8F%9B" * 80, "%F0%9F%8F%9B" * 80 + "/x", "x" * 900):
        path = mirror_path(f"{HOME}/{address}", PDF)
        assert len(path.encode()) <= 400
        assert max(len(part.encode()) for part in path.split("/")) <= 255
