import pytest

from retriever.corpus_words import CorpusWords, lines_of, written_words


def counted() -> CorpusWords:
    return CorpusWords(
        lines_of(
            {"déchets": 5, "dechets": 1, "tri": 4, "marché": 2, "marche": 4, "cantine": 1, "zarouk": 1, "zorglub": 2}
        )
    )


def test_words_are_ranked_by_how_many_passages_hold_them_then_by_the_alphabet() -> None:
    words = counted()
    assert [words.rank(word) for word in ("dechets", "marche", "tri", "zorglub", "cantine")] == [0, 1, 2, 3, 4]


def test_a_word_is_written_as_the_passages_most_often_write_it() -> None:
    assert counted().written("dechets") == "déchets"
    assert counted().written("marche") == "marche"
    assert counted().written("tri") == "tri"


def test_a_word_of_one_passage_counts_only_when_french_has_it() -> None:
    assert counted().rank("zarouk") is None
    assert len(counted()) == 5


def test_words_are_found_by_their_sound() -> None:
    words = CorpusWords(lines_of({"marché": 3, "marcher": 2, "mairie": 2}))
    assert list(words.sounding("marS")) == ["marche", "marcher"]
    assert list(words.sounding("mar")) == []


def test_no_word_is_no_correction() -> None:
    assert len(CorpusWords()) == 0
    assert list(CorpusWords().sounding("")) == []


def test_words_are_of_letters_each_once_in_lower_case() -> None:
    assert written_words("L'École, l'école ; 14h30, E\u0301cole n° 3") == {"école"}


def test_a_line_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError):
        CorpusWords(["cantine 3\n"])


def test_the_accent_of_the_passages_is_kept_whatever_their_order() -> None:
    assert CorpusWords(lines_of({"ecole": 1, "école": 3})).written("ecole") == "école"
