"""What an index should never have brought, another commune's or an internal passage, comes out of no route."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from fastapi.routing import iter_route_contexts

from answering.assistant import Assistant
from api.back_door import Asked, Json, Work, door_app
from domain.document import Document, FileRecord, FileState, MediaType, Visibility
from domain.ids import DocumentId, PassageId
from domain.search import CommuneScope, Hit, SearchResult
from french.analyser import stems
from tests.api.browser import Browser
from tests.api.house import House
from tests.api.town import ACTES, FRIDAY, MONTREVAL, NOTE, SAINT_OYEN, TARIFF_PASSAGES, passage

ELSEWHERE = DocumentId("d00000000000000e5")
NEIGHBOUR = "Le marché de la Rivière se tient place du Four, dès 7 h 45, avec le budget de la cantine."
SECRETS = ("180 000", "place du Four")
ASKED = "Quel est le budget prévisionnel de la cantine ?"
SMUGGLED = {
    "visibility": "interne",
    "scope": "interne",
    "scope[visibility]": "interne",
    "source": "interne",
    "limit": "1000",
}
"""What a resident may add to any request, in the hope that something reads it."""


class EveryPassage:
    """Brings, whatever the scope, a public passage, an internal one and one of another commune."""

    def __init__(self) -> None:
        self.scopes: list[CommuneScope] = []

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        self.scopes.append(scope)
        held = (f"{NOTE}-89abcdef-0000", f"{ELSEWHERE}-89abcdef-0000", TARIFF_PASSAGES[1].id)
        arms = dict.fromkeys(("words", "chars", "meaning"), 1.0)
        hits = tuple(Hit(passage_id=PassageId(name), score=1.0, arms=arms) for name in held)
        return SearchResult(hits=hits, stem_weights=dict.fromkeys(stems(text), 1.0), unknown_stems=frozenset())

    def count(self, scope: CommuneScope) -> int:
        return 3


@pytest.fixture
def index() -> EveryPassage:
    return EveryPassage()


@pytest.fixture
def house(fresh_house: House, index: EveryPassage) -> House:
    """The town with its real assistant, over an index that minds no scope; its neighbour holds a document."""
    town, neighbour = (fresh_house.communes.served[slug] for slug in (MONTREVAL, SAINT_OYEN))
    record = FileRecord(
        source=ACTES,
        path="marche.md",
        digest="f" * 64,
        size_bytes=90,
        state=FileState.INDEXED,
        document_id=ELSEWHERE,
        seen_at=FRIDAY,
    )
    document = Document(
        id=ELSEWHERE,
        commune=SAINT_OYEN,
        source=ACTES,
        path=record.path,
        digest=record.digest,
        media_type=MediaType.MARKDOWN,
        title="Le marché",
        visibility=Visibility.PUBLIC,
        page_count=None,
        session_date=None,
        read_at=FRIDAY,
    )
    neighbour.documents.save_file(
        record, document, (replace(passage(ELSEWHERE, 0, NEIGHBOUR), commune=SAINT_OYEN),), ()
    )
    assistant = Assistant(profile=town.profile, index=index, documents=town.documents)
    fresh_house.communes.served = dict(fresh_house.communes.served) | {MONTREVAL: replace(town, assistant=assistant)}
    return fresh_house


def _leaks(text: str) -> list[str]:
    return [secret for secret in (*SECRETS, str(NOTE), str(ELSEWHERE)) if secret in text]


def test_the_passages_held_back_are_there_to_leak(house: House) -> None:
    store = house.stores.documents
    assert store.passages_of(NOTE)
    assert house.communes.served[SAINT_OYEN].documents.passages_of(ELSEWHERE)


@pytest.mark.parametrize("address", ["/v1/questions", f"/v1/questions?{urlencode(SMUGGLED)}"])
@pytest.mark.parametrize("extra", [{}, SMUGGLED, {"visibilities": ["public", "interne"]}])
def test_an_answer_is_made_of_public_passages_of_the_commune_alone(
    house: House, index: EveryPassage, address: str, extra: dict[str, object]
) -> None:
    given = Browser(house.app).send("POST", address, json={"question": ASKED, "commune": MONTREVAL, **extra})
    # A body with a word too many may be refused; what is answered is public.
    assert given.status_code in (200, 422)
    if given.status_code == 200:
        assert given.json()["considered"]
    assert _leaks(given.text) == []
    assert {*index.scopes} <= {CommuneScope(commune=MONTREVAL)}


def test_the_page_that_answers_and_what_it_joins_to_a_request_show_nothing_more(
    house: House, index: EveryPassage
) -> None:
    shown = Browser(house.app).post("/question", {"question": ASKED, **SMUGGLED})
    assert shown.status_code == 200
    assert _leaks(shown.text) == []
    assert index.scopes == [CommuneScope(commune=MONTREVAL)]


@pytest.mark.parametrize("hidden", [NOTE, ELSEWHERE])
def test_no_page_that_is_read_gives_them_however_it_is_asked(house: House, hidden: DocumentId) -> None:
    resident = Browser(house.app)
    walked = [str(r.path) for r in iter_route_contexts(house.app.routes) if r.path and "GET" in (r.methods or ())]
    assert any("{document_id}" in path for path in walked)
    values = {"document_id": str(hidden), "slug": str(MONTREVAL), "reference": "MONT-2031-00001-A1"}
    asked = {"passage": f"{hidden}-89abcdef-0000", "start": "0", "end": "80", "page": "1", "q": ASKED, **SMUGGLED}
    for path in walked:
        filled = re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: values.get(found.group(1), "x"), path)
        for address in (filled, f"{filled}?{urlencode(asked)}"):
            given = resident.get(address).text.replace(f"/documents/{hidden}", "").replace(address, "")
            assert not any(secret in given for secret in SECRETS), address


class Watched:
    """A ``Work`` that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def answer(self, asked: Asked) -> Json:
        self.asked.append((asked,))
        return {}

    def search(self, text: str, *, commune: str, limit: int) -> Json:
        self.asked.append((text, commune, limit))
        return {}

    def decisions(self, text: str, *, commune: str, filters: Mapping[str, str], limit: int) -> Json:
        self.asked.append((text, commune, filters, limit))
        return {}

    def status(self) -> Json:
        return {}

    def reload(self, commune: str) -> None:
        self.asked.append((commune,))

    def indexed(self, commune: str) -> Json:
        self.asked.append((commune,))
        return {}


