from pathlib import Path

import pytest

from eval import routing
from eval.intervals import Share
from eval.routing import Measures, by_label, figures, mask_shares, routed, sample_profile
from eval.routing_set import Mask, PersonalData, RoutingLabel, RoutingMessage

PROFILE = sample_profile()


def message(
    text: str, label: RoutingLabel, *masks: Mask, numbers: tuple[str, ...] = (), authority: str = ""
) -> RoutingMessage:
    return RoutingMessage(
        id="T1", split="dev", text=text, label=label, numbers=numbers, authority=authority, masks=masks
    )


def test_a_message_goes_through_the_assistant_s_own_steps() -> None:
    fire = routed(message("y a le feu", RoutingLabel.EMERGENCY, numbers=("18",)), PROFILE)
    assert fire.label is RoutingLabel.EMERGENCY
    assert fire.shows_numbers
    caf = routed(message("la caf ne paie plus", RoutingLabel.OTHER_AUTHORITY, authority="caf"), PROFILE)
    assert caf.names_authority
    assert routed(message("mon horoscope", RoutingLabel.OUT_OF_SCOPE), PROFILE).label is RoutingLabel.OUT_OF_SCOPE


def test_a_number_that_is_not_shown_counts_against() -> None:
    fire = routed(message("y a le feu", RoutingLabel.EMERGENCY, numbers=("18", "3114")), PROFILE)
    assert not fire.shows_numbers
    assert figures([fire])["numbers_shown"] == 0
    assert figures([fire])["emergency_recall"] == 1


def test_masks_are_found_missed_or_needless() -> None:
    text = "je suis Odile Renaud, 06 39 98 12 12"
    name, phone = Mask(start=8, end=20, kind=PersonalData.NAME), Mask(start=22, end=36, kind=PersonalData.PHONE)
    both = routed(message(text, RoutingLabel.SEARCH, name, phone), PROFILE)
    assert (both.found, both.missed, both.needless) == (2, 0, 0)
    one = routed(message(text, RoutingLabel.SEARCH, name), PROFILE)
    assert (one.found, one.missed, one.needless) == (1, 0, 1)
    plate = Mask(start=22, end=36, kind=PersonalData.PLATE)
    assert (routed(message(text, RoutingLabel.SEARCH, plate), PROFILE)).missed == 1
    assert mask_shares([both, one]).precision == Share(hits=3, total=4)


def test_a_number_that_the_commune_publishes_is_no_needless_mask() -> None:
    phone = PROFILE.services[0].phone
    assert phone
    assert routed(message(f"appeler le {phone} ?", RoutingLabel.SEARCH), PROFILE).needless == 0


def test_f2_weighs_recall_four_times() -> None:
    measures = Measures(recall=Share(hits=1, total=2), precision=Share(hits=1, total=1))
    assert measures.f2 == pytest.approx(5 * 0.5 / 4.5)
    assert Measures(recall=Share(hits=0, total=2), precision=Share(hits=0, total=0)).f2 == 0


def test_each_label_has_its_recall_and_precision() -> None:
    asked = [
        routed(message("y a le feu", RoutingLabel.SEARCH), PROFILE),
        routed(message("prix de la cantine", RoutingLabel.SEARCH), PROFILE),
    ]
    labels = by_label(asked)
    assert labels[RoutingLabel.SEARCH].recall == Share(hits=1, total=2)
    assert labels[RoutingLabel.EMERGENCY].precision == Share(hits=0, total=1)


def test_the_spent_half_s_failures_are_shown_to_be_learnt_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert routing.main(["--split", "test2", "--failures"]) == 0
    assert "routing, test2 half: 120 messages" in capsys.readouterr().out


def test_the_development_half_is_over_its_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    assert routing.main(["--json", str(file)]) == 0
    told = capsys.readouterr().out
    assert "routing, dev half: 388 messages" in told
    assert "met routing_dev.emergency_recall" in told
    assert '"emergency_recall": 1.0' in file.read_text("utf-8")
