"""The report as one HTML file that asks nothing of any host, and as a short text to be sent.

The file's styles are inside; it has no script and no picture.
"""

from pathlib import Path

from markupsafe import Markup

from api.console_report import shown
from api.jinja_pages import PageRenderer
from api.report_view import Wanted, card_pane, matching, titles_of
from api.static_files import WEB
from clarity.reporting.report import Report, useful_actions
from clarity.reporting.wording import rule_action
from domain.ids import DocumentId

_STYLES = ("tokens.css", "parvis.css")
DIGEST_DOCUMENTS = 5
DIGEST_RULES = 3
"""What a document is reproached in the digest; the console tells the rest."""
_MANY_RULES = 100


def report_file(report: Report) -> str:
    """The page of the last run: what is open, at most five findings of a rule and document, and how it was found."""
    pages = PageRenderer(WEB / "templates", asset=lambda name: name)
    titles = titles_of(report.cards)
    values = shown(report) | {
        "panes": [card_pane(card, titles) for card in matching(report, Wanted())],
        # Our own files, not what a person typed: their « > » and quotation marks are kept.
        "styles": Markup("\n".join(_style(WEB / "static" / name) for name in _STYLES)),  # noqa: S704
    }
    return pages.render("report_file.html", values)


def _style(file: Path) -> str:
    return file.read_text("utf-8")


def report_digest(report: Report) -> str:
    """A plain text, to be sent: the five documents to take first, with what to correct in each."""
    by_document: dict[str, list[str]] = {}
    for action in useful_actions(report.cards, limit=len(report.cards) * _MANY_RULES):
        by_document.setdefault(action.card.subject, []).append(action.rule)
    first = list(by_document)[:DIGEST_DOCUMENTS]
    cards = {card.subject: card for card in report.cards}
    values: dict[str, object] = {
        "report": report,
        "cards": [cards[DocumentId(subject)] for subject in first],
        "rules": {subject: by_document[subject][:DIGEST_RULES] for subject in first},
        "rule_action": rule_action,
    }
    return PageRenderer(WEB / "templates", asset=lambda name: name).render("report_digest.txt", values)