def _routes(work: Work) -> list[tuple[str, str]]:
    every = iter_route_contexts(door_app(work, "s3cret").routes)
    return [(method, str(route.path)) for route in every for method in sorted(route.methods or ())]


def test_no_route_of_the_back_door_works_without_its_secret() -> None:
    work = Watched()
    client = Browser(door_app(work, "s3cret"))
    routes = _routes(work)
    assert {path for _, path in routes} >= {"/answer", "/search", "/decisions", "/indexed", "/reload", "/status"}
    for method, path in routes:
        body = {"text": ASKED, "commune": MONTREVAL}
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer other"}):
            given = client.send(method, path, json=body if method == "POST" else None, headers=headers)
            assert given.status_code == 403, path
    assert work.asked == []


def test_the_back_door_lets_no_one_choose_what_is_searched_beyond_the_commune() -> None:
    work = Watched()
    client, known = Browser(door_app(work, "s3cret")), {"Authorization": "Bearer s3cret"}
    body = {"text": ASKED, "commune": MONTREVAL, **SMUGGLED}
    for path in ("/search", "/answer"):
        assert client.send("POST", path, json=body, headers=known).status_code == 200
    assert work.asked == [(ASKED, MONTREVAL, 1000), (Asked(text=ASKED, commune=MONTREVAL),)]
    for name, asked in inspect.getmembers(Work, inspect.isfunction):
        given = set(inspect.signature(asked).parameters)
        assert not given & {"visibility", "scope", "source"}, name
