from ingest.office.packages import read_package
from tests.ingest.office.files import pptx


def shape(text: str, kind: str = "", bullet: bool = False) -> str:
    place = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    look = '<a:pPr lvl="1"><a:buChar char="•"/></a:pPr>' if bullet else ""
    return f"<p:sp>{place}<p:txBody><a:p>{look}<a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def test_slides_are_read_in_order_with_their_titles_items_and_tables() -> None:
    cells = "".join(
        f"<a:tc><a:txBody><a:p><a:r><a:t>{t}</a:t></a:r></a:p></a:txBody></a:tc>" for t in ("École", "12 €")
    )
    found = read_package(
        pptx(shape("Budget", "title") + shape("deux points", bullet=True), f"<a:tbl><a:tr>{cells}</a:tr></a:tbl>")
    )
    assert [(line.kind.value, line.level, line.text) for line in found.pages[0].lines] == [
        ("heading", 2, "Budget"),
        ("item", 1, "- deux points"),
        ("row", 0, "École | 12 €"),
    ]
