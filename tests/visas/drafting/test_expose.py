from collections.abc import Generator, Sequence

import pytest

from domain.errors import ModelFailed
from domain.language_model import Message, ModelFault, Piece
from visas.drafting.expose import checked_expose, write_expose
from visas.drafting.subjects_file import shipped_drafts


class Writer:
    """A language model that writes what it is told to, or fails midway."""

    name = "writer"

    def __init__(self, text: str, *, fails: bool = False) -> None:
        self.text, self.fails = text, fails
        self.heard: Sequence[Message] = ()

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        self.heard = messages
        yield Piece(text=self.text)
        if self.fails:
            raise ModelFailed(ModelFault.TRUNCATED, "cut")


@pytest.mark.parametrize(
    "invented",
    [
        "Cela est permis par l'article L. 9999-1 du CGCT.",
        "Vu le code général des collectivités territoriales, L. 2121-29.",
        "Conformément à la loi n° 2031-12 du 5 mai 2031, la commune peut agir.",
        "Le décret du 3 mars 2019 le prévoit.",
        "La jurisprudence le confirme.",
        "La délibération du conseil le prévoit.",
        "En vertu du L. 1611-4, le contrôle est possible.",
        "Le club compte 240 adhérents.",
    ],
)
def test_a_sentence_with_an_invented_reference_or_number_is_dropped(invented: str) -> None:
    kept = "Le club anime le village."
    model = Writer(f"{kept} {invented} Il demande une aide de 500 euros.")
    said = write_expose(shipped_drafts(), model, "Subvention au club", {"montant": "500 €"})
    assert said == f"{kept} Il demande une aide de 500 euros."


def test_the_model_hears_the_answers_and_is_asked_for_no_reference() -> None:
    model = Writer("Bien.")
    write_expose(shipped_drafts(), model, "Subvention au club", {"montant": "500 €"})
    assert "500 €" in model.heard[1].text
    assert "aucune référence" in model.heard[0].text


def test_a_model_that_fails_leaves_no_expose() -> None:
    assert write_expose(shipped_drafts(), Writer("Le club", fails=True), "Objet", {}) == ""


def test_nothing_is_left_of_references_alone() -> None:
    assert checked_expose("Vu la loi NOTRe. Vu le CGCT.", "") == ""
