import gzip

from ingest.sites.fetching import Failure, FetchProblem, Response
from ingest.sites.sitemap import MOST_ADDRESSES, MOST_SITEMAPS, sitemap_addresses

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def urlset(*addresses: str) -> bytes:
    rows = "".join(f"<url><loc>{a}</loc><lastmod>2026-01-01</lastmod></url>" for a in addresses)
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def index(*addresses: str) -> bytes:
    rows = "".join(f"<sitemap><loc>{a}</loc></sitemap>" for a in addresses)
    return f"{HEAD}<sitemapindex>{rows}</sitemapindex>".encode()


def read(files: dict[str, bytes], *first: str) -> tuple[list[str], list[str]]:
    found, asked = read_days(files, *first)
    return [address for address, _ in found], asked


def read_days(files: dict[str, bytes], *first: str) -> tuple[list[tuple[str, str]], list[str]]:
    asked: list[str] = []

    def get(address: str) -> Response | Failure:
        asked.append(address)
        if address not in files:
            return Failure(address=address, problem=FetchProblem.NOT_FOUND)
        return Response(address=address, status=200, body=files[address])

    return list(sitemap_addresses(first, get)), asked


def test_an_index_leads_to_its_sitemaps_packed_or_not() -> None:
    files = {
        "/s.xml": index("/a.xml", "/b.xml.gz", "/absent.xml"),
        "/a.xml": urlset("https://v.example/x?a=1&amp;b=2", " https://v.example/y\n"),
        "/b.xml.gz": gzip.compress(urlset("https://v.example/z")),
    }
    found, asked = read(files, "/s.xml")
    assert found == ["https://v.example/x?a=1&b=2", "https://v.example/y", "https://v.example/z"]
    assert asked == ["/s.xml", "/a.xml", "/b.xml.gz", "/absent.xml"]


def test_an_index_that_names_itself_ends() -> None:
    found, asked = read({"/s.xml": index("/s.xml", "/t.xml"), "/t.xml": index("/s.xml")}, "/s.xml")
    assert (found, asked) == ([], ["/s.xml", "/t.xml"])


def test_sitemaps_without_end_are_cut() -> None:
    class Endless(dict[str, bytes]):
        def __contains__(self, key: object) -> bool:
            return True

        def __getitem__(self, key: str) -> bytes:
            return index(*(f"{key}{n}" for n in range(20)))

    assert len(read(Endless(), "/s")[1]) == MOST_SITEMAPS


def test_a_huge_sitemap_is_cut() -> None:
    body = b"<urlset>" + b"".join(b"<loc>https://v.example/%d</loc>" % n for n in range(MOST_ADDRESSES + 10))
    assert len(read({"/s": body}, "/s")[0]) == MOST_ADDRESSES


def test_entities_damaged_files_and_bombs_give_nothing() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    assert read({"/s": laughs}, "/s")[0] == ["&b;"]
    assert read({"/s": gzip.compress(b"<loc>x</loc>")[:-9]}, "/s")[0] == []
    assert read({"/s": gzip.compress(bytes(60_000_000), 1)}, "/s")[0] == []
    assert read({"/s": b"<html><body>introuvable</body></html>"}, "/s")[0] == []


def test_each_address_has_the_day_of_its_own_element_and_no_other_s() -> None:
    body = (
        b"<urlset><url><loc>https://v.example/a</loc></url>"
        b"<url><loc>https://v.example/b</loc><lastmod> 2031-05-03T10:00:00+02:00</lastmod></url>"
        b"<url><loc>https://v.example/c</loc><lastmod>hier</lastmod></url>"
        b"<url><loc>https://v.example/d</loc><news:publication_date>2031-01-02</news:publication_date></url></urlset>"
    )
    found, _ = read_days({"/s": body}, "/s")
    assert [day for _, day in found] == ["", "2031-05-03", "", ""]
