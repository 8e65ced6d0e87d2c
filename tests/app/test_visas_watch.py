"""``parvis visas watch``: a small commune whose law changes under it."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from app.locks import exclusive
from app.main import main
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]
PROFILE = """
[commune]
slug = "valmoret"
name = "Valmoret"
[watch]
models = ["actes/modeles/*"]
[[source]]
name = "actes"
folder = "actes"
[[service]]
slug = "accueil"
name = "Accueil de la mairie"
"""
ACT = (
    "# Délibération n° 2023-12 du conseil municipal\n\nSéance du 12 juin 2023\n\nObjet : Subvention au lavoir\n\n"
    "Vu l'article L. 2121-7 du code général des collectivités territoriales,\n\n"
    "Vu l'article L. 2121-8 du code général des collectivités territoriales,\n\n"
    "Après en avoir délibéré, le conseil municipal décide à l'unanimité :\n\nArticle 1 : d'attribuer 200 euros.\n"
)
OLD_ACT = ACT.replace("2023-12", "2020-03").replace("12 juin 2023", "4 mars 2020")
MODEL = (
    "# Modèle de délibération : emploi\n\nVu l'article L. 2121-7 du code général des collectivités territoriales,\n\n"
    "Le conseil municipal décide : de créer un emploi.\n"
)
FOREVER = ("2000-01-01", "")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    pages = {"d12.md": ACT, "ancienne.md": OLD_ACT, "modeles/emploi.md": MODEL}
    for name, text in pages.items():
        file = folder / "actes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "commune.toml").write_text(PROFILE, "utf-8")
    main(["ingest", str(folder / "commune.toml"), "--data", str(folder / "data"), "--json"])
    return folder


@pytest.fixture
def town(tmp_path: Path, made: Path) -> Path:
    shutil.copytree(made, tmp_path / "town")
    return tmp_path / "town"


def law(parvis: Parvis, town: Path, until: str, **articles: tuple[tuple[str, str], ...]) -> dict[str, object]:
    """Load a base that knows these articles of the CGCT until a day; what the import says."""
    folder = town / "law"
    folder.mkdir(exist_ok=True)
    with (folder / "code-general-des-collectivites-territoriales.csv").open("w", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["article", "debut", "fin", "texte_creant", "section", "blob"])
        for number, versions in articles.items():
            name = number.replace("_", "-")
            out.writerows([name, start, end, "Loi n° 9", "conseil", f"{name}{start}"] for start, end in versions)
    code, out_text, err = parvis(
        "legi", "import", str(folder), "--until", until, "--date", until, "--data", str(town / "data"), "--json"
    )
    assert code == 0, err
    value: dict[str, object] = json.loads(out_text)
    Draft202012Validator(schema("legi-import"), format_checker=FormatChecker()).validate(value)
    return value


def watch(parvis: Parvis, town: Path, day: str, *more: str) -> dict[str, object]:
    code, out, err = parvis("visas", "watch", "--date", day, "--data", str(town / "data"), "--json", *more)
    assert code == 0, err
    value: dict[str, object] = json.loads(out)
    Draft202012Validator(schema("visas-watch"), format_checker=FormatChecker()).validate(value)
    return value


def told(value: dict[str, object]) -> list[tuple[object, ...]]:
    changes = value["changes"]
    assert isinstance(changes, list)
    return sorted((c["role"], c["key"], c["kind"], c["day"], c["is_news"]) for c in changes)


def test_what_the_law_became_since_the_run_before_is_told_with_its_document_and_days(
    parvis: Parvis, town: Path
) -> None:
    law(parvis, town, "2023-07-01", L2121_7=(FOREVER,), L2121_8=(FOREVER,))
    first = watch(parvis, town, "2023-07-01")
    assert told(first) == []
    assert first["run"] == {
        "day": "2023-07-01",
        "is_loaded": True,
        "known_until": "2023-07-01",
        "models": 1,
        "acts": 1,  # the one of 2020 is older than a year
        "visas": 3,
        "changes": 0,
        "settled": 0,
    }
    law(
        parvis,
        town,
        "2023-10-01",
        L2121_7=(("2000-01-01", "2023-09-01"),),
        L2121_8=(("2000-01-01", "2023-08-01"), ("2023-08-01", "2024-01-01")),
    )
    second = watch(parvis, town, "2023-10-01")
    assert told(second) == [
        ("acte", "cgct:L2121-7", "abroge", "2023-09-01", True),
        ("acte", "cgct:L2121-8", "fin_prevue", "2024-01-01", True),
        ("acte", "cgct:L2121-8", "modifie", "2023-08-01", True),
        ("modele", "cgct:L2121-7", "abroge", "2023-09-01", True),
    ]
    assert isinstance(second["changes"], list)
    by_kind = {(c["role"], c["kind"]): c for c in second["changes"]}
    act = by_kind["acte", "modifie"]
    assert (act["number"], act["act_day"], act["changed_by"]) == ("2023-12", "2023-06-12", "Loi n° 9")
    assert act["visa"] == "l'article L. 2121-8 du code général des collectivités territoriales"
    assert act["link"] == f"/c/valmoret/documents/{act['document']}"


def test_news_grow_old_and_what_was_put_right_is_settled(parvis: Parvis, town: Path) -> None:
    law(parvis, town, "2023-07-02", L2121_7=(("2000-01-01", "2023-07-01"),), L2121_8=(FOREVER,))
    later = watch(parvis, town, "2023-11-30")
    assert later["since"] == "2023-07-02", "the run before is older than a month: told since it"
    assert watch(parvis, town, "2023-11-30")["since"] == "2023-10-30"
    assert {change[-1] for change in told(watch(parvis, town, "2023-11-30"))} == {False}
    since = watch(parvis, town, "2023-11-30", "--since", "2023-07-01")
    assert (since["since"], since["news"]) == ("2023-07-01", 2)
    value = law(parvis, town, "2023-12-02", L2121_7=(FOREVER,), L2121_8=(FOREVER,))
    assert isinstance(value["watch"], list)
    assert (value["watch"][0]["run"]["changes"], value["watch"][0]["run"]["settled"]) == (0, 2)


def test_the_loading_of_a_base_watches_every_commune_and_says_so(parvis: Parvis, town: Path) -> None:
    value = law(parvis, town, "2023-07-01", L2121_7=(("2000-01-01", "2010-01-01"),))
    assert isinstance(value["watch"], list)
    (outcome,) = value["watch"]
    assert (outcome["commune"], outcome["problem"]) == ("valmoret", "")
    assert outcome["run"]["models"] == 1
    assert (outcome["run"]["changes"], outcome["news"]) == (2, 0), "the model and the act; repealed long before"


def test_agents_read_it_in_french(parvis: Parvis, town: Path) -> None:
    law(parvis, town, "2023-10-01", L2121_7=(("2000-01-01", "2023-09-01"),), L2121_8=(FOREVER,))
    _, out, _ = parvis("visas", "watch", "--date", "2023-09-15", "--data", str(town / "data"))
    assert "1 modèle(s) et 1 acte(s) vérifiés au 15/09/2023" in out
    assert "Base de droit connue jusqu’au 01/10/2023." in out
    assert "Abrogé depuis le 01/09/2023 : L. 2121-7" in out
    assert "Acte 2023-12 «" in out


def test_a_day_that_is_none_is_refused(parvis: Parvis, town: Path) -> None:
    code, _, err = parvis("visas", "watch", "--since", "hier", "--data", str(town / "data"))
    assert (code, "--since 'hier' is not a day" in err) == (2, True)


def test_one_watch_of_a_commune_at_a_time(parvis: Parvis, town: Path) -> None:
    with exclusive(town / "data" / "communes" / "valmoret" / "watch.lock", busy=""):
        code, _, err = parvis("visas", "watch", "--data", str(town / "data"))
        value = law(parvis, town, "2023-07-01", L2121_7=(FOREVER,))
    assert (code, "a watch of valmoret is running" in err) == (3, True)
    assert isinstance(value["watch"], list)
    assert "a watch of valmoret is running" in value["watch"][0]["problem"], "the base serves all the same"
