import pytest

from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage


def passage(text: str, *confidences: float) -> Passage:
    return Passage(
        id=PassageId("p"),
        document_id=DocumentId("d"),
        commune=CommuneSlug("c"),
        ordinal=0,
        text=text,
        page=1,
        start=0,
        end=len(text),
        ocr_confidences=confidences,
    )


def test_a_passage_is_as_sure_as_its_lines_for_their_length() -> None:
    two = passage("un titre\nune ligne de texte bien plus longue", 0.5, 0.9)
    assert two.ocr_confidence == pytest.approx(0.833, abs=0.01)


def test_a_text_of_the_file_s_own_has_no_confidence() -> None:
    own = passage("un titre")
    assert (own.is_from_ocr, own.ocr_confidence) == (False, None)
