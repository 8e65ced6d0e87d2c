import re
from collections import Counter

import pytest

from eval.fabrication_set import (
    FABRICATIONS,
    FRESH_FABRICATIONS,
    THIRD_FABRICATIONS,
    Fabrication,
    FabricationKind,
    read_fabrications,
)
from eval.fabrications import main

THIRD = read_fabrications(THIRD_FABRICATIONS)
PLANTED = [entry for entry in THIRD if entry.kind is not FabricationKind.TRUE]
FIGURE = re.compile(r"\d+(?:[ ,]\d+)*")
CHANGED_FIGURE = {FabricationKind.AMOUNT, FabricationKind.HOUR, FabricationKind.PHONE}


def stands_in(figure: str, words: str) -> bool:
    return re.search(rf"(?<![\d,]){figure}(?![\d,]*\d)", words) is not None


def test_all_of_it_judges_says_nothing_twice_and_has_enough_of_every_kind() -> None:
    assert [entry.id for entry in THIRD] == [f"H{number:03}" for number in range(1, len(THIRD) + 1)]
    assert {entry.split for entry in THIRD} == {"test3"}
    before = [*read_fabrications(FABRICATIONS), *read_fabrications(FRESH_FABRICATIONS)]
    sentences = Counter(entry.true_sentence for entry in THIRD)
    assert [one for one, times in sentences.items() if times > 1] == []
    assert set(sentences) & {entry.true_sentence for entry in before} == set()
    kinds = Counter(entry.kind for entry in THIRD)
    assert min(kinds[kind] for kind in FabricationKind) >= 7
    assert len(PLANTED) >= 140


def test_the_documents_are_of_communes_that_do_not_exist_and_say_one_thing_each() -> None:
    words = {(entry.source.path, entry.source.words) for entry in THIRD}
    assert len(words) == len({path for path, _ in words})
    assert len({path.partition("/")[0] for path, _ in words}) == 8


@pytest.mark.parametrize("entry", THIRD, ids=lambda e: e.id)
def test_a_faithful_sentence_has_no_figure_of_its_own(entry: Fabrication) -> None:
    assert [one for one in FIGURE.findall(entry.true_sentence) if not stands_in(one, entry.source.words)] == []


@pytest.mark.parametrize("entry", [e for e in PLANTED if e.kind in CHANGED_FIGURE], ids=lambda e: e.id)
def test_a_changed_figure_is_another_than_in_the_faithful_sentence(entry: Fabrication) -> None:
    assert FIGURE.findall(entry.false_sentence) != FIGURE.findall(entry.true_sentence)


@pytest.mark.parametrize("entry", PLANTED, ids=lambda e: e.id)
def test_a_link_or_an_address_of_mail_is_planted_where_it_is_said(entry: Fabrication) -> None:
    planted = [word.rstrip(".,") for word in entry.false_sentence.split() if ".example" in word]
    if entry.kind in (FabricationKind.LINK, FabricationKind.EMAIL):
        assert planted
        assert all(word not in entry.source.words for word in planted)
        assert all(("@" in word) == (entry.kind is FabricationKind.EMAIL) for word in planted)
    else:
        assert planted == []


def test_telephone_numbers_and_addresses_of_mail_are_nobody_s() -> None:
    for words in {entry.source.words for entry in THIRD}:
        for number in re.findall(r"\b0\d(?: \d\d){4}\b", words):
            assert number.startswith(("03 53 01", "04 65 71", "05 36 49")), number
        for address in re.findall(r"\S+@\S+|https?://\S+", words):
            assert address.rstrip(".,)").endswith(".example")


def test_a_wrong_citation_is_true_in_another_document() -> None:
    wrong = [entry for entry in THIRD if entry.kind is FabricationKind.WRONG_CITATION]
    for entry in wrong:
        figures = FIGURE.findall(entry.false_sentence)
        others = {one.source.words for one in THIRD} - {entry.source.words}
        assert any(all(stands_in(figure, words) for figure in figures) for words in others)


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = THIRD_FABRICATIONS.with_name("README.md").read_text("utf-8")
    assert f"{len(PLANTED)} false sentences, {len(THIRD)} true ones" in described


def test_its_failures_are_not_listed() -> None:
    with pytest.raises(SystemExit):
        main(["--split", "test3", "--failures"])
