"""What holds of the house as a whole: its rooms, its versions, and what it never contains."""

import ast
import configparser
import importlib
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
PACKAGES = sorted(
    ".".join(path.parent.relative_to(ROOT).parts) for room in ROOMS for path in (ROOT / room).rglob("__init__.py")
)
EXTRAS = [
    "bm25s",
    "datasets",
    "haystack",
    "hypothesis",
    "langchain",
    "pytest",
    "ragas",
    "reportlab",
    "sentence_transformers",
    "torch",
    "transformers",
]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def import_contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(read(".importlinter"))
    return parser


def library_contracts() -> list[str]:
    parser = import_contracts()
    return [name for name in parser.sections() if parser[name].get("type") == "forbidden"]


def files_of_the_repository() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:  # an archive of the sources, without git
        paths = [p for p in ROOT.rglob("*") if not {".venv", "var", "build"} & set(p.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


def imported_modules(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


# Rooms


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_a_room_is_imported_from_the_checkout(room: str) -> None:
    origin = importlib.import_module(room).__file__
    assert origin is not None
    assert Path(origin).resolve() == ROOT / room / "__init__.py"


def test_no_room_or_root_module_is_named_like_one_of_the_standard_library() -> None:
    names = {*ROOMS, "tests", *(path.stem for path in ROOT.glob("*.py"))}
    assert not names & set(sys.stdlib_module_names)


def test_every_folder_that_holds_python_is_a_room() -> None:
    folders = {file.relative_to(ROOT).parts[0] for file in files_of_the_repository() if file.suffix == ".py"}
    assert {name for name in folders if (ROOT / name).is_dir()} == {*ROOMS, "tests"}


def test_the_project_the_contracts_and_the_readme_name_the_same_rooms() -> None:
    contracts = import_contracts()
    layers = set(re.findall(r"\w+", contracts["importlinter:contract:layers"]["layers"]))
    tree = set(re.findall(r"^    (\w+)/ ", read("README.md"), re.MULTILINE))
    assert PYPROJECT["tool"]["setuptools"]["packages"] == PACKAGES
    assert sorted(contracts["importlinter"]["root_packages"].split()) == ROOMS
    assert sorted(layers) == ROOMS
    assert sorted(name for name in tree if (ROOT / name / "__init__.py").exists()) == sorted([*ROOMS, "tests"])
    assert all((ROOT / name).is_dir() for name in tree)


@pytest.mark.parametrize("section", library_contracts())
def test_a_library_contract_watches_every_room_that_its_name_leaves_out(section: str) -> None:
    contract = import_contracts()[section]
    allowed = {room.strip() for room in contract["name"].partition(": ")[2].split(",")}
    assert contract["allow_indirect_imports"] == "True"
    assert sorted(contract["source_modules"].split()) == sorted(set(ROOMS) - allowed)


def test_domain_imports_only_the_standard_library() -> None:
    imported = set().union(*(imported_modules(file) for file in (ROOT / "domain").rglob("*.py")))
    assert "dataclasses" in imported
    assert imported <= {"domain", *sys.stdlib_module_names}


def lint_imports(folder: Path) -> str:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-P", "-c", code, "--config", str(ROOT / ".importlinter"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_the_contracts_are_broken_by_what_they_forbid(tmp_path: Path) -> None:
    for room in ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    names = [import_contracts()[section]["name"] for section in ["importlinter:contract:layers", *library_contracts()]]
    clean = lint_imports(tmp_path)
    assert [name for name in names if f"{name} KEPT" not in clean] == []

    (tmp_path / "domain" / "breach.py").write_text("import app\n")
    for section in library_contracts():
        contract = import_contracts()[section]
        lines = "".join(f"import {library}\n" for library in contract["forbidden_modules"].split())
        (tmp_path / contract["source_modules"].split()[0] / f"{section.rpartition(':')[2]}.py").write_text(lines)
    broken = lint_imports(tmp_path)
    assert [name for name in names if f"{name} BROKEN" not in broken] == []


def test_siblings_may_not_import_each_other(tmp_path: Path) -> None:
    for room in ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    pairs = [("answering", "handoff"), ("ingest", "storage"), ("retriever", "ingest"), ("prompts", "french")]
    for importer, imported in pairs:
        (tmp_path / importer / "breach.py").write_text(f"import {imported}\n")
    report = lint_imports(tmp_path)
    assert [pair for pair in pairs if f"{pair[0]} is not allowed to import {pair[1]}" not in report] == []


# Versions


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def constraints() -> dict[str, str]:
    lines = [line for line in read("constraints.txt").splitlines() if line and not line.startswith("#")]
    pairs = [line.split("==") for line in lines]
    assert all(len(pair) == 2 for pair in pairs), "every line of constraints.txt gives one exact version"
    return {canonical(name): version for name, version in pairs}


def declared(*extras: str) -> set[str]:
    project = PYPROJECT["project"]
    needs = project["dependencies"] + [need for extra in extras for need in project["optional-dependencies"][extra]]
    return {canonical(re.split(r"[\[<>=!~ ]", need)[0]) for need in needs}


def test_every_declared_dependency_has_an_exact_version() -> None:
    assert declared(*PYPROJECT["project"]["optional-dependencies"]) <= set(constraints())


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_every_library_that_a_room_imports_is_declared(room: str) -> None:
    allowed = (
        declared("dev", "browser", "eval", "neural")
        if room == "tests"
        else declared("dev", "eval", "peers")
        if room in ("corpus", "eval")
        else declared("train", "neural")
        if room == "models"
        else declared()
    )
    # Of the extras that may be absent, the one whose distribution is not called what is imported.
    distributions = {"haystack": ["haystack-ai"], **packages_distributions()}
    files = [file for file in files_of_the_repository() if file.is_relative_to(ROOT / room) and file.suffix == ".py"]
    imported = set().union(*(imported_modules(file) for file in files))
    libraries = imported - {*ROOMS, "tests", "__future__", *sys.stdlib_module_names}
    assert [name for name in libraries if not {canonical(d) for d in distributions.get(name, [name])} & allowed] == []


def test_no_version_is_tied_to_one_machine_or_one_graphics_card() -> None:
    assert [
        name for name, version in constraints().items() if "+" in version or "nvidia" in name or "cuda" in name
    ] == []


def test_the_server_and_the_commands_are_wired_without_any_extra() -> None:
    code = f"""
import importlib, pkgutil, sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {EXTRAS!r}:
            raise ModuleNotFoundError(f"{{name}} is not installed", name=name)
sys.meta_path.insert(0, Absent())
for room in {[room for room in ROOMS if room not in ("corpus", "eval")]!r}:
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, room + "."):
        if ".migrations" not in module.name:  # Alembic runs these, they are not imported
            importlib.import_module(module.name)
print("wired", "app.main" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("wired True", 0), done.stderr


# What the repository never contains


def test_no_file_names_a_path_of_a_machine_or_the_host_of_a_registry() -> None:
    folders = "|".join(["work", "tmp", "opt", "root", "home"])
    hosts = "|".join(["python" + r"hosted\.", r"pypi" + r"\.org", r"registry\." + "npm", r"deb\." + "debian"])
    machine = re.compile(rf"(?<![\w.}}-])/(?:{folders})/\w|{hosts}".encode())
    found = {
        str(path.relative_to(ROOT)): match.group().decode()
        for path in files_of_the_repository()
        if not path.is_relative_to(ROOT / "LICENSES") and (match := machine.search(path.read_bytes()))
    }
    assert found == {}
