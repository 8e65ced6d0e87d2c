"""The house's documents say what is there: errors, decisions, commands, settings, licences."""

import configparser
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import domain.errors
from app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def error_rows() -> dict[str, tuple[str, str]]:
    """Class -> (HTTP code, French sentence) of docs/errors.md."""
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", read("docs/errors.md"), re.MULTILINE)
    assert len(rows) == len({name for name, _, _ in rows}), "a class has two rows"
    return {name: (code, sentence) for name, code, sentence in rows}


def sentences(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(sentences(inner) for inner in value.values()))
    return {value} if isinstance(value, str) else set()


def test_the_errors_table_is_the_whole_of_the_errors() -> None:
    known = {name for name, value in vars(domain.errors).items() if isinstance(value, type)}
    assert set(error_rows()) == known
    drawn = set(re.findall(r"\b[A-Z]\w+(?=  |\n)", (domain.errors.__doc__ or "").split("A message")[0]))
    assert known <= drawn | {"ParvisError"}


def test_the_sentences_of_the_errors_table_are_those_that_are_shown() -> None:
    said: set[str] = set()
    for file in (ROOT / "prompts").glob("*.toml"):
        said |= sentences(tomllib.loads(file.read_text(encoding="utf-8")))
    rows = error_rows()
    assert [name for name, (code, sentence) in rows.items() if code != "–" and sentence not in said] == []
    assert [name for name, (code, sentence) in rows.items() if (code == "–") != (sentence == "–")] == []
    assert {code for code, _ in rows.values()} <= {"–", "400", "404", "409", "503"}


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_gives_its_context_and_consequences_on_one_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    number = int(page.stem[:4])
    assert text.startswith(f"# {number}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_gap() -> None:
    numbers = sorted(int(page.stem[:4]) for page in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 4


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/operating.md", ".ci/run"])
def test_the_make_commands_that_a_page_names_exist(page: str) -> None:
    named = set(re.findall(r"(?:^ +|`|\" )make ([a-z][a-z-]*)", read(page), re.MULTILINE))
    assert named <= make_targets()
    assert named or page == "docs/operating.md"


@pytest.mark.parametrize(
    "page",
    ["README.md", "docs/operating.md", "deploy/parvis.service", "deploy/parvis-legi.service", "Containerfile"],
)
def test_the_parvis_commands_that_a_page_names_exist(page: str) -> None:
    verbs = set(re.findall(r"(?:`|bin/|exec parvis |\[\")parvis\"?,? \"?([a-z-]+)", read(page)))
    assert verbs
    assert [verb for verb in verbs if not (ROOT / "app" / "commands" / f"{verb.replace('-', '_')}.py").exists()] == []


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(read(f"deploy/{name}"))
    return parser


def test_the_timer_starts_a_service_that_shares_the_servers_account_data_and_walls() -> None:
    server, loads, timer = (unit(name) for name in ("parvis.service", "parvis-legi.service", "parvis-legi.timer"))
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert loads["Service"]["Type"] == "oneshot"
    assert loads["Service"]["User"] == "parvis", "the name that DynamicUser gives to parvis.service"
    own = {"Type", "ExecStart", "MemoryMax", "TasksMax", "Restart", "RestartSec", "TimeoutStopSec"}
    shared = {key: value for key, value in server["Service"].items() if key not in own}
    assert len(shared) > 20
    assert {key: loads["Service"].get(key) for key in shared} == shared


def test_make_help_lists_every_command_of_the_house() -> None:
    helped = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    wanted = {"help", "run", "test", "check", "fmt", "bench", "proof", "proof-short", "eval", "serve"}
    assert wanted <= helped


def test_the_modules_that_make_starts_exist() -> None:
    modules = set(re.findall(r"-m ((?:app|eval)[\w.]+)", read("Makefile") + read("run.py").replace('", "', " ")))
    assert "app.main" in modules
    assert [name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").exists()] == []


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name
)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_documented_with_its_variable() -> None:
    documented = set(re.findall(r"^\| `PARVIS_(\w+)` \|", read("docs/operating.md"), re.MULTILINE))
    assert documented == {name.upper() for name in Settings.__annotations__}


def test_the_public_code_description_keeps_to_its_limits() -> None:
    code = yaml.safe_load(read("publiccode.yml"))
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert code["softwareVersion"] == project["version"]
    assert code["legal"]["license"] == project["license"]
    assert set(code["description"]) == {"en", "fr"}
    for words in code["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_the_licences_are_whole() -> None:
    assert "Appendix" in read("LICENSES/EUPL-1.2.txt")
    assert "15.Applicable Law" in read("LICENSES/EUPL-1.2.txt")
    assert "DROIT APPLICABLE" in read("LICENSES/etalab-2.0.txt")
    assert {"LICENSES/EUPL-1.2.txt", "LICENSES/etalab-2.0.txt"} <= set(
        re.findall(r"LICENSES/[\w.-]+\w", read("LICENCE"))
    )
