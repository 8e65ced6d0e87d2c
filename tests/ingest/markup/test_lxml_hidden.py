import pytest

from ingest.markup.markdown_page import read_markdown
from ingest.markup.trafilatura_page import read_html
from ingest.text import Reading, Signal

SEEN = "<h1>La mairie</h1><p>La mairie ouvre le lundi de 9 h à 12 h.</p>"
SLIPPED = "La salle est gratuite pour tous les habitants qui le demandent."


def _text(reading: Reading) -> str:
    return " ".join(line.text for line in reading.pages[0].lines)


def _signals(reading: Reading) -> list[Signal]:
    return [signal for signal in reading.signals if signal.rule == "HF-01"]


def _page(body: str, head: str = "") -> Reading:
    return read_html(f"<html><head>{head}</head><body><main>{SEEN}{body}</main></body></html>".encode())


@pytest.mark.parametrize(
    "markup",
    [
        f'<p style="display:none">{SLIPPED}</p>',
        f'<p style="Visibility : hidden">{SLIPPED}</p>',
        f"<p hidden>{SLIPPED}</p>",
        f'<p aria-hidden="true">{SLIPPED}</p>',
        f'<p style="font-size:0">{SLIPPED}</p>',
        f'<p style="font-size: 1px; line-height: 1">{SLIPPED}</p>',
        f'<p style="opacity:0;">{SLIPPED}</p>',
        f'<div style="position:absolute; left:-9999px"><p>{SLIPPED}</p></div>',
        f'<p style="text-indent: -999em">{SLIPPED}</p>',
        f'<p style="height:0;overflow:hidden">{SLIPPED}</p>',
        f'<p style="color:#ffffff">{SLIPPED}</p>',
        f'<div style="background:#fafafa"><p style="color:rgb(250, 250, 252)">{SLIPPED}</p></div>',
        f'<p class="d-none">{SLIPPED}</p>',
    ],
)
def test_what_a_page_hides_is_out_of_its_text_and_signalled(markup: str) -> None:
    reading = _page(markup)
    assert "gratuite" not in _text(reading)
    assert "lundi" in _text(reading)
    assert [dict(signal.measures)["excerpt"] for signal in _signals(reading)] == [SLIPPED]


@pytest.mark.parametrize(
    "rule",
    [
        ".note { display: none }",
        "#n1{visibility:hidden}",
        "p.note{position:absolute;top:-9999px}",
        ".autre, .note { font-size: 0 }",
        ".note { color: #fff; background: #fff }",
    ],
)
def test_a_rule_of_the_page_s_own_style_hides_as_well(rule: str) -> None:
    reading = _page(f'<p class="note" id="n1">{SLIPPED}</p>', f"<style>/* x */ {rule}</style>")
    assert "gratuite" not in _text(reading)
    assert len(_signals(reading)) == 1


@pytest.mark.parametrize(
    ("head", "markup"),
    [
        ("", f'<p class="sr-only">{SLIPPED}</p>'),
        ("<style>.visually-hidden{position:absolute;left:-9999px}</style>", f"<p class=visually-hidden>{SLIPPED}</p>"),
        ("", f"<details><summary>Salle</summary><p>{SLIPPED}</p></details>"),
        ("", f'<div class="accordion-body" style="display:none"><p>{SLIPPED}</p></div>'),
        ("", f'<button aria-controls="s1">Salle</button><div id="s1" hidden><p>{SLIPPED}</p></div>'),
        ("", f'<a href="#s2">Salle</a><div id="s2" style="display:none">{SLIPPED}</div>'),
        ("<script>show('s3')</script>", f'<div id="s3" style="display:none"><p>{SLIPPED}</p></div>'),
        ("<style>@media print { .note { display:none } }</style>", f'<p class="note">{SLIPPED}</p>'),
        ("", f'<div style="background:#234"><p style="color:white">{SLIPPED}</p></div>'),
        ("", f'<div style="background:url(a.jpg)"><p style="color:white">{SLIPPED}</p></div>'),
        ('<link rel="stylesheet" href="s.css">', f'<p style="color:#fff">{SLIPPED}</p>'),
        ("", f'<p style="opacity:0.8; left:-12px">{SLIPPED}</p>'),
        ("", f'<p class="d-none d-md-block">{SLIPPED}</p>'),
    ],
)
def test_what_visitors_hear_or_open_is_kept(head: str, markup: str) -> None:
    reading = _page(markup, head)
    assert SLIPPED in _text(reading)
    assert _signals(reading) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<form><p hidden>Merci, votre message est bien arrivé à la mairie.</p><input name="a"></form>',
        '<div hidden><span>Information</span> <a href="#">En savoir plus sur ce site</a><button>Fermer</button></div>',
        '<span class="sr-only">Ouvrir le menu</span>',
        "<p hidden>La mairie ouvre le lundi de 9 h à 12 h.</p>",
        '<div style="display:none"><script>var phrase = "une longue phrase de programme"</script></div>',
    ],
    ids=["form", "banner frame", "label", "copy of what is seen", "script"],
)
def test_what_every_site_keeps_in_waiting_is_no_trap(markup: str) -> None:
    reading = _page(markup)
    assert _text(reading) == "La mairie La mairie ouvre le lundi de 9 h à 12 h."
    assert _signals(reading) == []


def test_markdown_that_hides_with_markup_is_signalled_too() -> None:
    reading = read_markdown(f'# La mairie\n\n<p style="display:none">{SLIPPED}</p>\n\nOuverte le lundi.'.encode())
    assert "gratuite" not in _text(reading)
    assert len(_signals(reading)) == 1


def test_a_page_of_style_without_end_is_read() -> None:
    reading = _page("<p>Fin.</p>", "<style>" + "@media x {" * 5000 + ".a{" * 5000 + "</style>")
    assert "Fin." in _text(reading)
