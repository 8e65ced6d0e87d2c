import pytest

from ingest.sites.traps import Traps, repeats_itself

HOME = "https://valbrune.example"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/vie-municipale/conseil/comptes-rendus/2024/",
        "/2024/05/12/fete-du-village",
        "/agenda/2026/11",
        "/spip.php?article12",
        "/index.php?page=cantine",
        "/?q=node/12",
        "/index.php?id=7&rubrique=3",
        "/documents/2014/budget-2014.pdf",
        "/agenda?mois=3&annee=2026",
    ],
)
def test_ordinary_addresses_are_asked_for(path: str) -> None:
    assert Traps(2026).why(f"{HOME}{path}") is None


@pytest.mark.parametrize(
    "path",
    [
        "/agenda?mois=3&annee=2031",
        "/agenda/2041/03",
        "/agenda?date=1970-01-01",
        "/a/b/a/b",
        "/x/x/x",
        "/" + "/".join(map(str, range(20))),
        "/x?a=1&b=2&c=3&d=4&e=5&f=6",
        "/actualites?tri=date",
        "/x?sort=asc",
        "/article?replytocom=12",
        "/?s=cantine",
        "/recherche?q=cantine",
        "/wp-login.php",
        "/wp-json/wp/v2/pages",
        "/deconnexion",
        "/panier",
    ],
)
def test_addresses_without_end_or_that_do_something_are_not(path: str) -> None:
    assert Traps(2026).why(f"{HOME}{path}")


def test_a_calendar_that_goes_from_day_to_day_is_cut() -> None:
    traps = Traps(2026)
    days = [traps.why(f"{HOME}/agenda?jour=2026-{m:02}-{d:02}") for m in range(1, 13) for d in range(1, 29)]
    assert 20 < sum(why is None for why in days) < 60


def test_filters_that_multiply_are_cut_and_articles_by_number_are_not() -> None:
    traps = Traps(2026)
    filters = [traps.why(f"{HOME}/annuaire?type={a}&lettre={b}") for a in range(10) for b in range(26)]
    assert sum(why is None for why in filters) < 80
    articles = [traps.why(f"{HOME}/index.php?vue=article&id={n}") for n in range(1_000)]
    assert articles == [None] * 1_000


def test_a_path_repeats_itself_by_segments_or_by_runs_of_them() -> None:
    assert repeats_itself(["a", "b", "a", "b"])
    assert repeats_itself(["x", "a", "x", "b", "x"])
    assert not repeats_itself(["documents", "documents"])
    assert not repeats_itself(["2024", "05", "05"])
