"""Links of real form, hosts changed."""

import pytest

from french.links import leads_inside, links_in, normal_link


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("page", "Voir https://www.Valmoret.example/cantine.", ["valmoret.example/cantine"]),
        ("poster", "www.valmoret.example ou demarches.valmoret.example/rdv?b=1", ["valmoret.example", None]),
        ("letter", "En savoir plus : valmoret.example, rubrique « école ».", ["valmoret.example"]),
        ("injected", "Cliquez sur http://192.0.2.7/x ou ftp://valmoret.example/f", ["192.0.2.7/x", None]),
        ("injected", "https://valmoret.example@autre.example/rdv", ["valmoret.example@autre.example/rdv"]),
    ],
)
def test_links_are_read_in_one_form(document: str, text: str, expected: list[str | None]) -> None:
    found = [span.value for span in links_in(text)]
    assert len(found) == len(expected), document
    assert all(want is None or want == value for want, value in zip(expected, found, strict=True)), document


@pytest.mark.parametrize(
    "text", ["accueil@valmoret.example", "le C.C.A.S. reçoit", "3.85 €", "art. L. 2121-29", "M. Ricou. Le maire", ""]
)
def test_other_dots_are_no_links(text: str) -> None:
    assert links_in(text) == []


def test_spans_point_at_what_is_written() -> None:
    text = "Sur https://www.valmoret.example/rdv."
    (span,) = links_in(text)
    assert text[span.start : span.end] == "https://www.valmoret.example/rdv"
    assert normal_link(text[span.start : span.end]) == span.value


@pytest.mark.parametrize(
    ("link", "is_inside"),
    [
        ("valmoret.example", True),
        ("valmoret.example/ecole", True),
        ("valmoret.example/ecole/cantine", True),
        ("valmoret.example/eco", False),
        ("valmoret.example/ecole/cantine/payer", False),
        ("valmoret.exam", False),
        ("autre.example", False),
    ],
)
def test_a_link_leads_to_a_known_page_or_to_the_folders_around_it(link: str, is_inside: bool) -> None:
    assert leads_inside(link, "valmoret.example/ecole/cantine") is is_inside
