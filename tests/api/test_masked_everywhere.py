"""No public route gives what is masked: every one is walked, with a document full of residents' names."""

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from fastapi.routing import iter_route_contexts

from answering.assistant import Assistant
from domain.answer import Question
from domain.ids import PassageId
from domain.masking_policy import MaskingPolicy
from domain.search import CommuneScope, Hit, SearchResult
from french.analyser import stems
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.masked_town import NAMED, SECRETS, fill_masked
from tests.api.town import FRIDAY, MONTREVAL

QUESTIONS = (
    "Où habite Mme Odile Renard ?",
    "Que veut acquérir M. Delorme ?",
    "Qui sont les consorts Joly-Rivière ?",
    "À qui une concession est-elle accordée ?",
)


class OneDocumentIndex:
    """Finds every passage of the document, whatever is asked: what a leak would come through."""

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        hits = (Hit(passage_id=PassageId(f"{NAMED}-89abcdef-0000"), score=1.0, arms={}),)
        return SearchResult(hits=hits, stem_weights=dict.fromkeys(stems(text), 1.0), unknown_stems=frozenset())

    def count(self, scope: CommuneScope) -> int:
        return 1


@pytest.fixture
def house(fresh_house: House) -> House:
    fill_masked(fresh_house.stores)
    served = dict(fresh_house.communes.served)
    town = served[MONTREVAL]
    assistant = Assistant(profile=town.profile, index=OneDocumentIndex(), documents=town.documents)
    served[MONTREVAL] = replace(town, assistant=assistant)
    fresh_house.communes.served = served
    return fresh_house


def _leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def _filled(path: str) -> str:
    values = {"document_id": NAMED, "slug": MONTREVAL, "reference": "MONT-2031-00001-A1", "secret": "x"}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: values.get(found.group(1), "x"), path)


def test_every_page_that_is_read_hides_them(house: House) -> None:
    resident = Browser(house.app)
    walked = [str(r.path) for r in iter_route_contexts(house.app.routes) if r.path and "GET" in (r.methods or ())]
    assert len(walked) > 15
    query = urlencode({"passage": f"{NAMED}-89abcdef-0000", "start": 0, "end": 80, "page": 1})
    for path in walked:
        for address in (_filled(path), f"{_filled(path)}?{query}"):
            assert _leaks(resident.get(address).text) == [], address


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_gives_them_as_a_page_as_json_or_joined_to_a_request(house: House, question: str) -> None:
    resident = Browser(house.app)
    # The question may name a person: what comes back must not say more.
    asked = [secret for secret in SECRETS if secret in question]
    answer = resident.send("POST", "/v1/questions", json={"question": question})
    assert answer.status_code == 200
    assert [leak for leak in _leaks(answer.text) if leak not in asked and leak not in question] == []
    assert "[nom]" in answer.text or answer.json()["status"] == "not_found"
    page = resident.post("/question", {"question": question})
    shown = page.text.replace(question, "")
    assert [leak for leak in _leaks(shown) if leak not in question] == []
    forms = [form for form in Page(page.text).forms if form.action.endswith("/demande")]
    for form in forms:
        joined = resident.post(form.action, replaced(form.fields, message="Bonjour"))
        assert [leak for leak in _leaks(joined.text) if leak not in question] == []


def test_what_search_may_index_does_not_hold_them(house: House) -> None:
    from domain.document import Visibility

    indexed = list(house.stores.documents.indexable_passages(Visibility.PUBLIC))
    words = " ".join(
        " ".join((title, passage.text, *passage.context, *passage.heading_path)) for passage, title in indexed
    )
    assert "[nom]" in words
    assert _leaks(words) == []


def test_the_answer_s_own_question_is_the_only_place_of_a_name(house: House) -> None:
    assistant = house.communes.served[MONTREVAL].assistant
    answer = assistant.answer(Question(text=QUESTIONS[1], commune=MONTREVAL, asked_at=FRIDAY))
    assert _leaks(repr(replace(answer, question=replace(answer.question, text="")))) == []


def test_the_original_is_opened_only_where_the_commune_links_it(house: House) -> None:
    resident = Browser(house.app)
    refused = resident.get(f"/v1/documents/{NAMED}/original")
    assert refused.status_code == 404
    assert "se consulte en mairie" in refused.json()["detail"]
    assert resident.get(f"/v1/documents/{NAMED}").json()["links"]["original"] is None
    assert "il se consulte en mairie" in Page(resident.get(f"/documents/{NAMED}").text).text
    served = dict(house.communes.served)
    town = served[MONTREVAL]
    served[MONTREVAL] = replace(town, profile=replace(town.profile, masking=MaskingPolicy(originals=True)))
    house.communes.served = served
    assert resident.get(f"/v1/documents/{NAMED}").json()["links"]["original"].startswith("/v1/documents/")
