"""Words cut at the ends of lines are told when they are a habit."""

from domain.document import MediaType
from ingest.cut_words import cut_words_signal
from ingest.text import Reading, ReadPage, Signal, TextLine


def told(*lines: str) -> tuple[Signal, ...]:
    page = ReadPage(number=1, lines=tuple(TextLine(text=line) for line in lines))
    return cut_words_signal(Reading(media_type=MediaType.PDF, pages=(page,)))


def test_ten_cut_words_in_a_short_text_are_told_with_their_count() -> None:
    (signal,) = told(*["l’avis de la commis-", "sion des finances"] * 10)
    assert (signal.rule, signal.measures) == ("PD-07", (("cut", "10"), ("words", "70")))


def test_a_few_cut_words_names_and_dashes_are_not() -> None:
    assert told(*["l’avis de la commis-", "sion des finances"] * 9) == ()
    assert told(*["la commune de Saint-", "Aubin est invitée"] * 10) == ()
    assert told(*["du 3 juin -", "au 5 juin"] * 10) == ()
    assert told(*["l’avis de la commis-", "sion des finances"] * 10, *["mot " * 100] * 20) == ()
