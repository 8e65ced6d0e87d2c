from dataclasses import replace

from api.answer_view import (
    BlockKind,
    answer_blocks,
    answer_parts,
    is_shorter_simpler,
    original_address,
    simpler_parts,
    site_address,
    without_bullet,
)
from domain.answer import AnswerSentence, Citation, SentenceKind, SentenceRole
from domain.ids import DocumentId, PassageId, SourceName
from retriever.ranking.header_levels import cells_of_row
from tests.api.town import MONTREVAL, TARIFFS

ROW = SentenceKind.TABLE_ROW


def sentence(
    text: str, kind: SentenceKind = SentenceKind.SENTENCE, lead: str | None = None, of: int = 1
) -> AnswerSentence:
    return AnswerSentence(text=text, kind=kind, lead=lead, citation=of)


def test_rows_under_one_header_make_one_table() -> None:
    blocks = answer_blocks(
        (sentence("Habitant | 1,00 €", ROW, "Famille | Prix"), sentence("Autre | 5,60 €", ROW, of=2))
    )
    (table,) = blocks
    assert (table.kind, table.header, table.lead) == (BlockKind.TABLE, ("Famille", "Prix"), None)
    assert [(line.cells, line.citation) for line in table.lines] == [
        (("Habitant", "1,00 €"), 1),
        (("Autre", "5,60 €"), 2),
    ]


def test_a_lead_that_is_no_header_becomes_a_caption() -> None:
    (table,) = answer_blocks((sentence("Habitant | 1,00 €", ROW, "Tarifs 2026"),))
    assert (table.header, table.lead) == ((), "Tarifs 2026")
    (titled,) = answer_blocks((sentence("Habitant | 1,00 €", ROW, "Tarifs 2026\nFamille | Prix"),))
    assert (titled.header, titled.lead) == (("Famille", "Prix"), "Tarifs 2026")


def test_figures_to_check_follow_their_line() -> None:
    kinds = (SentenceKind.SENTENCE, SentenceKind.LIST_ITEM, ROW)
    doubtful = tuple(replace(sentence("a | 3,45 €", kind), to_check=("3,45 €",)) for kind in kinds)
    assert [line.to_check for block in answer_blocks(doubtful) for line in block.lines] == [("3,45 €",)] * 3


def test_a_column_is_named_by_all_the_levels_of_its_header() -> None:
    lead = "Tarifs 2026\nSalle | Habitants | Habitants | Autres\nSalle | Plein | Réduit | Autres"
    (table,) = answer_blocks((sentence("Grande | 150 € | 90 € | 300 €", ROW, lead),))
    assert table.header == ("Salle", "Habitants — Plein", "Habitants — Réduit", "Autres")
    assert table.lead == "Tarifs 2026"


def test_another_lead_begins_another_block() -> None:
    item = SentenceKind.LIST_ITEM
    blocks = answer_blocks((sentence("- un", item, "A :"), sentence("- deux", item), sentence("- trois", item, "B :")))
    assert [(b.lead, [line.text for line in b.lines]) for b in blocks] == [("A :", ["un", "deux"]), ("B :", ["trois"])]


def test_reading_order_is_kept_between_kinds() -> None:
    blocks = answer_blocks((sentence("Un."), sentence("a | b", ROW), sentence("Deux."), sentence("Trois.")))
    assert [(b.kind.value, len(b.lines)) for b in blocks] == [("text", 1), ("table", 1), ("text", 2)]


def test_empty_cells_are_kept_in_their_place() -> None:
    assert cells_of_row("Habitant |  | 1,00 €") == ("Habitant", "", "1,00 €")
    assert cells_of_row("Habitant | 1,00 € | ".strip()) == ("Habitant", "1,00 €", "")
    assert cells_of_row(" |  | Tarif".strip()) == ("", "", "Tarif")


def test_only_the_bullet_is_taken_off() -> None:
    assert without_bullet("- 3 - 5 ans") == "3 - 5 ans"


def test_an_original_opens_at_its_page() -> None:
    assert original_address(TARIFFS, MONTREVAL, 2).endswith("/original?commune=montreval-sur-cisse#page=2")
    assert "#" not in original_address(TARIFFS, MONTREVAL, None)


