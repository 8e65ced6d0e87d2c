from ingest.sites.links import MOST_LINKS, page_links
from tests.ingest.sites.trap_server import html

HERE = "https://valbrune.example/vie/"


def links(body: str, head: str = "", header: str = "") -> list[tuple[str, str]]:
    return [(link.address, link.text) for link in page_links(html(body, head=head), HERE, header).links]


def test_links_have_the_words_that_a_visitor_reads() -> None:
    body = (
        "<a href='cantine.html'>La <b>cantine</b></a> <a href='r.pdf'><img src='p.png' alt='Règlement'></a>"
        "<a href='t.pdf' title='Tarifs 2026'><i class='icon'></i></a> <a href='#haut'>Haut</a>"
    )
    assert links(body) == [
        ("https://valbrune.example/vie/cantine.html", "La cantine"),
        ("https://valbrune.example/vie/r.pdf", "Règlement"),
        ("https://valbrune.example/vie/t.pdf", "Tarifs 2026"),
        ("https://valbrune.example/vie/", "Haut"),
    ]


def test_a_link_met_twice_keeps_the_words_that_say_more() -> None:
    body = "<a href='r.pdf'>PDF</a><a href='r.pdf'>Règlement de la salle</a><a href='r.pdf'>ici</a>"
    assert links(body) == [("https://valbrune.example/vie/r.pdf", "Règlement de la salle")]


def test_base_frames_and_refreshes_count_and_foreign_schemes_do_not() -> None:
    head = "<base href='/fr/'><meta http-equiv='refresh' content=\"0; url='accueil.html'\">"
    found = links("<a href='x'>x</a><iframe src='carte.html'></iframe><a href='mailto:a@b.example'>m</a>", head)
    assert [address for address, _ in found] == [
        "https://valbrune.example/fr/accueil.html",
        "https://valbrune.example/fr/x",
        "https://valbrune.example/fr/carte.html",
    ]


def test_nofollow_links_are_left_and_a_nofollow_page_says_so() -> None:
    assert links("<a rel='nofollow noopener' href='x'>x</a><a rel=ugc href=y>y</a><a href='z'>z</a>") == [
        ("https://valbrune.example/vie/z", "z")
    ]
    assert page_links(html("", head="<meta name=robots content='NoFollow'>"), HERE).is_nofollow


def test_noindex_is_heard_from_the_page_and_from_the_header_when_it_is_for_us() -> None:
    assert page_links(html("", head="<meta name='robots' content='noindex, follow'>"), HERE).is_noindex
    assert page_links(html(""), HERE, "noindex").is_noindex
    assert page_links(html(""), HERE, "parvis: none").is_noindex
    assert not page_links(html(""), HERE, "googlebot: noindex").is_noindex
    assert not page_links(html("", head="<meta name='description' content='noindex'>"), HERE).is_noindex


def test_the_title_is_the_first_heading_or_the_pages_own() -> None:
    assert page_links(html("<h1>La <em>cantine</em></h1><h1>x</h1>"), HERE).title == "La cantine"
    assert page_links(html("<p>x</p>", title="Accueil | Valbrune"), HERE).title == "Accueil | Valbrune"


def test_the_canonical_address_is_absolute() -> None:
    head = "<link rel='canonical' href='/vie/cantine'><link rel='canonical' href='/autre'>"
    assert page_links(html("", head=head), HERE).canonical == "https://valbrune.example/vie/cantine"


def test_links_by_the_million_are_cut() -> None:
    body = b"".join(b"<a href=/p%d>x</a>" % n for n in range(60_000))
    assert len(page_links(body, HERE).links) == MOST_LINKS


def test_a_page_that_is_cut_or_hostile_gives_what_it_has() -> None:
    assert page_links(b"<a href=/x>x<div " + b"a=b " * 50_000, HERE).title == ""
    assert page_links(b"\xff\xfe<\0a\0", HERE).links == ()
    deep = b"<div>" * 50_000 + b"<a href=/x>x</a>"
    assert [link.address for link in page_links(deep, HERE).links] == ["https://valbrune.example/x"]
