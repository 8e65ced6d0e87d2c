"""The report as one HTML file that asks nothing of any host: its styles are inside, it has no script and no picture."""

from pathlib import Path

from api.console_report import shown
from api.jinja_pages import PageRenderer
from api.report_view import Wanted, card_pane, matching, titles_of
from api.static_files import WEB
from clarity.reporting.report import Report

_STYLES = ("tokens.css", "parvis.css")


def report_file(report: Report) -> str:
    """The page of the last run: what is open, at most five findings of a rule and document, and how it was found."""
    pages = PageRenderer(WEB / "templates", asset=lambda name: name)
    titles = titles_of(report.cards)
    values = shown(report) | {
        "panes": [card_pane(card, titles) for card in matching(report, Wanted())],
        "styles": "\n".join(_style(WEB / "static" / name) for name in _STYLES),
    }
    return pages.render("report_file.html", values)


def _style(file: Path) -> str:
    return file.read_text("utf-8")
