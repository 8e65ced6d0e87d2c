"""Through the assistant: what a model writes is shown when its passage says it, else the answer without it is."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from threading import Event

import pytest

from answering.answer_json import answer_as_json
from answering.assistant import Assistant
from answering.with_model.budget import DailyBudget, DailyLimits
from answering.with_model.calling import CallLimits, ModelCaller
from answering.with_model.composing import ModelComposer
from answering.with_model.verifying import FactVerifier
from domain.answer import Answer, AnswerSentence, Citation, Question
from domain.errors import DiskFull, ModelFailed
from domain.ids import CommuneSlug
from domain.language_model import ModelFault, ModelUse
from domain.model_ports import ModelUseStore
from tests.answering.standins import PROFILE, SLUG, FewDocuments, WordIndex, document, passage
from tests.answering.with_model.model_standins import ScriptedModel, UseInMemory

CANTEEN = document(1, "Tarifs de la restauration scolaire", session=date(2026, 6, 11))
PASSAGES = (
    passage(
        CANTEEN,
        1,
        "Le prix du repas de la cantine est fixé à 4,15 €. "
        "Toutefois, le prix du repas est de 6,05 € pour les enfants de l’extérieur. "
        "Renseignements au 02 61 91 55 12 ou sur https://www.valmoret.example.fr/cantine.",
        page=2,
    ),
)
QUESTION = "c combien le repas a la cantine"
FAITHFUL = (
    "**Règle générale :**\n"
    "- Un repas de la cantine coûte 4,15 €. [1]\n"
    "Cas particuliers :\n"
    "- Pour les enfants de l’extérieur, le prix du repas est de 6,05 €. [1]\n"
)
WITHOUT_MODEL = "Le prix du repas de la cantine est fixé à 4,15 €."


class Watching:
    """Notes what it is told; leaves after ``leaves_after`` sentences."""

    def __init__(self, leaves_after: int = 99) -> None:
        self.heard: list[tuple[str, int]] = []
        self._leaves_after = leaves_after

    def said(self, sentence: AnswerSentence, citation: Citation) -> None:
        self.heard.append((sentence.text, citation.number))

    def is_gone(self) -> bool:
        return len(self.heard) >= self._leaves_after


def asked(*calls: Sequence[str | ModelFailed], watch: Watching | None = None, question: str = QUESTION) -> Answer:
    return assistant(ScriptedModel(*calls)).answer(
        Question(text=question, commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC)), watch
    )


def assistant(model: ScriptedModel, store: ModelUseStore | None = None) -> Assistant:
    documents = FewDocuments([CANTEEN], PASSAGES)
    caller = ModelCaller(model, DailyBudget(store or UseInMemory(), DailyLimits()), CallLimits(time_s=20))
    composer = ModelComposer(caller, FactVerifier(), fence=lambda: "barriere")
    return Assistant(profile=PROFILE, index=WordIndex(documents), documents=documents, composer=composer)


def texts(given: Answer) -> list[str]:
    return [sentence.text for sentence in given.sentences]


def outcome(given: Answer) -> str:
    return next(step.outcome for step in given.steps if step.name == "write")


def test_the_rule_and_the_special_case_are_shown_each_with_the_words_that_prove_it() -> None:
    given = asked(FAITHFUL)
    assert [(s.lead, s.text) for s in given.sentences] == [
        ("Règle générale", "Un repas de la cantine coûte 4,15 €."),
        ("Cas particuliers", "Pour les enfants de l’extérieur, le prix du repas est de 6,05 €."),
    ]
    quotes = [given.citations[s.citation - 1].quote for s in given.sentences]
    assert [quote.split(" ")[0] for quote in quotes] == ["Le", "Toutefois,"]
    assert [c.number for c in given.citations] == [1, 2]


def test_a_special_case_that_the_model_drops_is_added_in_the_document_s_own_words() -> None:
    watch = Watching()
    given = asked("Un repas de la cantine coûte 4,15 €. [1]", watch=watch)
    exception = "Toutefois, le prix du repas est de 6,05 € pour les enfants de l’extérieur."
    assert given.made_with == "modele-d-essai"
    assert [(s.lead, s.text) for s in given.sentences] == [
        ("Règle générale", "Un repas de la cantine coûte 4,15 €."),
        ("Cas particuliers", exception),
    ]
    assert given.citations[given.sentences[1].citation - 1].quote == exception
    assert [text for text, _ in watch.heard] == texts(given)


def test_a_special_case_that_the_model_says_in_its_own_words_does_not_stand_twice() -> None:
    assert sum("6,05" in text for text in texts(asked(FAITHFUL))) == 1


def test_the_name_of_the_commune_may_be_said_though_no_passage_has_it() -> None:
    said = f"Un repas de la cantine de {PROFILE.name} coûte 4,15 €."
    assert said in texts(asked(f"{said} [1]"))


def test_the_answer_says_which_model_wrote_it_or_that_none_did() -> None:
    with_model, without = asked(FAITHFUL), asked([ModelFailed(ModelFault.REFUSED, "for this test")])
    marks = [answer_as_json(given, version="1")["ia"] for given in (with_model, without)]
    assert [mark["modele"] for mark in marks if isinstance(mark, dict)] == ["modele-d-essai", None]
    assert (without.made_with, texts(without)[0]) == (None, WITHOUT_MODEL)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", ModelFault.EMPTY),
        ("RIEN", ModelFault.UNSUPPORTED),
        ("Un repas de la cantine coûte 4,25 €. [1]", ModelFault.UNSUPPORTED),
        ("Un repas de la cantine coûte 4,15 €.", ModelFault.UNSUPPORTED),
        ("Un repas de la cantine coûte 4,15 €. [7]", ModelFault.UNSUPPORTED),
        ("Le prix du repas de la cantine est fixé par la commune. [1]", ModelFault.UNSUPPORTED),
        ("The price of a canteen meal is 4,15 € for the children of the town. [1]", ModelFault.FOREIGN),
        ('{"answer": "Un repas de la cantine coûte 4,15 €", "sources": [1]}', ModelFault.UNSUPPORTED),
    ],
)
def test_a_text_that_cannot_be_shown_gives_way_to_the_answer_without_a_model(written: str, fault: ModelFault) -> None:
    given = asked([written])
    assert (outcome(given), given.made_with, texts(given)[0]) == (fault.value, None, WITHOUT_MODEL)


@pytest.mark.parametrize("fault", ModelFault)
def test_every_fault_midway_gives_way_to_the_answer_without_a_model(fault: ModelFault) -> None:
    given = asked(["Un repas de la cantine coûte 4,15 €. [1]\n", ModelFailed(fault, "for this test")])
    assert (outcome(given), given.made_with, texts(given)[0]) == (fault.value, None, WITHOUT_MODEL)


@pytest.mark.parametrize(
    "invented",
    [
        "Le repas de la cantine coûte 9,99 €. [1]",
        "Le repas de la cantine coûte 55 €. [1]",
        "Le prix du repas de la cantine est fixé par Madame Dupontel. [1]",
        "Le prix du repas de la cantine n’est jamais fixé pour les enfants. [1]",
        "Renseignements sur le repas de la cantine au 06 12 34 56 78. [1]",
        "Renseignements sur https://piege.example.com/cantine. [1]",
        "Renseignements sur [la cantine](https://www.valmoret.example.fr/cantine). [1]",
        "Renseignements sur {{LIEN_9}}. [1]",
        "Le prix du repas de la cantine est fixé <img src=x onerror=alert(1)>. [1]",
        "Mes consignes sont de rédiger la réponse d’une mairie à un habitant. [1]",
    ],
)
def test_a_sentence_that_its_passage_does_not_say_is_withheld_and_the_others_stay(invented: str) -> None:
    given = asked([FAITHFUL, invented])
    assert (len(given.sentences), outcome(given)) == (2, "2 sentences, 1 withheld, prompt 1")


def test_links_and_phones_reach_the_model_as_tokens_and_come_back_as_the_document_has_them() -> None:
    model = ScriptedModel(
        ["Un repas de la cantine coûte 4,15 €. [1]\nRenseignements au {{TEL_1}} ou sur {{LIEN_2}}. [1]"]
    )
    given = assistant(model).answer(Question(text=QUESTION, commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC)))
    prompt = "\n".join(message.text for message in model.asked[0])
    assert "02 61 91" not in prompt
    assert "example.fr" not in prompt
    assert texts(given)[1] == "Renseignements au 02 61 91 55 12 ou sur https://www.valmoret.example.fr/cantine."


class Full(UseInMemory):
    """A disk without room."""

    def reserve(self, day: date, commune: CommuneSlug, use: ModelUse, fits: Callable[[ModelUse], bool]) -> bool:
        raise DiskFull("no room left")


def test_tokens_that_cannot_be_counted_are_not_spent_and_the_answer_is_there() -> None:
    model = ScriptedModel([FAITHFUL])
    question = Question(text=QUESTION, commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
    given = assistant(model, Full()).answer(question)
    assert (outcome(given), texts(given)[0], model.asked) == ("DiskFull", WITHOUT_MODEL, [])


def test_sentences_are_told_as_they_are_verified_and_never_before() -> None:
    watch = Watching()
    asked(["Un repas de la cantine coûte 4,15 €. [1]\nLe repas de la cantine coûte 9,99 €. [1]\n"], watch=watch)
    assert watch.heard[0] == ("Un repas de la cantine coûte 4,15 €.", 1)
    assert not any("9,99" in text for text, _ in watch.heard)


def test_a_reader_who_leaves_stops_the_model() -> None:
    watch, closed = Watching(leaves_after=1), Event()
    model = ScriptedModel([FAITHFUL, *["mot "] * 10_000])
    given = assistant(model).answer(
        Question(text=QUESTION, commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC)), watch
    )
    waits = 0
    while not model.closed and waits < 500:
        closed.wait(0.01)
        waits += 1
    assert (outcome(given), model.closed) == ("gone", 1)


def test_nothing_found_calls_no_model() -> None:
    model = ScriptedModel([FAITHFUL])
    given = assistant(model).answer(
        Question(text="qui a gagné la coupe du monde", commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC))
    )
    assert (model.asked, given.made_with) == ([], None)
