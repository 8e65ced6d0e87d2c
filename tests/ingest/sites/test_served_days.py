from datetime import date

from ingest.sites.mirrored_page import MirroredPage, page_line, read_page
from ingest.sites.served_days import served_days

VISITED = date(2031, 6, 20)


def document(name: str, *, served: date | None = None, mapped: str = "", kind: str = "text/html") -> MirroredPage:
    told = f"{served:%a, %d %b %Y} 10:00:00 GMT" if served else ""
    return MirroredPage(
        address=f"https://v.example/{name}", path=name, digest="", media_type=kind, last_modified=told, map_day=mapped
    )


def pages(*days: int) -> list[MirroredPage]:
    return [document(f"p{n}", mapped=f"2031-05-{day:02}") for n, day in enumerate(days)]


def test_days_that_differ_are_those_of_the_pages() -> None:
    days = (3, 7, 7, 12, 25, 28)
    assert served_days(pages(*days), VISITED) == {f"p{n}": date(2031, 5, day) for n, day in enumerate(days)}


def test_a_site_made_again_on_one_day_says_nothing_of_its_pages_but_of_those_changed_since() -> None:
    assert served_days(pages(*[3] * 30, 9), VISITED) == {"p30": date(2031, 5, 9)}
    assert served_days(pages(*[3] * 6), VISITED) == {}


def test_the_day_of_the_visit_is_that_of_a_server_that_makes_pages() -> None:
    made = [document(f"p{n}", served=VISITED) for n in range(4)]
    told = served_days([*made, document("static", served=date(2029, 3, 4))], VISITED)
    assert told == {"static": date(2029, 3, 4)}


def test_too_few_pages_cannot_tell_whether_all_have_one_day() -> None:
    assert served_days(pages(3, 4, 5, 6), VISITED) == {}


def test_files_are_judged_among_files_and_few_are_enough() -> None:
    moved = [document(f"f{n}.pdf", served=date(2028, 1, 9), kind="application/pdf") for n in range(8)]
    own = document("avis.pdf", served=date(2030, 1, 2), kind="application/pdf")
    assert served_days([*moved, own], VISITED) == {"avis.pdf": date(2030, 1, 2)}
    assert served_days([own, *pages(*[3] * 6)], VISITED) == {"avis.pdf": date(2030, 1, 2)}


def test_a_page_s_site_map_goes_before_its_server_and_a_file_s_after() -> None:
    for kind, day in (("text/html", date(2031, 4, 1)), ("application/pdf", date(2031, 2, 1))):
        both = [document(f"p{n}", served=date(2031, 2, n), mapped=f"2031-04-0{n}", kind=kind) for n in range(1, 7)]
        assert served_days(both, VISITED)["p1"] == day


def test_a_list_of_an_older_version_is_still_read() -> None:
    page = document("a", mapped="2031-05-03")
    row = page_line(page)
    assert read_page(row) == page
    del row["map_day"]
    read = read_page(row)
    assert read is not None
    assert read.map_day == ""
