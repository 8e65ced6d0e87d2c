"""``commune.toml``: what is read, and what is refused with a sentence that tells how to mend it."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.profile_toml import bare_profile, read_profile
from domain.document import Visibility
from domain.errors import BadProfile
from domain.ids import SourceName
from domain.masking_policy import ruled_visibility
from domain.schedule import Schedule

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


SITE = """
[[source]]
name = "portail"
address = "https://www.Valmoret.example/accueil?utm_source=x"
hosts = ["docs.valmoret.example", "intranet.example:8080"]
depth = 4
pages = 200
interval_s = 2.5
"""


def test_a_source_with_an_address_is_a_site(tmp_path: Path) -> None:
    profile = read_profile(write(tmp_path, GOOD + SITE), today=TODAY)
    assert profile.sources == (("site", "documents/site"),)
    (site,) = profile.sites
    assert (site.source, site.start) == ("portail", "https://www.valmoret.example/accueil")
    assert site.hosts == ("docs.valmoret.example", "intranet.example:8080")
    assert (site.depth, site.pages, site.interval_s) == (4, 200, 2.5)


def test_a_site_is_visited_slowly_and_not_without_end_unless_told_otherwise(tmp_path: Path) -> None:
    text = '[[source]]\nname = "portail"\naddress = "http://valmoret.example"\n'
    (site,) = read_profile(write(tmp_path, GOOD + text), today=TODAY).sites
    assert (site.hosts, site.depth, site.pages, site.interval_s) == ((), 10, 5_000, 1.0)


@pytest.mark.parametrize(
    ("former", "new", "told"),
    [
        ('"portail"', '"Le Portail"', "lower-case letters"),
        ('"https://www.Valmoret.example/accueil?utm_source=x"', '"file:///etc/passwd"', "https://www"),
        ('"https://www.Valmoret.example/accueil?utm_source=x"', '"http://u:p@valmoret.example"', "https://www"),
        ('"docs.valmoret.example"', '"https://docs.valmoret.example/"', "docs.my-commune.example"),
        ("depth = 4", "depth = 400", "from 0 to 50"),
        ("pages = 200", "pages = true", "from 1 to 50000"),
        ("interval_s = 2.5", "interval_s = 0", "from 0.05 to 60"),
        ("depth = 4", 'folder = "x"', "not both"),
    ],
)
def test_a_site_declared_badly_is_refused(tmp_path: Path, former: str, new: str, told: str) -> None:
    assert former in SITE
    with pytest.raises(BadProfile, match=told):
        read_profile(write(tmp_path, GOOD + SITE.replace(former, new)), today=TODAY)


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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('daily_at = "03:00"', Schedule(daily_at=time(3))),
        ("daily_at = 21:30:00", Schedule(daily_at=time(21, 30))),
        ("every_hours = 6", Schedule(every_hours=6)),
    ],
)
def test_a_source_may_have_its_hour(tmp_path: Path, written: str, read: Schedule) -> None:
    source = 'folder = "documents/site"'
    assert source in GOOD
    profile = read_profile(write(tmp_path, GOOD.replace(source, f"{source}\n{written}")), today=TODAY)
    assert profile.schedules == (("site", read),)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('daily_at = "3h"', "03:00"),
        ('daily_at = "24:00"', "03:00"),
        ("every_hours = 0", "from 1 to 168"),
        ("every_hours = true", "from 1 to 168"),
        ('every_hours = "6"', "from 1 to 168"),
        ('daily_at = "03:00"\nevery_hours = 6', "not both"),
    ],
)
def test_an_hour_that_is_none_is_refused(tmp_path: Path, written: str, told: str) -> None:
    source = 'folder = "documents/site"'
    with pytest.raises(BadProfile, match=told):
        read_profile(write(tmp_path, GOOD.replace(source, f"{source}\n{written}")), today=TODAY)


def test_a_closure_may_be_of_one_service_alone(tmp_path: Path) -> None:
    one = '[[closure]]\nfirst_day = 2026-08-10\nlast_day = 2026-08-14\nreason = "congés"\nservices = ["{}"]\n'
    first, *others = read_profile(write(tmp_path, GOOD), today=TODAY).services
    profile = read_profile(write(tmp_path, GOOD + one.format(first.slug)), today=TODAY)
    shut = [[c.reason for c in service.hours.closures if c.services] for service in profile.services if service.hours]
    assert shut == [["congés"], *([] for service in others if service.hours)]
    with pytest.raises(BadProfile, match=r"closure\.services.*piscine"):
        read_profile(write(tmp_path, GOOD + one.format("piscine")), today=TODAY)


def test_a_promise_and_the_territory_s_holidays_are_the_profile_s(tmp_path: Path) -> None:
    promised = GOOD.replace("[commune]", "[commune]\nanswer_working_days = 5", 1)
    profile = read_profile(write(tmp_path, promised), today=TODAY)
    assert profile.answer_working_days == 5
    assert date(TODAY.year, 5, 1) in profile.holidays
    assert read_profile(write(tmp_path, GOOD), today=TODAY).answer_working_days is None
    for wrong in ("0", "61", "true", '"5"', "2.5"):
        with pytest.raises(BadProfile, match="from 1 to 60"):
            read_profile(write(tmp_path, promised.replace("= 5", f"= {wrong}", 1)), today=TODAY)


def test_an_unknown_commune_gets_a_bare_profile_and_a_bad_slug_is_refused() -> None:
    assert bare_profile("valmoret-41", "Valmoret").main_service.phone is None
    with pytest.raises(BadProfile, match="slug"):
        bare_profile("../etc", "x")


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
