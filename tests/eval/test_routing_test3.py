from collections import Counter

import pytest

from eval.routing import main
from eval.routing_set import (
    AUTHORITIES,
    FRESH_ROUTING_MESSAGES,
    THIRD_ROUTING_MESSAGES,
    PersonalData,
    RoutingLabel,
    read_routing_messages,
)

THIRD = read_routing_messages(THIRD_ROUTING_MESSAGES)
EARLIER = (*read_routing_messages(), *read_routing_messages(FRESH_ROUTING_MESSAGES))


def test_all_of_it_judges_and_none_of_it_stands_in_the_sets_before() -> None:
    assert len(THIRD) >= 240
    assert [message.id for message in THIRD] == [f"U{number:03}" for number in range(1, len(THIRD) + 1)]
    assert {message.split for message in THIRD} == {"test3"}
    texts = Counter(" ".join(one.text.casefold().split()) for one in (*THIRD, *EARLIER))
    third = {" ".join(one.text.casefold().split()) for one in THIRD}
    assert [text for text, times in texts.items() if times > 1 and text in third] == []


def test_every_label_every_authority_and_most_emergency_numbers_are_tried() -> None:
    labels = Counter(message.label for message in THIRD)
    assert min(labels[label] for label in RoutingLabel) >= 15
    assert labels[RoutingLabel.EMERGENCY] >= 60
    assert {message.authority for message in THIRD if message.authority} == AUTHORITIES
    numbers = {number for message in THIRD for number in message.numbers}
    assert {"15", "17", "18", "114", "115", "119", "3018", "3114", "3919", "3977", "116000"} <= numbers


def test_sixty_messages_at_least_look_like_an_emergency_and_are_none() -> None:
    alike = [one for one in THIRD if one.note.startswith("sosie") and "le mot" not in one.note]
    assert len(alike) >= 60
    assert RoutingLabel.EMERGENCY not in {one.label for one in alike}


def test_personal_data_is_nobody_s() -> None:
    masked = [(one.text[mask.start : mask.end], mask.kind) for one in THIRD for mask in one.masks]
    assert len(masked) >= 8
    for inside, kind in masked:
        assert kind is not PersonalData.EMAIL or inside.endswith(".example")
        assert kind is not PersonalData.PHONE or inside.replace(" ", "").startswith("063998")
        assert kind is not PersonalData.PLATE or "000" in inside


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = THIRD_ROUTING_MESSAGES.with_name("README.md").read_text("utf-8")
    emergencies = sum(one.label is RoutingLabel.EMERGENCY for one in THIRD)
    assert f"{len(THIRD)} messages, {emergencies} emergencies" in described


def test_its_failures_are_not_listed() -> None:
    with pytest.raises(SystemExit):
        main(["--split", "test3", "--failures"])