def test_a_document_of_the_site_is_opened_there_and_a_pdf_at_its_page() -> None:
    assert site_address("https://valbrune.example/r.pdf", 2) == "https://valbrune.example/r.pdf#page=2"
    assert site_address("http://valbrune.example/cantine", None) == "http://valbrune.example/cantine"
    assert site_address(None, 2) is None
    assert site_address("javascript:alert(1)", None) is None


def cited(number: int, document: str) -> Citation:
    return Citation(
        number=number,
        document_id=DocumentId(document),
        passage_id=PassageId(f"p{number}"),
        source=SourceName("mairie"),
        path=f"{document}.pdf",
        title=document,
        heading_path=(),
        page=1,
        page_count=2,
        session_date=None,
        quote="",
        start=0,
        end=0,
    )


def test_an_answer_from_several_documents_says_which_one_speaks() -> None:
    citations = (cited(1, "a"), cited(2, "a"), cited(3, "b"))
    said = (sentence("Un."), sentence("Deux.", of=2), sentence("Trois.", of=3), sentence("Quatre.", of=1))
    blocks = answer_blocks(said, citations)
    assert [[line.text for line in b.lines] for b in blocks] == [["Un.", "Deux."], ["Trois."], ["Quatre."]]
    assert [b.origin and b.origin.title for b in blocks] == ["a", "b", "a"]


def test_an_answer_from_one_document_does_not_repeat_its_name() -> None:
    blocks = answer_blocks((sentence("Un."), sentence("Deux.", of=2)), (cited(1, "a"), cited(2, "a")))
    assert [b.origin for b in blocks] == [None]


def test_the_rule_and_its_cases_are_set_out_apart() -> None:
    rule = replace(sentence("Le repas coûte 4,10 €."), role=SentenceRole.RULE)
    said = replace(sentence("Si l’enfant est absent, le repas est dû."), role=SentenceRole.CASE)
    case = replace(said, condition="Si l’enfant est absent")
    parts = answer_parts(answer_blocks((rule, case, said, sentence("Le marché est le mardi."))))
    assert [(part.role, part.count) for part in parts] == [
        (SentenceRole.RULE, 1),
        (SentenceRole.CASE, 2),
        (SentenceRole.ANSWER, 1),
    ]
    first, second = parts[1].blocks[0].lines
    assert (first.condition, first.rest) == ("Si l’enfant est absent", "le repas est dû.")
    assert (second.condition, second.rest) == ("", "")


def test_a_row_as_a_special_case_says_for_whom_and_what_under_its_headers() -> None:
    header = "Famille | Quotient familial | Prix du repas"
    rows = ("Habitant | moins de 700 | 1,20 €", "Hors commune | sans objet | 5,90 €")
    cases = tuple(replace(sentence(row, ROW, header), role=SentenceRole.CASE) for row in rows)
    (block,) = answer_blocks((cases[0], replace(cases[1], lead=None)))
    assert [(line.condition, line.rest) for line in block.lines] == [
        ("Habitant, moins de 700", "Prix du repas : 1,20 €"),
        ("Hors commune", "Prix du repas : 5,90 €"),
    ]


def test_the_simpler_form_keeps_the_rule_every_case_and_every_conflict() -> None:
    rule = replace(sentence("Le repas coûte 4,10 €."), role=SentenceRole.RULE)
    case = replace(sentence("Si l’enfant est absent, le repas est dû."), role=SentenceRole.CASE)
    other = replace(sentence("Le repas coûte 3,90 €."), role=SentenceRole.CONFLICT)
    parts = answer_parts(answer_blocks((rule, case, other, sentence("Le marché est le mardi."))))
    assert [part.role for part in simpler_parts(parts)] == [part.role for part in parts[:3]]
    assert is_shorter_simpler(parts)


def test_without_a_rule_the_first_words_that_answer_are_the_simpler_form() -> None:
    item = SentenceKind.LIST_ITEM
    said = answer_parts(answer_blocks((sentence("Le marché est le mardi."), sentence("- le samedi", item, "Aussi :"))))
    assert [block.lines[0].text for part in simpler_parts(said) for block in part.blocks] == ["Le marché est le mardi."]
    alone = answer_parts(answer_blocks((sentence("Le marché est le mardi."),)))
    assert not is_shorter_simpler(alone)
