"""What was not answered is counted by service and reason; words are shown only of those who left them."""

from datetime import date

from api.unanswered_view import Miss, Sought, misses_of, sorted_out
from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from domain.ids import DocumentId
from domain.unanswered import Unanswered, UnansweredCount

MONDAY, TUESDAY = date(2031, 3, 3), date(2031, 3, 4)
MEALS, POOL = DocumentId("d1"), DocumentId("d2")
OPINIONS = (
    Feedback(on=MONDAY, is_helpful=True, status=AnswerStatus.ANSWERED, documents=(MEALS,)),
    Feedback(
        on=MONDAY,
        is_helpful=False,
        status=AnswerStatus.ANSWERED,
        reason=FeedbackReason.OUTDATED,
        documents=(MEALS, POOL),
        question="Le repas de Jean coûte combien ?",
    ),
    Feedback(on=TUESDAY, is_helpful=False, status=AnswerStatus.PARTIAL),
)
COUNTED = (
    UnansweredCount(
        unanswered=Unanswered(on=MONDAY, status=AnswerStatus.NOT_FOUND, theme="sport", document=POOL), count=3
    ),
    UnansweredCount(unanswered=Unanswered(on=TUESDAY, status=AnswerStatus.PARTIAL), count=2),
)


def misses() -> list[Miss]:
    return misses_of(
        OPINIONS,
        COUNTED,
        service_of=lambda documents: "scolaire" if MEALS in documents else "",
        masked=lambda words: words.replace("Jean", "[nom]"),
    )


def test_helpful_answers_are_left_out_and_words_are_masked() -> None:
    found = sorted_out(misses(), Sought())
    assert found.total == 7
    assert [miss.text for miss in found.left] == ["Le repas de [nom] coûte combien ?"]
    assert dict(found.by_reason) == {"introuvable": 3, "partielle": 2, "outdated": 1, "sans-motif": 1}
    assert dict(found.by_service) == {
        "aucun": {"partielle": 2, "sans-motif": 1},
        "sport": {"introuvable": 3},
        "scolaire": {"outdated": 1},
    }
    assert found.documents == ((POOL, 4), (MEALS, 1))


def test_the_filters_let_through_what_they_name() -> None:
    assert sorted_out(misses(), Sought(service="sport")).total == 3
    assert sorted_out(misses(), Sought(reason="partielle")).total == 2
    assert sorted_out(misses(), Sought(words="REPAS combien")).total == 1
    assert sorted_out(misses(), Sought(words="piscine")).total == 0
    assert sorted_out(misses(), Sought(service="sport", reason="outdated")).total == 0
