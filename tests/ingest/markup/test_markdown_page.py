from domain.document import MediaType
from ingest.markup.markdown_page import read_markdown
from ingest.markup.plain_text import read_plain_text
from ingest.text import LineKind

PAGE = """---
layout: page
titre_page: "La cantine"
introduction: Le service est ouvert aux enfants de l'école.
documents:
---
{% include banner.html %}
## Tarifs

Le prix du repas est de **3,90 €** ([règlement](cantine.pdf)).

{% for article in site.actualites %}
* [{{ article.titre }}]({{ article.url }})
{% endfor %}

Pièces à fournir :

* un justificatif
* une photo{:class="x"}

| Quotient | Prix |
|---|---|
| moins de 600 | 2,10 € |

<div class="hours">Lundi : 9h à 12h</div>
<nav>Menu</nav>
"""


def test_a_jekyll_page_is_read_as_its_visitors_see_it() -> None:
    reading = read_markdown(PAGE.encode())
    assert reading.media_type is MediaType.MARKDOWN
    assert reading.declared_title == "La cantine"
    assert [(line.kind, line.text) for line in reading.pages[0].lines] == [
        (LineKind.HEADING, "La cantine"),
        (LineKind.PARAGRAPH, "Le service est ouvert aux enfants de l'école."),
        (LineKind.HEADING, "Tarifs"),
        (LineKind.PARAGRAPH, "Le prix du repas est de 3,90 € (règlement)."),
        (LineKind.PARAGRAPH, "Pièces à fournir :"),
        (LineKind.ITEM, "- un justificatif"),
        (LineKind.ITEM, "- une photo"),
        (LineKind.ROW, "Quotient | Prix"),
        (LineKind.ROW, "moins de 600 | 2,10 €"),
        (LineKind.PARAGRAPH, "Lundi : 9h à 12h"),
    ]


def test_front_matter_that_is_no_yaml_does_not_stop_the_page() -> None:
    lines = read_markdown(b"---\n: [\n---\nBonjour").pages[0].lines
    assert [line.text for line in lines] == ["Bonjour"]


def test_hard_wrapped_prose_is_one_paragraph_and_an_address_keeps_its_lines() -> None:
    wrapped = (
        "Le conseil municipal a retenu le projet présenté par la commune de\nMontréval pour la rénovation du préau."
    )
    assert len(read_markdown(wrapped.encode()).pages[0].lines) == 1
    assert len(read_markdown(b"Mairie\n4 place des Tilleuls\nTel 01 99 00 12 34").pages[0].lines) == 3


def test_bare_text_is_cut_at_line_ends_unless_it_is_wrapped() -> None:
    free = read_plain_text("Carte d'identité\nIl faut fournir :\n- une photo\n".encode()).pages[0].lines
    assert [line.text for line in free] == ["Carte d'identité", "Il faut fournir :", "- une photo"]
    assert free[2].kind is LineKind.ITEM
    words = "la demande est déposée au guichet de la mairie avec les pièces qui la justifient"
    wrapped = "\n".join([words, words, words, "fin.", "", words, words, "fin."])
    assert [line.text for line in read_plain_text(wrapped.encode()).pages[0].lines] == [
        f"{words} {words} {words} fin.",
        f"{words} {words} fin.",
    ]
