import json
from datetime import date

import pytest

from domain.written import WrittenEvidence
from ingest.markup.markdown_page import read_markdown
from ingest.markup.trafilatura_page import read_html

TEXT = "<main><h1>La cantine</h1><p>Le repas est servi à midi dans le restaurant de l'école.</p></main>"
ARTICLE = {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "dateModified": "2031-05-03T10:00:00Z"}]}


def days(head: str = "", body: str = "") -> list[date]:
    page = f"<!DOCTYPE html><html><head><title>La cantine</title>{head}</head><body>{TEXT}{body}</body></html>"
    dates = read_html(page.encode()).dates
    assert {evidence for evidence, _ in dates} <= {WrittenEvidence.DECLARED}
    return [day for _, day in dates]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2031-05-03T10:00:00+02:00">', ""),
        ('<meta name="DC.date" content="2031-05-03">', ""),
        (f"<script type='application/ld+json'>{json.dumps(ARTICLE)}</script>", ""),
        (f"<script type='application/ld+json'>{json.dumps([ARTICLE['@graph']])}</script>", ""),
        ("", '<time class="entry-date published" datetime="2031-05-03T08:00:00">3 mai</time>'),
        ("", '<time itemprop="datePublished" datetime="2031-05-03">3 mai</time>'),
    ],
)
def test_a_page_says_to_machines_when_it_was_changed(head: str, body: str) -> None:
    assert days(head, body) == [date(2031, 5, 3)]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<time datetime="2031-07-14">14 juillet</time>'),  # the day of a feast
        ("", '<time class="event-date" datetime="2031-07-14">14 juillet</time>'),
        ('<meta property="event:start_time" content="2031-07-14">', ""),
        ('<meta property="article:modified_time" content="hier">', ""),
        ("<script type='application/ld+json'>{\"dateModified\": [1, {}]}</script>", ""),
        ("<script type='application/ld+json'>[[[[[[[[1]]]]]]]]</script>", ""),
    ],
)
def test_the_day_of_an_event_is_not_that_of_the_page(head: str, body: str) -> None:
    assert days(head, body) == []


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("date: 2031-05-03", [date(2031, 5, 3)]),
        ("date: 2031-05-03 10:00:00 +0200", [date(2031, 5, 3)]),
        ("lastmod: '2031-05-03T10:00:00'", [date(2031, 5, 3)]),
        ("date_texte: 3 mai 2031", [date(2031, 5, 3)]),
        ("date: 14", []),
        ("date_fin: 2031-05-03", []),
    ],
)
def test_front_matter_says_when_a_page_was_written(front: str, expected: list[date]) -> None:
    text = f"---\ntitle: La cantine\n{front}\n---\nLe repas est servi à midi.\n"
    assert [day for _, day in read_markdown(text.encode()).dates] == expected
