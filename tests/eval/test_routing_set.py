import json
from collections import Counter
from pathlib import Path

import pytest

from eval.routing_set import (
    AUTHORITIES,
    EMERGENCY_NUMBERS,
    ROUTING_MESSAGES,
    PersonalData,
    RoutingLabel,
    RoutingMessage,
    read_routing_messages,
    routing_message,
)

MESSAGES = read_routing_messages()
LEAST_OF_A_LABEL = {
    RoutingLabel.SEARCH: 110,
    RoutingLabel.EMERGENCY: 60,
    RoutingLabel.OTHER_AUTHORITY: 40,
    RoutingLabel.PERSONAL_CASE: 25,
    RoutingLabel.SMALL_TALK: 20,
    RoutingLabel.OUT_OF_SCOPE: 15,
    RoutingLabel.PERSON_WANTED: 15,
}


def record(**changes: object) -> dict[str, object]:
    fields: dict[str, object] = {"id": "R1", "split": "dev", "text": "la caf ne paie plus", "label": "other_authority"}
    return fields | {"authority": "caf"} | changes


def test_every_message_is_asked_once() -> None:
    assert len(MESSAGES) >= 320
    assert [message.id for message in MESSAGES] == [f"R{number:03}" for number in range(1, len(MESSAGES) + 1)]
    texts = Counter(" ".join(message.text.casefold().split()) for message in MESSAGES)
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("label", RoutingLabel)
def test_there_are_enough_messages_of_a_label(label: RoutingLabel) -> None:
    assert sum(message.label == label for message in MESSAGES) >= LEAST_OF_A_LABEL[label]


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = ROUTING_MESSAGES.with_name("README.md").read_text("utf-8")
    labels = Counter(message.label for message in MESSAGES)
    assert f"routing without a model: {len(MESSAGES)} messages" in described
    assert f"{labels[RoutingLabel.EMERGENCY]} emergencies" in described
    assert f"{labels[RoutingLabel.SEARCH]} ordinary questions" in described
    assert f"{sum(bool(message.masks) for message in MESSAGES)} messages with personal data" in described


def test_every_emergency_number_and_every_authority_is_tried() -> None:
    assert {number for message in MESSAGES for number in message.numbers} == EMERGENCY_NUMBERS
    assert {message.authority for message in MESSAGES if message.authority} == AUTHORITIES


def test_insults_are_marked_and_get_a_calm_word() -> None:
    insults = [message for message in MESSAGES if message.note.split(";")[0] == "insult"]
    assert len(insults) >= 5
    assert {message.label for message in insults} == {RoutingLabel.SMALL_TALK}


def test_every_kind_of_personal_data_is_to_be_masked_somewhere() -> None:
    masked = [message for message in MESSAGES if message.masks]
    assert len(masked) >= 25
    assert {mask.kind for message in masked for mask in message.masks} == set(PersonalData)


@pytest.mark.parametrize("message", [m for m in MESSAGES if m.masks], ids=lambda m: m.id)
def test_what_is_masked_has_the_form_of_its_kind_and_is_nobody_s(message: RoutingMessage) -> None:
    for mask in message.masks:
        inside = message.text[mask.start : mask.end]
        digits = "".join(c for c in inside if c.isdigit())
        match mask.kind:
            case PersonalData.EMAIL:
                assert inside.endswith(".example"), "an address that nobody can have"
            case PersonalData.NIR:
                assert int(digits[:13]) % 97 == 97 - int(digits[13:]), "with its key, as people copy it"
                assert digits[5:10] == "41990", "born in the fictional commune"
            case PersonalData.IBAN:
                assert inside.startswith("FR")
                assert len(digits) == 25
                moved = inside.replace(" ", "")[4:] + "1527" + inside[2:4]
                assert int(moved) % 97 == 1, "with its key, as people copy it"
            case PersonalData.PHONE:
                assert digits.removeprefix("33").removeprefix("0").startswith(("63998", "26191", "70000"))
            case PersonalData.PLATE:
                assert "000" in inside, "a number that is never given"
            case PersonalData.NAME:
                assert inside[0].isupper()
            case PersonalData.ADDRESS:
                assert inside[0].isdigit()
            case PersonalData.BIRTH_DATE:
                assert digits.endswith(("58", "41"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"text": ""}, "text is missing", id="no text"),
        pytest.param({"split": "train"}, "split train is neither", id="another half"),
        pytest.param({"label": "urgent"}, "label urgent is none of answer", id="another label"),
        pytest.param({"authority": ""}, "an authority is named", id="nobody named"),
        pytest.param({"authority": "otan"}, "authority otan is not known", id="another authority"),
        pytest.param({"numbers": ["15"]}, "numbers are given for an emergency", id="a number and no emergency"),
        pytest.param({"label": "emergency", "authority": ""}, "numbers are given for an emergency", id="no number"),
        pytest.param(
            {"label": "emergency", "authority": "", "numbers": ["911"]}, "911 is no emergency number", id="not ours"
        ),
        pytest.param({"numbers": "15"}, "numbers is a list", id="not a list"),
        pytest.param({"masks": [[0, 2]]}, "a mask is", id="two elements"),
        pytest.param({"masks": [[0, 2, "shoe"]]}, "shoe is no kind", id="another kind"),
        pytest.param({"masks": [[0, 99, "name"]]}, "mask 0-99 is not in the text", id="too long"),
        pytest.param({"masks": [[3, 6, "name"], [0, 2, "name"]]}, "overlaps", id="out of order"),
        pytest.param({"masks": [[2, 6, "name"]]}, "begins or ends with a blank", id="blank"),
    ],
)
def test_a_message_that_is_not_well_formed_is_named(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        routing_message(record(**changes))


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    line = json.dumps(record())
    file.write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="R1 stand twice"):
        read_routing_messages(file)
