from collections import Counter

from eval.routing_set import (
    FRESH_ROUTING_MESSAGES,
    PersonalData,
    RoutingLabel,
    read_routing_messages,
)

FRESH = read_routing_messages(FRESH_ROUTING_MESSAGES)


def test_all_of_it_judges_and_none_of_it_stands_in_the_first_set() -> None:
    assert [message.id for message in FRESH] == [f"T{number:03}" for number in range(1, 121)]
    assert {message.split for message in FRESH} == {"test2"}
    texts = Counter(" ".join(one.text.casefold().split()) for one in (*FRESH, *read_routing_messages()))
    assert [text for text, times in texts.items() if times > 1] == []


def test_four_in_ten_are_emergencies_and_every_label_is_tried() -> None:
    labels = Counter(message.label for message in FRESH)
    assert set(labels) == set(RoutingLabel)
    assert labels[RoutingLabel.EMERGENCY] >= 40
    assert labels[RoutingLabel.SEARCH] >= 30


def test_emergencies_call_for_many_numbers_and_look_alikes_for_none() -> None:
    numbers = {number for message in FRESH for number in message.numbers}
    assert {"15", "17", "18", "114", "115", "119", "3018", "3114", "3919", "3977"} <= numbers
    alike = [
        one for one in FRESH if one.label is RoutingLabel.SEARCH and one.note not in ("ordinaire", "faute", "court")
    ]
    assert len(alike) >= 20


def test_personal_data_is_nobody_s() -> None:
    masked = [(one.text[mask.start : mask.end], mask.kind) for one in FRESH for mask in one.masks]
    assert len(masked) >= 5
    for inside, kind in masked:
        assert kind is not PersonalData.EMAIL or inside.endswith(".example")
        assert kind is not PersonalData.PHONE or inside.replace(" ", "").startswith("063998")
        assert kind is not PersonalData.PLATE or "000" in inside


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = FRESH_ROUTING_MESSAGES.with_name("README.md").read_text("utf-8")
    emergencies = sum(one.label is RoutingLabel.EMERGENCY for one in FRESH)
    assert f"{len(FRESH)} messages, {emergencies} emergencies" in described
