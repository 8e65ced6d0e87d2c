"""``parvis crawl`` on a site of the loopback interface, from commune.toml to the answer's link."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.crawling import user_agent
from domain.ids import CommuneSlug
from domain.profile import CommuneProfile, Service
from tests.app.conftest import schema
from tests.ingest.pdf_files import drawn_pdf
from tests.ingest.sites.trap_server import Answer, TrapSite, trap_site

Parvis = Callable[..., tuple[int, str, str]]
PROFILE = """
[commune]
slug = "valmoret"
name = "Valmoret"
[[source]]
name = "site"
address = "{home}/"
interval_s = 0.05
[[service]]
slug = "accueil"
name = "Accueil de la mairie"
email = "mairie@valmoret.example"
"""


@pytest.fixture
def web() -> Iterator[TrapSite]:
    with trap_site() as site:
        links = "<a href='/cantine'>La cantine</a> <a href='/r.pdf'>Règlement de la salle des fêtes (PDF)</a>"
        site.page("/", f"<h1>Valmoret</h1><p>Bienvenue sur le site de la commune de Valmoret.</p>{links}")
        site.page("/cantine", "<h1>La cantine</h1><p>Le repas de la cantine coûte 4,15 € pour les enfants.</p>")
        site.put("/r.pdf", drawn_pdf([["La location de la salle des fêtes coûte 120 euros."]]), "application/pdf")
        yield site


@pytest.fixture
def town(web: TrapSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ``commune.toml`` that declares the site; the operator allows the loopback host."""
    monkeypatch.setenv("PARVIS_PRIVATE_HOSTS", f"{web.place}, autre.example")
    monkeypatch.setenv("PARVIS_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "commune.toml").write_text(PROFILE.format(home=web.home), "utf-8")
    return tmp_path


def test_a_declared_site_is_visited_read_and_answers_with_a_link_to_itself(
    parvis: Parvis, web: TrapSite, town: Path
) -> None:
    code, shown, _ = parvis("ingest", str(town / "commune.toml"))
    assert code == 0
    assert "site: not visited yet; run parvis crawl site --commune valmoret" in shown
    code, out, _ = parvis("crawl", "site", "--json")
    told = json.loads(out)
    Draft202012Validator(schema("crawl")).validate(told)
    assert code == 0
    (site,) = told["sites"]
    assert site["visit"]["fates"]["received"] == 3
    assert site["reading"]["states"]["indexed"] == 3
    assert all(
        headers["user-agent"].endswith("(Valmoret; contact: mairie@valmoret.example)") for _, headers in web.asked
    )
    _, out, _ = parvis("ask", "combien coûte la cantine", "--json")
    answer = json.loads(out)
    Draft202012Validator(schema("answer")).validate(answer)
    assert "4,15 €" in str(answer["sentences"])
    assert answer["citations"][0]["address"] == f"{web.home}/cantine"


def test_a_second_visit_says_what_changed_and_forgets_what_is_gone(parvis: Parvis, web: TrapSite, town: Path) -> None:
    parvis("ingest", str(town / "commune.toml"))
    parvis("crawl")
    web.routes["/cantine"] = Answer(status=410)
    code, _, complaint = parvis("crawl")
    assert code == 2
    assert "--yes" in complaint
    code, shown, _ = parvis("crawl", "--yes")
    assert code == 0
    assert "3 files = 2 indexed" not in shown
    assert "2 files = 2 indexed" in shown
    _, out, _ = parvis("ask", "combien coûte la cantine", "--json")
    assert "4,15" not in out


def test_a_copy_is_read_again_from_the_profile_without_the_network(parvis: Parvis, web: TrapSite, town: Path) -> None:
    parvis("ingest", str(town / "commune.toml"))
    parvis("crawl")
    asked = len(web.asked)
    code, shown, _ = parvis("ingest", str(town / "commune.toml"))
    assert code == 0
    assert "valmoret/site: 3 files = 3 indexed" in shown
    assert len(web.asked) == asked


def test_a_site_that_is_down_is_told_and_nothing_is_lost(parvis: Parvis, web: TrapSite, town: Path) -> None:
    parvis("ingest", str(town / "commune.toml"))
    parvis("crawl")
    web.is_down = True
    code, _, complaint = parvis("crawl")
    assert code == 2
    assert "nothing was changed" in complaint
    _, out, _ = parvis("ask", "combien coûte la cantine", "--json")
    assert "4,15" in out


def test_a_private_host_that_the_operator_did_not_allow_is_not_visited(
    parvis: Parvis, web: TrapSite, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARVIS_PRIVATE_HOSTS")
    parvis("ingest", str(town / "commune.toml"))
    code, _, complaint = parvis("crawl")
    assert code == 2
    assert "cannot be read" in complaint
    assert web.asked == []


def test_a_name_that_is_no_site_is_refused_with_those_there_are(parvis: Parvis, town: Path) -> None:
    parvis("ingest", str(town / "commune.toml"))
    code, _, complaint = parvis("crawl", "agenda")
    assert code == 2
    assert "(sites: site)" in complaint


def test_the_visitor_says_who_it_is_in_ascii() -> None:
    service = Service(slug="mairie", name="Mairie", phone="01 99 00 12 34")
    profile = CommuneProfile(slug=CommuneSlug("x"), name="Saint-Évroult\r\n(61)", services=(service,))
    told = user_agent(profile)
    assert told.startswith("Parvis/")
    assert "contact: 01 99 00 12 34" in told
    assert told.isascii()
    assert told.isprintable()
