"""Questions to an invented commune: each path ends in its status, and every word shown is the document's."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from answering.answer_json import answer_as_json
from answering.assistant import Assistant
from answering.confidence import Limits
from domain.answer import Answer, AnswerStatus, Question, SentenceKind
from domain.document import Visibility
from domain.search import CommuneScope, SearchResult
from french.contacts import emails_in, phones_in
from tests.answering.standins import PROFILE, SLUG, FewDocuments, WordIndex, document, passage

CANTEEN = document(1, "Tarifs de la restauration scolaire", session=date(2026, 6, 11))
FORMER = document(2, "Tarifs de la restauration scolaire", session=date(2024, 6, 13))
POOL = document(3, "La piscine")
SECRET = document(4, "Note sur la cantine", visibility=Visibility.INTERNE)
PASSAGES = (
    passage(
        CANTEEN,
        1,
        "Le prix du repas de la cantine est fixé à 4,15 €. "
        "Toutefois, il est de 6,05 € pour les enfants de l'extérieur.",
        page=2,
        headings=("Article 1. Prix",),
    ),
    passage(FORMER, 1, "Le prix du repas de la cantine est fixé à 3,95 €.", headings=("Article 1. Prix",)),
    passage(
        POOL,
        1,
        "La piscine est ouverte :\n- le mercredi de 14 h à 18 h\n- le samedi de 10 h à 19 h\n"
        "Le bonnet de bain est obligatoire pour les enfants comme pour les adultes.",
    ),
    passage(POOL, 2, "Public | Entrée\nEnfants | 2,10 €\nAdultes | 3,60 €", headings=("Tarifs de la piscine",)),
    passage(SECRET, 1, "Le prix de revient du repas de la cantine est de 11,80 €."),
)


def answer(text: str, *history: str, broken: bool = False, passages: tuple[object, ...] = PASSAGES) -> Answer:
    documents = FewDocuments((CANTEEN, FORMER, POOL, SECRET), [p for p in PASSAGES if p in passages])
    assistant = Assistant(profile=PROFILE, index=WordIndex(documents, broken=broken), documents=documents)
    return assistant.answer(
        Question(text=text, commune=SLUG, history=history, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
    )


def texts(given: Answer) -> list[str]:
    return [s.text for s in given.sentences]


def test_a_question_is_answered_with_the_sentence_its_page_and_its_document() -> None:
    given = answer("c combien le repas a la cantine")
    assert given.status is AnswerStatus.ANSWERED
    assert given.sentences[0].text == "Le prix du repas de la cantine est fixé à 4,15 €."
    citation = given.citations[given.sentences[0].citation - 1]
    assert (citation.title, citation.page, citation.page_count) == ("Tarifs de la restauration scolaire", 2, 3)
    assert citation.session_date == date(2026, 6, 11)


def test_a_citation_gives_the_address_that_the_document_gives_for_what_is_quoted() -> None:
    link = "https://valbrune.example/actes/2026-12.pdf"
    linked = tuple(replace(p, link=link) if p.document_id == CANTEEN.id else p for p in PASSAGES)
    documents = FewDocuments((CANTEEN, FORMER, POOL, SECRET), linked)
    assistant = Assistant(profile=PROFILE, index=WordIndex(documents), documents=documents)
    asked = Question(text="prix de la cantine", commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
    given = assistant.answer(asked)
    assert {c.link for c in given.citations if c.document_id == CANTEEN.id} == {link}
    assert answer_as_json(given, version="1")["citations"][0]["link"] == link  # type: ignore[index, call-overload]


def test_the_exception_comes_with_its_rule_under_one_citation() -> None:
    given = answer("prix du repas de la cantine")
    assert texts(given)[:2] == [
        "Le prix du repas de la cantine est fixé à 4,15 €.",
        "Toutefois, il est de 6,05 € pour les enfants de l'extérieur.",
    ]
    assert given.sentences[0].citation == given.sentences[1].citation


def test_every_shown_word_is_where_its_citation_says() -> None:
    by_id = {p.id: p for p in PASSAGES}
    for question in ("prix de la cantine", "horaires de la piscine", "tarif de la piscine pour les enfants"):
        given = answer(question)
        assert given.sentences
        for citation in given.citations:
            assert by_id[citation.passage_id].text[citation.start : citation.end] == citation.quote
        for sentence in given.sentences:
            assert sentence.text in given.citations[sentence.citation - 1].quote


def test_no_number_is_shown_but_those_of_the_documents_cited_and_of_the_profile() -> None:
    told = passage(POOL, 3, "Pour la piscine, appeler le 02 61 91 55 40 ou écrire à piscine@valmoret.example.")
    internal = passage(SECRET, 2, "Pour la piscine, appeler le gardien au 02 61 91 55 99.")
    documents = FewDocuments((CANTEEN, FORMER, POOL, SECRET), [*PASSAGES, told, internal])
    assistant = Assistant(profile=PROFILE, index=WordIndex(documents), documents=documents)
    profile = {span.value for one in PROFILE.services for span in phones_in(one.phone or "")}
    asked = ("Quel numéro appeler pour la piscine ?", "Quel est le téléphone du gardien ?", "Où écrire à la cantine ?")
    shown: set[str] = set()
    for question in asked:
        given = assistant.answer(Question(text=question, commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC)))
        cited = " ".join(p.text for c in given.citations for p in documents.passages_of(c.document_id))
        words = " ".join([given.message, *texts(given), *(s.lead or "" for s in given.sentences)])
        said = {span.value for span in (*phones_in(words), *emails_in(words))}
        assert said <= {span.value for span in (*phones_in(cited), *emails_in(cited))} | profile, question
        assert given.service is None or {span.value for span in phones_in(given.service.phone or "")} <= profile
        shown |= said
    assert shown >= {"+33261915540", "piscine@valmoret.example"}
    assert "+33261915599" not in shown


def test_a_lead_in_brings_its_list() -> None:
    given = answer("la piscine est ouverte quand ?")
    assert "le mercredi de 14 h à 18 h" in texts(given)
    assert "le samedi de 10 h à 19 h" in texts(given)


def test_a_row_comes_with_its_header() -> None:
    given = answer("tarif de la piscine pour les enfants")
    row = next(s for s in given.sentences if s.text == "Enfants | 2,10 €")
    assert row.kind is SentenceKind.TABLE_ROW
    assert row.lead == "Public | Entrée"


def test_a_follow_up_keeps_its_subject() -> None:
    given = answer("et pour les adultes ?", "tarif de la piscine pour les enfants")
    assert "Adultes | 3,60 €" in texts(given)
    assert given.understood_as == "tarif piscine, et pour les adultes ?"


@pytest.mark.parametrize("question", ["combien coûte la location du gymnase", "où trouver un vétérinaire de garde"])
def test_without_support_nothing_is_shown_and_the_right_person_is(question: str) -> None:
    given = answer(question)
    assert given.status is AnswerStatus.NOT_FOUND
    assert given.sentences == ()
    assert given.service is not None
    assert given.service.phone == "02 61 91 55 00"


def test_the_service_is_the_one_whose_words_are_said() -> None:
    given = answer("à qui parler des allergies à l'école")
    assert given.service is not None
    assert given.service.slug == "scolaire"


def test_a_subject_without_the_thing_asked_is_no_answer() -> None:
    given = answer("numéro de téléphone pour le bonnet de bain obligatoire de la piscine")
    assert given.status is AnswerStatus.NOT_FOUND
    assert given.sentences == ()


def test_a_thing_that_no_document_names_is_not_answered_by_what_stands_near_it() -> None:
    assert answer("prix du repas de la cantine").status is AnswerStatus.ANSWERED
    given = answer("prix du repas de la crèche")
    assert given.status is AnswerStatus.NOT_FOUND
    assert given.sentences == ()


def test_the_limits_given_decide_what_is_shown() -> None:
    documents = FewDocuments((CANTEEN, FORMER, POOL, SECRET), PASSAGES)
    shown = {}
    for partial in (0.0, 1.0):
        limits = Limits(weights={}, bias=0.0, answered=1.0, partial=partial)
        assistant = Assistant(profile=PROFILE, index=WordIndex(documents), documents=documents, limits=limits)
        given = assistant.answer(
            Question(text="prix de la cantine", commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
        )
        shown[given.status] = bool(given.sentences)
    assert shown == {AnswerStatus.PARTIAL: True, AnswerStatus.NOT_FOUND: False}


def test_an_internal_document_is_never_shown_even_when_an_index_names_it() -> None:
    given = answer("prix de revient du repas de la cantine")
    assert "11,80" not in " ".join(texts(given))
    assert SECRET.id not in {c.document_id for c in given.considered}


def test_a_removed_passage_stops_answering_at_once() -> None:
    given = answer("prix du repas de la cantine", passages=PASSAGES[1:])
    assert texts(given) == ["Le prix du repas de la cantine est fixé à 3,95 €."]


def test_a_broken_index_is_said_and_a_person_is_offered() -> None:
    given = answer("horaires de la piscine", broken=True)
    assert given.status is AnswerStatus.UNAVAILABLE
    assert given.service is not None


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("bonjour", AnswerStatus.SMALL_TALK),
        ("je veux parler à un agent", AnswerStatus.PERSON_WANTED),
        ("tu as une recette de gâteau au chocolat", AnswerStatus.OUT_OF_SCOPE),
        ("Where can I park my car near the town hall?", AnswerStatus.OUT_OF_SCOPE),
        ("\x00\x01\x02", AnswerStatus.NOT_FOUND),
        ("a" * 100_000, AnswerStatus.NOT_FOUND),
        ("", AnswerStatus.NOT_FOUND),
    ],
)
def test_each_path_ends_in_its_status(question: str, status: AnswerStatus) -> None:
    given = answer(question)
    assert given.status is status
    assert given.message


TIP = document(5, "La déchèterie")
WASTE = (
    passage(
        TIP,
        1,
        "Jour | Du 1er avril au 31 octobre | Du 1er novembre au 31 mars\nLundi | 14 h – 18 h | 14 h – 17 h\n"
        "Mercredi | 9 h – 18 h | 9 h – 17 h\nVendredi | 14 h – 18 h | 14 h – 17 h\nSamedi | 9 h – 18 h | 9 h – 17 h\n"
        "La déchèterie est fermée les jours fériés. Sont acceptés :\n- le bois\n- les gravats",
        headings=("Horaires de la déchèterie",),
    ),
)


def test_a_table_is_shown_whole_so_that_no_day_seems_shut() -> None:
    assistant = Assistant(
        profile=PROFILE, index=WordIndex(FewDocuments((TIP,), WASTE)), documents=FewDocuments((TIP,), WASTE)
    )
    given = assistant.answer(
        Question(text="horaires de la déchèterie", commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
    )
    rows = [s for s in given.sentences if s.kind is SentenceKind.TABLE_ROW]
    assert [s.text.split(" | ")[0] for s in rows] == ["Lundi", "Mercredi", "Vendredi", "Samedi"]
    assert rows[0].lead == "Jour | Du 1er avril au 31 octobre | Du 1er novembre au 31 mars"
    assert "Sont acceptés :" not in texts(given)


def test_what_a_later_act_replaces_is_not_shown_beside_it() -> None:
    given = answer("prix du repas de la cantine")
    assert "3,95 €" not in " ".join(texts(given))
    assert given.citations[0].session_date == date(2026, 6, 11)


def test_every_step_of_an_answer_is_kept_and_none_holds_a_word_of_the_question() -> None:
    given = answer("combien coûte le repas à la cantine des enfants de Valbrune")
    assert [step.name for step in given.steps] == [
        *("screen", "read", "search", "rank", "compose", "verify", "judge", "present")
    ]
    told = " ".join(step.outcome for step in given.steps)
    assert not [word for word in ("cantine", "repas", "Valbrune") if word in told]
    assert [step.name for step in answer("bonjour").steps] == ["screen"]
    assert [step.name for step in answer("prix de la cantine", broken=True).steps] == ["screen", "read", "search"]


def test_an_emergency_gives_its_numbers_and_no_near_passage() -> None:
    given = answer("y a le feu à la piscine")
    assert given.status is AnswerStatus.EMERGENCY
    assert [contact.phone for contact in given.contacts] == ["18", "112"]
    assert given.sentences == ()


def test_the_question_beside_an_emergency_is_answered_after_it() -> None:
    given = answer("Mon mari me frappe. Quel est le prix du repas de la cantine ?")
    assert given.status is AnswerStatus.EMERGENCY
    assert "3919" in [contact.phone for contact in given.contacts]
    assert "4,15 €" in " ".join(texts(given))


def test_an_emergency_keeps_its_numbers_when_the_index_is_broken() -> None:
    given = answer("Mon mari me frappe. Quel est le prix du repas de la cantine ?", broken=True)
    assert given.status is AnswerStatus.EMERGENCY
    assert given.contacts


def test_another_authority_is_named_and_nothing_else_is_shown() -> None:
    given = answer("comment renouveler mon titre de séjour")
    assert given.status is AnswerStatus.OTHER_AUTHORITY
    assert [contact.name for contact in given.contacts] == ["Préfecture"]
    assert given.sentences == ()


def test_what_the_documents_say_comes_first_and_the_authority_after() -> None:
    told = passage(POOL, 3, "La piscine est gratuite pour les titulaires de l'AAH.")
    documents = FewDocuments((POOL,), (told,))
    assistant = Assistant(profile=PROFILE, index=WordIndex(documents), documents=documents)
    asked = Question(text="piscine gratuite AAH", commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
    given = assistant.answer(asked)
    assert given.status is AnswerStatus.ANSWERED
    assert texts(given) == [told.text]
    assert [contact.address for contact in given.contacts] == ["https://www.monparcourshandicap.gouv.fr"]
    assert len(given.notices) == 1


def test_a_personal_case_is_given_the_service_and_no_document() -> None:
    given = answer("où en est mon inscription à la cantine")
    assert given.status is AnswerStatus.PERSONAL_CASE
    assert given.service is not None
    assert given.service.slug == "scolaire"
    assert given.sentences == ()


def test_hard_words_are_left_aside_and_the_question_is_answered() -> None:
    given = answer("bande d'abrutis, quel est le prix du repas de la cantine ?")
    assert "4,15 €" in " ".join(texts(given))
    assert len(given.notices) == 1
    assert answer("bande d'abrutis").status is AnswerStatus.SMALL_TALK


def test_personal_data_is_masked_before_the_search_and_in_all_that_is_given_back() -> None:
    searched: list[str] = []

    class Listening(WordIndex):
        def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
            searched.append(text)
            return super().search(text, scope=scope, limit=limit)

    documents = FewDocuments((CANTEEN,), PASSAGES[:1])
    assistant = Assistant(profile=PROFILE, index=Listening(documents), documents=documents)
    given = assistant.answer(
        Question(
            text="je m'appelle Odile Renaud, mon tél est le 06 39 98 12 12, quel est le prix du repas de la cantine ?",
            commune=SLUG,
            history=("mon fils Kévin Taraud mange à la cantine",),
            asked_at=datetime(2026, 11, 24, tzinfo=UTC),
        )
    )
    assert "4,15 €" in " ".join(texts(given))
    shown = str(answer_as_json(given, version="1"))
    for secret in ("Odile", "Renaud", "06 39", "Taraud", "Kévin"):
        assert secret not in shown
        assert secret not in " ".join(searched)
        assert secret not in " ".join(given.question.history)
    assert "[nom]" not in " ".join(searched)
    assert "un nom, un numéro de téléphone" in given.notices[0]
