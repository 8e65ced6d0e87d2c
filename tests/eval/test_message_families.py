from collections import Counter
from pathlib import Path

import pytest

from eval.message_families import made_of, read_families
from eval.routing_set import FRESH_ROUTING_MESSAGES, ROUTING_MESSAGES, RoutingLabel, read_routing_messages

FAMILIES = read_families()


def test_every_choice_of_a_line_is_taken_before_any_is_taken_twice() -> None:
    assert made_of("le {chat|chien} {dort|court}") == [
        "le chat court",
        "le chat dort",
        "le chien court",
        "le chien dort",
    ]
    made = made_of("{a|b|c|d} {e|f|g|h}")
    assert {text.split()[0] for text in made} == set("abcd")
    assert made == made_of("{a|b|c|d} {e|f|g|h}")


def test_a_line_without_a_choice_is_one_message() -> None:
    assert made_of("un  seul message") == ["un seul message"]


def test_there_are_messages_enough_of_each_side() -> None:
    labels = Counter(message.label for message in FAMILIES)
    alike = sum(message.family.startswith(("alike.", "nuisance.")) for message in FAMILIES)
    assert len(FAMILIES) >= 1_500
    assert labels[RoutingLabel.EMERGENCY] >= 400
    assert alike >= 400
    assert set(labels) == set(RoutingLabel)


def test_no_message_of_a_family_is_one_of_the_sets() -> None:
    sets = [*read_routing_messages(ROUTING_MESSAGES), *read_routing_messages(FRESH_ROUTING_MESSAGES)]
    spelt = {" ".join(message.text.casefold().split()) for message in sets if len(message.text.split()) > 6}
    assert [message.text for message in FAMILIES if message.text.casefold() in spelt] == []


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("au feu", "before any family"),
        ("[a] nothing\nau feu", "is not"),
        ("[a] emergency\nau feu", "must name rules of emergencies"),
        ("[a] emergency volcano\nau feu", "must name rules of emergencies"),
        ("[a] answer fire\nau feu", "must name rules of nothing"),
    ],
)
def test_a_file_that_says_nothing_clear_is_refused_by_its_line(tmp_path: Path, content: str, wrong: str) -> None:
    (tmp_path / "f.txt").write_text(content, "utf-8")
    with pytest.raises(ValueError, match=rf"f\.txt, line 1: .*{wrong}"):
        read_families(tmp_path)
