from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.passages import LONGEST, TARGET, Cut, cut_passages
from ingest.structure import structure_pages
from ingest.text import LineKind, ReadPage, TextLine

_WORDS = st.text(alphabet="abcdéè0129.,;:", min_size=1, max_size=12)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=220).map(" ".join)


@st.composite
def _lines(draw: st.DrawFn) -> TextLine:
    kind = draw(st.sampled_from([LineKind.PARAGRAPH, LineKind.HEADING, LineKind.ITEM, LineKind.ROW]))
    text = draw(_TEXTS)
    if kind is LineKind.HEADING:
        return TextLine(text=text[:80], kind=kind, level=draw(st.integers(1, 4)))
    if kind is LineKind.ROW:
        cells = (text[:30].strip() or "a", draw(_WORDS))
        return TextLine(text=" | ".join(cells), kind=kind, cells=cells, is_header=draw(st.booleans()))
    return TextLine(text=f"- {text}" if kind is LineKind.ITEM else text, kind=kind)


_PAGES = st.lists(st.lists(_lines(), max_size=14), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(_PAGES)
def test_passages_hold_every_word_once_in_order_and_never_cross_a_page(pages: list[list[TextLine]]) -> None:
    structured = structure_pages([ReadPage(number=n, lines=tuple(lines)) for n, lines in enumerate(pages, 1)])
    cuts = cut_passages(structured)
    for page in structured:
        here = [cut for cut in cuts if cut.page == page.number]
        assert " ".join(cut.text for cut in here).split() == page.text.split()
        for cut in here:
            assert page.text[cut.start : cut.end] == cut.text
        for before, after in pairwise(here):
            assert before.end <= after.start


def _cut(*lines: TextLine) -> list[Cut]:
    return cut_passages(structure_pages([ReadPage(number=1, lines=lines)]))


def _paragraph(length: int, word: str = "texte") -> TextLine:
    return TextLine(text=(f"{word} " * length)[: length - 1].strip() + ".", kind=LineKind.PARAGRAPH)


def test_passages_are_about_as_long_as_said() -> None:
    lengths = [len(cut.text) for cut in _cut(*[_paragraph(260)] * 20)]
    assert all(TARGET * 0.5 < length <= TARGET for length in lengths[:-1])


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    text = " ".join(f"La règle numéro {n} s'applique à tous les usagers du service." for n in range(60))
    cuts = _cut(TextLine(text=text, kind=LineKind.PARAGRAPH))
    assert len(cuts) > 2
    assert all(cut.text.endswith(".") and len(cut.text) <= LONGEST for cut in cuts)


def test_a_text_without_blanks_is_cut_without_losing_a_letter() -> None:
    text = "x" * 5_000
    assert "".join(cut.text for cut in _cut(TextLine(text=text, kind=LineKind.PARAGRAPH))) == text


def test_a_list_stays_with_its_lead_in_or_carries_it() -> None:
    lead = TextLine(text="Sont exonérés de la taxe :", kind=LineKind.PARAGRAPH)
    short = [TextLine(text=f"- le cas numéro {n}", kind=LineKind.ITEM) for n in range(4)]
    together = _cut(_paragraph(820), lead, *short)
    whole = "\n".join(line.text for line in (lead, *short))
    assert [whole in cut.text for cut in together if "exonérés" in cut.text] == [True]
    long = [TextLine(text=f"- le cas numéro {n} : " + "condition " * 12, kind=LineKind.ITEM) for n in range(30)]
    cuts = _cut(lead, *long)
    assert len(cuts) > 2
    assert all(cut.context == (lead.text,) for cut in cuts[1:])
    assert cuts[0].context == ()


def test_rows_carry_the_header_of_their_table() -> None:
    header = TextLine(text="Objet | Tarif", kind=LineKind.ROW, cells=("Objet", "Tarif"), is_header=True)
    rows = [
        TextLine(text=f"Location du matériel numéro {n} | {n},50 €", kind=LineKind.ROW, cells=("a", "b"))
        for n in range(90)
    ]
    cuts = _cut(header, *rows)
    assert len(cuts) > 2
    assert all(cut.context == (header.text,) for cut in cuts[1:])


def test_a_heading_opens_a_passage_and_never_ends_one() -> None:
    heading = TextLine(text="Article 2 : Tarifs", kind=LineKind.HEADING, level=4)
    cuts = _cut(_paragraph(700), heading, _paragraph(700))
    assert [cut.heading_path for cut in cuts] == [(), (heading.text,)]
    assert cuts[1].text.startswith(heading.text)


def test_short_sections_share_a_passage_under_what_they_have_in_common() -> None:
    def card(name: str, role: str) -> list[TextLine]:
        return [TextLine(text=name, kind=LineKind.HEADING, level=3), TextLine(text=role, kind=LineKind.PARAGRAPH)]

    top = TextLine(text="Les élus", kind=LineKind.HEADING, level=2)
    cuts = _cut(top, *card("Mme Aubépine", "Maire"), *card("M. Sureau", "Premier adjoint"))
    assert [cut.heading_path for cut in cuts] == [("Les élus",)]
