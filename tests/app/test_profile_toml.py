"""``commune.toml``: what is read, and what is refused with a sentence that tells how to mend it."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.profile_toml import bare_profile, contrast, read_profile
from domain.document import Visibility
from domain.errors import BadProfile
from domain.ids import SourceName
from domain.masking_policy import ruled_visibility

TODAY = date(2026, 11, 24)
PARIS = ZoneInfo("Europe/Paris")
GOOD = """
[commune]
slug = "valmoret"
name = "Valmoret"
insee = "2A004"
[colours]
accent = "#1f5a47"
on_accent = "#ffffff"
accent_dark = "#7fc8ab"
on_accent_dark = "#10241c"
[[source]]
name = "site"
folder = "documents/site"
[[closure]]
first_day = 2026-12-24
last_day = 2026-12-31
reason = "fêtes"
[[service]]
slug = "accueil"
name = "Accueil"
aliases = ["mairie"]
phone = "02 61 91 55 00"
[service.hours]
lundi = ["09:00-12:00", "14:00-17:00"]
vendredi = ["09:00-12:00"]
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "commune.toml"
    file.write_text(text, "utf-8")
    return file


def test_services_hours_closures_and_sources_are_read(tmp_path: Path) -> None:
    profile = read_profile(write(tmp_path, GOOD), today=TODAY)
    hours = profile.main_service.hours
    assert hours is not None
    assert profile.insee == "2A004"
    assert profile.sources == (("site", "documents/site"),)
    assert hours.is_open(datetime(2026, 11, 23, 14, 0, tzinfo=PARIS))
    assert not hours.is_open(datetime(2026, 11, 23, 12, 0, tzinfo=PARIS))
    assert hours.next_opening(datetime(2026, 11, 23, 18, 0, tzinfo=PARIS)) == datetime(2026, 11, 27, 9, 0, tzinfo=PARIS)


def test_a_closure_and_a_legal_holiday_shut_the_service(tmp_path: Path) -> None:
    hours = read_profile(write(tmp_path, GOOD), today=TODAY).main_service.hours
    assert hours is not None
    assert hours.spans(date(2026, 12, 28)) == ()  # a Monday inside the closure
    assert hours.spans(date(2027, 5, 17)) == ()  # Whit Monday
    assert [s.opens for s in hours.spans(date(2027, 5, 24))] == [time(9), time(14)]


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('slug = "valmoret"', 'slug = "Val moret"', "commune.slug"),
        ('insee = "2A004"', 'insee = "12"', "commune.insee"),
        ('insee = "2A004"', 'siret = "21860194600014"', "commune.siret"),
        ('"09:00-12:00", "14', '"9h-12h", "14', "09:00-12:00"),
        ('"09:00-12:00", "14', '"12:00-09:00", "14', "closing must come after"),
        ("lundi =", "lundy =", "days are lundi"),
        ('accent = "#1f5a47"', 'accent = "#c8d8d0"', "contrast"),
        ('accent = "#1f5a47"', 'accent = "green"', "#1f5a47"),
        ("last_day = 2026-12-31", "last_day = 2026-12-01", "in order"),
        ("[[service]]", "[[services]]", "service"),
        ("[commune]", "[commune", "TOML"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path: Path, good: str, bad: str, told: str) -> None:
    assert good in GOOD
    file = write(tmp_path, GOOD.replace(good, bad, 1))
    with pytest.raises(BadProfile, match=told.replace("#", r"\#")) as refusal:
        read_profile(file, today=TODAY)
    assert str(file) in str(refusal.value)


def test_an_unknown_commune_gets_a_bare_profile_and_a_bad_slug_is_refused() -> None:
    assert bare_profile("valmoret-41", "Valmoret").main_service.phone is None
    with pytest.raises(BadProfile, match="slug"):
        bare_profile("../etc", "x")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_rules_of_visibility_and_masking_are_read(tmp_path: Path) -> None:
    rules = """
[[visibility]]
paths = ["site/brouillons/*", "*.eml"]
visibility = "interne"
[[visibility]]
paths = ["site/brouillons/publie.html"]
visibility = "public"
[masking]
keep = ["Anne Perrin"]
mask = ["Delorme"]
unmasked_paths = ["site/equipe.html"]
parcels = true
originals = true
"""
    profile = read_profile(write(tmp_path, GOOD + rules), today=TODAY)
    site = SourceName("site")
    assert ruled_visibility(profile.visibility_rules, site, "brouillons/note.html") is Visibility.INTERNE
    assert ruled_visibility(profile.visibility_rules, site, "brouillons/publie.html") is Visibility.PUBLIC
    assert ruled_visibility(profile.visibility_rules, site, "index.html") is None
    assert (profile.masking.keep, profile.masking.mask) == (("Anne Perrin",), ("Delorme",))
    assert profile.masking.parcels
    assert profile.masking.originals
    assert not read_profile(write(tmp_path, GOOD), today=TODAY).masking.originals


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ('[[visibility]]\npaths = ["a/*"]\nvisibility = "secret"', "choose among public"),
        ('[[visibility]]\npaths = []\nvisibility = "interne"', "give patterns"),
        ("[masking]\nname = true", "keys are"),
        ('[masking]\noriginals = "oui"', "write true or false"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_remedy(tmp_path: Path, rules: str, complaint: str) -> None:
    with pytest.raises(BadProfile, match=complaint):
        read_profile(write(tmp_path, GOOD + rules), today=TODAY)
