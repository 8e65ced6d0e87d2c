from hypothesis import given
from hypothesis import strategies as st

from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage
from domain.personal import (
    PersonalKind,
    PersonalSpan,
    conceal,
    conceal_passage,
    concealed_places,
    is_same_name,
    places_of,
    reveal,
    reveal_passage,
    revealed_places,
)

P1 = PassageId("p1")


def _span(text: str, start: int, end: int, kind: PersonalKind = PersonalKind.NAME, place: str = "text") -> PersonalSpan:
    return PersonalSpan(passage_id=P1, place=place, start=start, end=end, kind=kind, original=text[start:end])


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8), st.sampled_from(PersonalKind))
def test_what_is_concealed_can_be_revealed(text: str, cuts: list[int], kind: PersonalKind) -> None:
    edges = sorted({cut for cut in cuts if cut <= len(text)})
    spans = [_span(text, a, b, kind) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    assert reveal(conceal(text, spans), spans) == text


def test_a_passage_is_masked_in_its_text_its_headings_and_its_context() -> None:
    passage = Passage(
        id=P1,
        document_id=DocumentId("d1"),
        commune=CommuneSlug("valbrune"),
        ordinal=0,
        text="M. Delorme vend.",
        context=("Vente Delorme :",),
        heading_path=("Actes", "Delorme"),
        page=2,
        start=10,
        end=26,
    )
    spans = [
        _span(passage.text, 3, 10),
        _span(passage.context[0], 6, 13, place="context:0"),
        _span("Delorme", 0, 7, place="heading:1"),
    ]
    masked = conceal_passage(passage, spans)
    assert (masked.text, masked.context, masked.heading_path) == (
        "M. [nom] vend.",
        ("Vente [nom] :",),
        ("Actes", "[nom]"),
    )
    assert reveal_passage(masked, spans) == passage


def test_doubtful_figures_stay_on_their_figures_through_masks() -> None:
    text = "M. Delorme, 06 12 34 56 78, doit 3,45 € à Mme Roux, née le 4 mai, et 8 €."
    places = tuple((text.index(part), text.index(part) + len(part)) for part in ("12 34", "3,45 €", "8 €."))
    spans = [
        _span(text, text.index(part), text.index(part) + len(part), kind)
        for part, kind in (
            ("Roux", PersonalKind.NAME),
            ("Delorme", PersonalKind.NAME),
            ("06 12 34 56 78", PersonalKind.PHONE),
            ("4 mai", PersonalKind.BIRTH),
        )
    ]
    masked = conceal(text, spans)
    moved = concealed_places(places, spans)
    assert [masked[a:b] for a, b in moved] == ["3,45 €", "8 €."]
    assert revealed_places(moved, spans) == places[1:]
    over = (0, text.index(" 34"))
    assert [masked[a:b] for a, b in concealed_places((over,), spans)] == ["M. [nom], "]


def test_names_are_compared_and_found_whatever_their_case_and_accents() -> None:
    assert is_same_name("DELORMÉ  Jean", "Delorme jean")
    assert not is_same_name("Delorme", "Delormes")
    text = "Mme DELORMÉ et les Delormes, puis delorme."
    assert [text[a:b] for a, b in places_of(text, "Delorme")] == ["DELORMÉ", "delorme"]
    assert places_of(text, " ") == []
