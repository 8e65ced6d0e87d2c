"""The report in one file: whole, and asking nothing of anyone."""

from dataclasses import replace
from html.parser import HTMLParser

from api.report_file import report_digest, report_file
from domain.ids import DocumentId
from tests.clarity.reporting.test_trial import ASKED, failing, run
from tests.clarity.reporting.towns import built, stored

ASKS = ("src", "srcset", "poster", "data", "background", "ping", "formaction", "action")


class Asking(HTMLParser):
    """What a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "iframe", "img", "object", "embed", "form", "base"):
            self.asked.append(tag)
        for name, value in attrs:
            if name in ASKS or (name == "href" and not (value or "").startswith("#")) or name.startswith("on"):
                self.asked.append(f"{tag} {name}")


def asked_by(html: str) -> list[str]:
    parser = Asking()
    parser.feed(html)
    return parser.asked


def test_the_file_asks_nothing_and_has_the_findings() -> None:
    html = report_file(built())
    assert asked_by(html) == []
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert "--ink" in style
    assert "url(" not in style
    assert "@import" not in style
    assert "Chercher un emploi" in html
    assert "Nom remplacé" in html
    assert "Page scannée : une image, sans texte" in " ".join(html.split())
    assert "Méthode et limites" in html


def test_the_parser_does_see_what_asks() -> None:
    assert asked_by('<img src="x"><a href="https://e.example">a</a>') == ["img", "img src", "a href"]


def test_the_digest_names_five_documents_at_most_the_weightiest_first() -> None:
    report = built()
    digest = report_digest(report)
    assert digest.startswith("Documents à revoir, Montreval-sur-Cisse\n")
    assert digest.index("Publier le fichier d’origine") < digest.index("Remplacer l’ancien nom")
    many = [replace(card, subject=DocumentId(f"{card.subject}-{n}")) for card in report.cards for n in range(9)]
    assert report_digest(replace(report, cards=tuple(many))).count("\n   - ") <= 15
    assert "\n6. " not in report_digest(replace(report, cards=tuple(many)))
    assert "\n5. " in report_digest(replace(report, cards=tuple(many)))
    assert "Aucun document à reprendre." in report_digest(replace(report, cards=()))


def test_the_headline_is_told_with_how_many_pairs_and_not_calculated_without_any() -> None:
    report = run(stored(), failing())
    html = report_file(report)
    assert "75 %" in html
    assert "3 paires sur 4, trop peu pour conclure, le" in html
    assert ASKED in html
    assert "Norme et exception bien distinguées : 3 paires de questions sur 4." in report_digest(report)
    assert "Norme et exception bien distinguées : non calculé" in report_file(built())
    assert "distinguées" not in report_digest(built())
