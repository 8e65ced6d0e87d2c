from ingest.office.packages import read_package
from ingest.text import LineKind, TextLine
from tests.ingest.office.files import odf

STYLES = (
    '<style:style style:name="T" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="PB" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def lines(body: str) -> list[TextLine]:
    return list(read_package(odf(body, STYLES)).pages[0].lines)


def test_headings_paragraphs_and_numbered_lists() -> None:
    body = (
        '<text:h text:outline-level="2">Horaires</text:h><text:p>Ouvert le lundi<text:s text:c="2"/>matin.</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>voter</text:p><text:list><text:list-item>'
        "<text:p>en recettes</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>fixer</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L2"><text:list-item><text:p>une photo</text:p></text:list-item></text:list>'
        '<text:p text:style-name="PB">Inscriptions</text:p>'
    )
    assert [(line.kind.value, line.level, line.text) for line in lines(body)] == [
        ("heading", 2, "Horaires"),
        ("paragraph", 0, "Ouvert le lundi matin."),
        ("item", 0, "- 1. voter"),
        ("item", 1, "- a) en recettes"),
        ("item", 0, "- 2. fixer"),
        ("item", 0, "- une photo"),
        ("heading", 3, "Inscriptions"),
    ]


def test_deleted_text_annotations_and_contents_are_out_and_notes_follow() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>3,10 €</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Tarifs 3</text:p></text:index-body></text:table-of-content>"
        "<text:p>Le repas coûte <text:change/>3,50 €<office:annotation><text:p>à voir</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Goûter compris.</text:p>"
        "</text:note-body></text:note>.</text:p>"
    )
    assert [line.text for line in lines(body)] == ["Le repas coûte 3,50 €(1).", "(1) Goûter compris."]


def test_a_table_keeps_its_header_rows_and_repeats_its_merged_cells() -> None:
    body = (
        '<table:table table:name="T"><table:table-header-rows><table:table-row>'
        "<table:table-cell><text:p>Quotient</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>Prix</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-rows-spanned="2"><text:p>moins de 500</text:p></table:table-cell>'
        "<table:table-cell><text:p>enfant</text:p></table:table-cell><table:table-cell><text:p>2,10 €</text:p>"
        "</table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
        "<table:table-cell><text:p>adulte</text:p></table:table-cell><table:table-cell><text:p>4,00 €</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    assert [(line.text, line.is_header) for line in lines(body)] == [
        ("Quotient | Prix | Prix", True),
        ("moins de 500 | enfant | 2,10 €", False),
        ("moins de 500 | adulte | 4,00 €", False),
    ]


def test_hidden_text_is_left_out_and_told() -> None:
    body = (
        '<text:p>Visible.<text:span text:style-name="T">Caché au lecteur.</text:span>'
        '<text:span text:style-name="W">Blanc sur blanc.</text:span>'
        '</text:p><text:section text:display="none"><text:p>Section.</text:p></text:section>'
    )
    reading = read_package(odf(body, STYLES))
    assert [line.text for line in reading.pages[0].lines] == ["Visible."]
    told = {signal.rule: dict(signal.measures) for signal in reading.signals}
    assert told["HF-01"] == {"chars": "33", "vanish": "17", "white": "16"}
    assert told["HF-07"] == {"chars": "8", "section": "8"}


def test_a_frame_is_read_after_the_paragraph_that_holds_it() -> None:
    body = (
        "<text:p>Avis.<draw:frame><draw:text-box><text:p>Mairie fermée.</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert [line.text for line in lines(body)] == ["Avis.", "Mairie fermée."]


def test_the_title_of_a_slide_is_a_heading() -> None:
    body = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Budget</text:p></draw:text-box>'
        "</draw:frame><draw:frame><draw:text-box><text:p>12 400 €</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><text:p>dire merci</text:p></presentation:notes></draw:page>"
    )
    found = read_package(odf(body, kind="presentation")).pages[0].lines
    assert [(line.kind, line.text) for line in found] == [
        (LineKind.HEADING, "Budget"),
        (LineKind.PARAGRAPH, "12 400 €"),
    ]
