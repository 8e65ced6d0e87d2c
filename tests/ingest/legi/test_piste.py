import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.legal_base import ForceState
from ingest.legi.httpx_piste import PisteClient
from ingest.legi.piste_base import PisteLegalBase
from tests.ingest.legi.servers import Faults, piste
from visas.resolving.resolve import resolve

TODAY = date(2026, 3, 2)
CID = "LEGIARTI000006390001"


def ms(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def version(legi_id: str, start: date, end: date) -> dict[str, Any]:
    return {
        "id": legi_id,
        "cid": CID,
        "num": "L123-1",
        "etat": "MODIFIE",
        "dateDebut": str(ms(start)),
        "dateFin": ms(end),
        "texte": "Le plan.",
        "fullSectionsTitre": "Schéma directeur",
        "lienModifications": [{"textTitle": "LOI n°2019-1428"}],
    }


ANSWERS: dict[str, dict[str, Any]] = {
    "/consult/getArticleWithIdAndNum": {"article": {"id": "LEGIARTI000006390003", "cid": CID}},
    "/consult/getArticleByCid": {
        "listArticle": [
            version("LEGIARTI000006390003", date(2020, 1, 1), date(2999, 1, 1)),
            version("LEGIARTI000006390002", date(2016, 1, 1), date(2020, 1, 1)),
        ]
    },
    "/consult/sameNumArticle": {
        "oldTexts": [{"id": "LEGIARTI000006380001", "dateDebut": ms(date(2001, 4, 1)), "dateFin": ms(date(2016, 1, 1))}]
    },
    "/consult/concordanceLinksArticle": {
        "newTexts": [
            {
                "name": "Code de l'urbanisme - art. L151-1 (V)",
                "idText": "LEGITEXT000006074075",
                "dateDebut": str(ms(date(2016, 1, 1))),
            },
            {"name": "LOI n°2015-1 - art. 3 (V)", "idText": "JORFTEXT000000000001"},
        ]
    },
}


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def asked() -> list[str]:
    return []


Open = Callable[..., PisteClient]


@pytest.fixture
def opened(faults: Faults, asked: list[str], tmp_path: Path) -> Iterator[Open]:
    clients: list[PisteClient] = []
    with piste(ANSWERS, faults, asked) as url:

        def open_client(**more: Any) -> PisteClient:
            given: dict[str, Any] = {"client_secret": "secret", "daily_requests": 0, "sleep": lambda _: None, **more}
            client = PisteClient(
                api_url=f"{url}/api", oauth_url=f"{url}/token", client_id="id", cache=tmp_path / "piste", **given
            )
            clients.append(client)
            return client

        yield open_client
        for client in clients:
            client.close()


def test_versions_of_an_article_and_of_the_others_that_had_its_number_are_read(opened: Open) -> None:
    base = PisteLegalBase(opened(), TODAY)
    found = base.versions("urbanisme", "L. 123-1")
    told = [(v.start.isoformat(), v.end and v.end.isoformat(), v.article_id) for v in found]
    assert told == [
        ("2001-04-01", "2016-01-01", "LEGIARTI000006380001"),
        ("2016-01-01", "2020-01-01", CID),
        ("2020-01-01", None, CID),
    ]
    assert [r.new for r in base.replacements("urbanisme:L123-1")] == ["urbanisme:L151-1"]
    (one,) = resolve(base, "urbanisme:L123-1", date(2018, 1, 1))
    assert one.state is ForceState.MODIFIE_DEPUIS


def test_one_token_serves_and_an_answer_is_asked_for_once_a_day(opened: Open, asked: list[str]) -> None:
    PisteLegalBase(opened(), TODAY).versions("urbanisme", "L123-1")
    first = len(asked)
    PisteLegalBase(opened(), TODAY).versions("urbanisme", "L123-1")
    assert sum(line.startswith("/token") for line in asked) == 1
    assert len(asked) == first == 4


def test_a_token_that_was_revoked_is_asked_for_again_once(opened: Open, faults: Faults, asked: list[str]) -> None:
    faults.codes = [401]
    assert opened().ask("/consult/getArticleByCid", {"cid": CID}) is not None
    assert sum(line.startswith("/token") for line in asked) == 2


def test_a_short_wait_is_kept_and_a_long_one_leaves_it_alone(opened: Open, faults: Faults, asked: list[str]) -> None:
    waits: list[float] = []
    clock = [1_000_000.0]
    client = opened(sleep=waits.append, now=lambda: clock[0])
    faults.codes, faults.headers = [429], {"Retry-After": "1"}
    assert client.ask("/consult/getArticleByCid", {"cid": "A"}) is not None
    assert waits == [1.0]
    faults.codes, faults.headers = [429], {"Retry-After": "600"}
    before = len(asked)
    assert client.ask("/consult/getArticleByCid", {"cid": "B"}) is None
    assert "over quota" in client.trouble
    assert client.ask("/consult/getArticleByCid", {"cid": "B"}) is None
    assert len(asked) == before + 1  # left alone
    clock[0] += 601
    assert client.ask("/consult/getArticleByCid", {"cid": "B"}) is not None


def test_the_requests_of_a_day_are_counted(opened: Open) -> None:
    client = opened(daily_requests=2)
    given = [client.ask("/consult/getArticleByCid", {"cid": name}) is not None for name in "ABC"]
    assert given == [True, True, False]
    assert "used up" in client.trouble


@pytest.mark.parametrize("code", [500, 403, 404])
def test_when_it_fails_nothing_is_known_and_nothing_breaks(opened: Open, faults: Faults, code: int) -> None:
    client = opened()
    faults.codes = [code] * 9
    (one,) = resolve(PisteLegalBase(client, TODAY), "urbanisme:L123-1", TODAY)
    assert one.state is ForceState.HORS_BASE
    assert str(code) in client.trouble or "refuses" in client.trouble


def test_wrong_keys_are_told(opened: Open) -> None:
    heard: list[str] = []
    client = opened(client_secret="other", told=heard.append)
    assert client.ask("/consult/getArticleByCid", {"cid": CID}) is None
    assert client.ask("/consult/getArticleByCid", {"cid": CID}) is None
    assert "refuses the keys" in client.trouble
    assert heard == [client.trouble]


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    client = PisteClient(
        api_url="http://127.0.0.1:9/api",
        oauth_url="http://127.0.0.1:9/token",
        client_id="id",
        client_secret="secret",
        cache=tmp_path,
        daily_requests=0,
    )
    assert client.ask("/consult/getArticleByCid", {"cid": CID}) is None
    assert "does not answer" in client.trouble
    client.close()


def test_a_cache_that_was_spoilt_is_asked_for_again(opened: Open, tmp_path: Path) -> None:
    client = opened()
    client.ask("/consult/getArticleByCid", {"cid": CID})
    for file in (tmp_path / "piste").glob("*.json"):
        file.write_text("{" if file.name != "asked.json" else json.dumps([1]))
    assert client.ask("/consult/getArticleByCid", {"cid": CID}) == ANSWERS["/consult/getArticleByCid"]
