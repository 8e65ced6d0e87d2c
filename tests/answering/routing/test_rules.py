"""Every rule file is held to the messages that stand beside its rules, and refuses what it cannot read."""

from pathlib import Path

import pytest

from answering.routing.contacts import public_contacts
from answering.routing.rules import FOLDER, RuleBook, read_rule_book, rule_book

BOOKS = ["authorities", "courtesy", "emergencies", "out_of_scope", "person_wanted", "personal_cases"]
MATCHED = [(book, rule.name, yes) for book in BOOKS for rule in rule_book(book).rules for yes in rule.yes]
LEFT = [(book, no) for book in BOOKS for rule in rule_book(book).rules for no in rule.no]


def book_of(folder: Path, text: str) -> RuleBook:
    (folder / "tried.toml").write_text(text, "utf-8")
    return read_rule_book("tried", folder)


def test_no_rule_file_is_forgotten() -> None:
    files = {file.stem for file in FOLDER.glob("*.toml")} - {"spellings", "router"}
    assert files == set(BOOKS)


@pytest.mark.parametrize(("book", "name", "message"), MATCHED)
def test_a_rule_matches_what_it_says_it_does(book: str, name: str, message: str) -> None:
    assert name in [rule.name for rule in rule_book(book).matching(message)]


@pytest.mark.parametrize(("book", "message"), LEFT)
def test_a_look_alike_matches_no_rule_of_the_file(book: str, message: str) -> None:
    assert rule_book(book).matching(message) == ()


@pytest.mark.parametrize("book", BOOKS)
def test_every_rule_has_messages_that_it_must_match_and_contacts_that_exist(book: str) -> None:
    for rule in rule_book(book).rules:
        assert rule.yes or rule.adds_only, rule.name
        public_contacts(rule.contacts)


def test_a_harmless_phrase_is_taken_out_and_the_rest_is_still_read(tmp_path: Path) -> None:
    book = book_of(tmp_path, 'harmless = ["feu rouge"]\n[[rule]]\nname = "fire"\nphrases = ["feu"]')
    assert book.matching("le feu rouge") == ()
    assert [rule.name for rule in book.matching("le feu rouge et le feu")] == ["fire"]


def test_a_rule_for_now_is_silent_about_the_past(tmp_path: Path) -> None:
    fire = '[[rule]]\nname = "fire"\nnow_only = true\nphrases = ["incendie"]'
    book = book_of(tmp_path, f'past = ["l an dernier"]\n{fire}\n[[rule]]\nname = "blows"\nphrases = ["frappe"]')
    assert book.matching("l'incendie de l'an dernier") == ()
    assert [rule.name for rule in book.matching("il m'a frappée l'an dernier")] == ["blows"]


def test_a_rule_that_only_adds_needs_another(tmp_path: Path) -> None:
    rules = '[[rule]]\nname = "deaf"\nadds_only = true\nphrases = ["sourd"]\n[[rule]]\nname = "fire"\nphrases = ["feu"]'
    book = book_of(tmp_path, rules)
    assert book.matching("je suis sourd") == ()
    assert [rule.name for rule in book.matching("je suis sourd et il y a le feu")] == ["deaf", "fire"]


def test_what_is_made_of_courtesy_alone_is_read_in_no_time_however_long(tmp_path: Path) -> None:
    book = book_of(tmp_path, '[[rule]]\nname = "hello"\nphrases = ["bonjour"]\nmade_of = ["bonjour", "a|tous", "tous"]')
    assert [rule.name for rule in book.matching("bonjour à tous !")] == ["hello"]
    # Tried word by word in two lists, sixty words would take longer than anybody waits.
    assert book.matching("bonjour " + "tous " * 60 + "cantine") == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[rule]]\nname = "one"\nphrases = ["@nowhere"]', "no list @nowhere"),
        ('[[rule]]\nname = "one"\nphrases = ["a-t-il"]', "neither a word"),
        ('[[rule]]\nname = "one"\nphrases = [" "]', "empty phrase"),
        ('[[rule]]\nname = "one"\nphrases = []', "no phrase"),
        ('[[rule]]\nname = "one"\nphrases = ["a"]\nnumbers = ["15"]', "numbers means nothing"),
    ],
)
def test_a_rule_file_that_is_not_of_its_form_is_refused_and_says_why(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        book_of(tmp_path, text)
