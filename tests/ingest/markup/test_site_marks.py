import json

import pytest

from ingest.markup.trafilatura_page import read_html
from ingest.text import Reading

TEXT = (
    "<main><h1>La cantine</h1><p>Le repas est servi à midi dans le restaurant de l'école, 2 rue du Lavoir.</p></main>"
)
LIST = {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "Accueil"}},
        {"@type": "ListItem", "position": 2, "name": "Enfance"},
    ],
}


def read(before: str = "", after: str = "", head: str = "") -> Reading:
    page = f"<!DOCTYPE html><html><head><title>La cantine</title>{head}</head><body>{before}{TEXT}{after}</body></html>"
    return read_html(page.encode())


@pytest.mark.parametrize(
    ("before", "trail"),
    [
        (
            "<nav aria-label=\"Fil d'Ariane\"><ol><li><a href='/'>Accueil</a></li><li>Enfance ›</li>"
            "<li>La cantine</li></ol></nav>",
            ("Accueil", "Enfance", "La cantine"),
        ),
        ("<div class='breadcrumb'><a href='/'>Accueil</a> &gt; <a>Enfance</a> > La cantine</div>", None),
        ("<p id='fil-ariane'>Vous êtes ici : <a>Accueil</a> » <a>Enfance</a> » La cantine</p>", None),
        (
            "<ul itemscope itemtype='https://schema.org/BreadcrumbList'><li itemprop='itemListElement'><a>"
            "<span itemprop='name'>Accueil</span></a></li><li><span itemprop='name'>Enfance</span></li></ul>",
            ("Accueil", "Enfance"),
        ),
        ("<div class='breadcrumb'>Accueil</div>", ()),
        ("<div class='arianespace'><p>Accueil</p><p>Fusée</p></div>", ()),
        ("<nav><ul><li>Accueil</li><li>Enfance</li></ul></nav>", ()),
    ],
)
def test_where_a_page_stands_is_read_from_its_trail(before: str, trail: tuple[str, ...] | None) -> None:
    reading = read(before)
    assert reading.trail == (("Accueil", "Enfance", "La cantine") if trail is None else trail)
    assert all("Enfance" not in line.text for line in reading.pages[0].lines if trail is None)


@pytest.mark.parametrize("data", [LIST, [LIST], {"@graph": [{"@type": "WebPage"}, LIST]}])
def test_a_trail_in_json_is_read(data: object) -> None:
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    assert read(head=head).trail == ("Accueil", "Enfance")


@pytest.mark.parametrize("data", ["{", "3", '"x"', '{"@type": "BreadcrumbList"}', "[" * 5_000])
def test_json_that_makes_no_sense_gives_no_trail(data: str) -> None:
    assert read(head=f"<script type='application/ld+json'>{data}</script>").trail == ()


@pytest.mark.parametrize(
    "foot",
    [
        "<footer>{}</footer>",
        "<div class='site-footer'>{}</div>",
        "<div id='footer'>{}</div>",
        "<section class='pied-de-page'>{}</section>",
        "<div role='contentinfo'>{}</div>",
    ],
)
def test_a_footer_gives_its_contacts_and_neither_its_menu_nor_its_credits(foot: str) -> None:
    inside = (
        "<nav><a href='/'>Accueil</a></nav><h3>Mairie de Valbrune</h3><p>4 place des Tilleuls</br>60990 Valbrune<br>"
        "Tél. 01 99 00 12 34</p><p>Lundi de 9 h à 12 h</p><ul><li><a href='/plan'>Plan du site</a></li></ul>"
        "<p>© Valbrune, tous droits réservés</p>"
    )
    reading = read(after=foot.format(inside))
    assert [line.text for line in reading.foot] == [
        "Mairie de Valbrune",
        "4 place des Tilleuls",
        "60990 Valbrune",
        "Tél. 01 99 00 12 34",
        "Lundi de 9 h à 12 h",
    ]
    assert all("01 99" not in line.text for line in reading.pages[0].lines)


def test_a_footer_inside_an_article_or_without_contact_gives_nothing() -> None:
    assert read(after="<article><footer>Publié par la mairie, 01 99 00 12 34</footer></article>").foot == ()
    assert read(after="<footer>© 2026 Valbrune</footer>").foot == ()
