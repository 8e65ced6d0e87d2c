import json
from pathlib import Path

import pytest

from answering.verifying.verified import NOTHING_TRUSTED
from eval.fabrication_set import Fabrication, FabricationKind, QuotedWords, read_fabrications
from eval.fabrications import (
    EXACT,
    changed_digits,
    check,
    digits_withheld,
    failure_lines,
    figures_of,
    main,
    sample_trusted,
)
from eval.floors import FLOORS_FILE, read_floors

WORDS = QuotedWords(path="mairie/a.pdf", words="Le repas coûte 4,10 €. La réservation est obligatoire.")


def entry(kind: FabricationKind, true: str, false: str = "") -> Fabrication:
    return Fabrication(id="F1", split="dev", kind=kind, source=WORDS, true_sentence=true, false_sentence=false)


ENTRIES = [
    entry(FabricationKind.AMOUNT, "Un repas coûte 4,10 €.", "Un repas coûte 4,20 €."),
    entry(FabricationKind.NEGATION, "Il faut réserver.", "La réservation est obligatoire."),  # not false: it is shown
    entry(FabricationKind.TRUE, "La patinoire est gratuite."),  # not true: it is withheld
]


def test_what_is_shown_and_withheld_is_counted_by_kind() -> None:
    figures = figures_of([check(one, NOTHING_TRUSTED) for one in ENTRIES])
    assert (figures["exact_withheld"].hits, figures["exact_withheld"].total) == (1, 1)
    assert (figures["others_withheld"].hits, figures["others_withheld"].total) == (0, 1)
    assert (figures["true_shown"].hits, figures["true_shown"].total) == (2, 3)
    assert (figures["amount"].hits, figures["negation"].hits, figures["link"].total) == (1, 0, 0)


def test_every_digit_is_changed_in_turn() -> None:
    price = entry(FabricationKind.TRUE, "Un repas coûte 4,10 €.")
    changed = list(changed_digits(price))
    assert len(changed) == 27
    assert "Un repas coûte 5,10 €." in changed
    assert str(digits_withheld([price], NOTHING_TRUSTED)).startswith("27/27")


def test_failures_are_named_with_what_was_lacking() -> None:
    shown, withheld = failure_lines([check(one, NOTHING_TRUSTED) for one in ENTRIES])
    assert shown == "shown     F1 negation: La réservation est obligatoire."
    assert withheld.startswith("withheld  F1: La patinoire est gratuite. (")
    assert "wording" in withheld


def test_changed_figures_links_and_citations_are_apart_from_the_rest() -> None:
    assert FabricationKind.WRONG_CITATION in EXACT
    assert FabricationKind.LINK in EXACT
    assert FabricationKind.NEGATION not in EXACT


def test_the_profile_vouches_for_the_sample_commune() -> None:
    trusted = sample_trusted()
    assert trusted.names
    assert all(contact.words for contact in trusted.contacts)
    assert any(contact.phone for contact in trusted.contacts)


def test_the_command_prints_shares_and_writes_what_the_floors_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "build" / "fabrications.json"
    assert main(["--json", str(file)]) == 0
    printed = capsys.readouterr().out
    planted = [one for one in read_fabrications() if one.split == "dev" and one.false_sentence and one.kind in EXACT]
    assert f"fabrications_dev.exact_withheld: {len(planted)}/{len(planted)} = 100.0%" in printed
    assert "fabrications_test" not in printed
    written = json.loads(file.read_text("utf-8"))["sets"]["fabrications_dev"]
    pinned = read_floors(FLOORS_FILE)["fabrications_dev"]
    assert written["digest"] == pinned.digest
    assert all(written["figures"][name] >= floor for name, floor in pinned.floors.items())


def test_the_fresh_half_that_judges_is_not_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--split", "test3", "--failures"])
    assert "not looked at" in capsys.readouterr().err
