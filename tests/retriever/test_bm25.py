import pytest

from retriever.bm25 import idf, indexed_words, ngram_counts, question_terms, stem_counts, token_number, weighed
from tests.retriever.samples import passage

EVEN = {1: 1.0, 2: 1.0}


def test_title_headings_context_and_text_are_indexed() -> None:
    found, title = passage(1, "le repas : 3,85 €", title="Tarifs", context="Cantine")

    assert indexed_words(found, title) == ["tarifs", "cantine", "le", "repas", "3,85", "euros"]


def test_a_weight_grows_with_the_count_but_never_to_k1_plus_one() -> None:
    _, (once, _) = weighed({1: 1, 2: 9}, mean_length=10, idf_of=EVEN)
    _, (often, _) = weighed({1: 9, 2: 1}, mean_length=10, idf_of=EVEN)

    assert 0 < once < often < 2_200


def test_a_word_weighs_less_in_a_longer_passage() -> None:
    _, (in_long, _) = weighed({1: 1, 2: 50}, mean_length=10, idf_of=EVEN)
    _, (in_short, _) = weighed({1: 1, 2: 5}, mean_length=10, idf_of=EVEN)

    assert in_long < in_short


def test_weights_are_whole_numbers_so_that_sums_are_exact() -> None:
    _, values = weighed({1: 1, 2: 3, 3: 2}, mean_length=7.3, idf_of={1: 0.1234, 2: 5.4321, 3: 9.99})

    assert all(value.is_integer() for value in values)
    assert values[0] < values[1] < values[2] < 25_000


def test_an_empty_passage_has_an_empty_vector() -> None:
    assert weighed({}, mean_length=0, idf_of={}) == ([], [])


@pytest.mark.parametrize("passages", [0, 1, 10, 20_000])
def test_a_term_that_no_passage_holds_weighs_most(passages: int) -> None:
    weights = [idf(passages, holding) for holding in range(min(passages, 50) + 1)]

    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


def test_a_question_s_vectors_hold_counts_in_tenths_and_each_stem_once() -> None:
    terms = question_terms("Maire, maires et horaires")

    assert terms.stems == ("mair", "horair")
    assert dict(zip(*terms.words, strict=True)) == {token_number("mair"): 20.0, token_number("horair"): 10.0}
    assert set(terms.chars[0]) == set(ngram_counts(["maire", "maires", "et", "horaires"]))


def test_what_the_thesaurus_adds_weighs_half_and_never_more_than_what_was_asked() -> None:
    terms = question_terms("cantine scolaire")
    weights = dict(zip(*terms.words, strict=True))

    assert weights[token_number("cantin")] == weights[token_number("scolair")] == 10.0
    assert weights[token_number("restaur")] == 5.0
    assert terms.stems == ("cantin", "scolair")


def test_only_the_beginning_of_an_endless_question_is_searched() -> None:
    terms = question_terms("cantine " * 20_000 + "piscine")

    assert terms.stems == ("cantin",)


def test_terms_that_share_a_number_are_added_up() -> None:
    # Two strings of equal CRC-32, found by search; a vector must not hold an index twice.
    assert token_number("plumless") == token_number("buckeroo")
    assert stem_counts(["plumless", "buckeroo"]) == {token_number("plumless"): 2}
