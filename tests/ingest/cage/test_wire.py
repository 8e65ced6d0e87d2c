from datetime import date

import pytest

from domain.document import FileReason, MediaType
from domain.written import WrittenEvidence
from ingest.cage.wire import decode_outcome, encode_outcome
from ingest.text import Box, LineKind, Outcome, Reading, ReadPage, Refusal, Signal, TextLine

BOX = Box(left=1.5, top=2.25, right=3, bottom=4)
LINE = TextLine(text="a | b", kind=LineKind.ROW, cells=("a", "b"), is_header=True, box=BOX, size=11, bold=True, table=2)
PAGE = ReadPage(
    number=1, lines=(LINE, TextLine(text="é\n")), width=595, height=842, has_images=True, is_disordered=True
)
SIGNAL = Signal(rule="PD-03", first_page=1, last_page=2, measures=(("kept", "pypdf"),))


@pytest.mark.parametrize(
    "outcome",
    [
        Reading(media_type=MediaType.PDF, pages=(PAGE,), page_count=1, declared_title="T", signals=(SIGNAL,)),
        Reading(media_type=MediaType.HTML, pages=(ReadPage(number=None, lines=()),)),
        Reading(media_type=MediaType.HTML, pages=(), trail=("Accueil", "Été"), foot=(LINE,)),
        Reading(media_type=MediaType.HTML, pages=(), dates=((WrittenEvidence.DECLARED, date(2031, 5, 3)),)),
        Refusal(reason=FileReason.ENCRYPTED, detail="x", signals=(SIGNAL,)),
    ],
)
def test_an_outcome_comes_back_as_it_went_on_one_line(outcome: Outcome) -> None:
    data = encode_outcome(outcome)
    assert b"\n" not in data
    assert decode_outcome(data) == outcome


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"refusal": ["x", "", []]}', b'{"reading": 3}', b'{"reading": [1]}']
)
def test_what_a_hostile_worker_sends_is_an_error_and_never_an_object(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decode_outcome(data)


def test_a_lone_surrogate_does_not_break_the_pipe() -> None:
    refusal = Refusal(reason=FileReason.DAMAGED, detail="\ud800")
    assert isinstance(decode_outcome(encode_outcome(refusal)), Refusal)
