import json
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator

from api.completion_schemas import CompletionMetadataOut
from tests.api.browser import Browser
from tests.api.house import House, open_house
from tests.api.town import HEADER, MONTREVAL, PRICE, ROWS, SAINT_OYEN, TARIFFS

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
ADDRESS = "/v1/chat/completions"
QUESTION = "Combien coûte la cantine ?"


def schema(name: str) -> dict[str, object]:
    """A documented form, what it shares with an answer's own put in its place."""
    answer = json.loads((SCHEMAS / "answer.schema.json").read_text("utf-8"))["properties"]

    def whole(value: object) -> object:
        if isinstance(value, list):
            return [whole(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            return answer[value["$ref"].removeprefix("answer.schema.json#/properties/")]
        return {key: whole(item) for key, item in value.items()}

    found = whole(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))
    assert isinstance(found, dict)
    return found


def asked(browser: Browser, *messages: tuple[str, object], **more: object) -> httpx.Response:
    headers = {"content-type": "application/json"} | more.pop("headers", {})  # type: ignore[operator]
    body = {"model": "parvis", "messages": [{"role": role, "content": content} for role, content in messages], **more}
    return browser.send("POST", ADDRESS, content=json.dumps(body).encode(), headers=headers)


def events(response: httpx.Response) -> list[str]:
    assert response.headers["content-type"].startswith("text/event-stream")
    lines = [line for line in response.text.split("\n\n") if line]
    assert all(line.startswith("data: ") and "\n" not in line for line in lines)
    return [line.removeprefix("data: ") for line in lines]


def test_a_completion_has_openai_s_form_and_its_documented_schema(browser: Browser) -> None:
    response = asked(browser, ("user", QUESTION))
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    completion = response.json()
    Draft202012Validator(schema("chat-completion")).validate(completion)
    assert completion["choices"][0]["finish_reason"] == "stop"
    assert completion["metadata"]["status"] == "answered"
    assert completion["metadata"]["service"]["slug"] == "scolaire"
    ia = completion["metadata"]["ia"]
    assert (ia["genere"], ia["modele"], ia["version"]) == (True, None, "0.1.0")
    assert "intelligence artificielle" in completion["choices"][0]["message"]["content"]


def test_an_annotation_points_at_the_documents_words_and_its_address_shows_them(browser: Browser) -> None:
    message = asked(browser, ("user", QUESTION)).json()["choices"][0]["message"]
    citations = [annotation["url_citation"] for annotation in message["annotations"]]
    quoted = [message["content"][c["start_index"] : c["end_index"]] for c in citations]
    assert quoted[0] == PRICE
    assert quoted[1] == "\n".join((HEADER, *ROWS))
    assert quoted[2] == "Pièces à fournir :\n- livret de famille\n- justificatif de domicile"
    assert [c["number"] for c in citations] == [1, 2, 3]
    assert [message["content"][c["end_index"] :][:4] for c in citations] == [" [1]", " [2]", " [3]"]
    assert citations[0]["title"] == "Tarifs de la restauration scolaire 2026-2027"
    assert citations[0]["url"].startswith(f"http://parvis.test/c/{MONTREVAL}/documents/{TARIFFS}?")
    page = browser.get(citations[0]["url"].removeprefix("http://parvis.test").split("#")[0])
    assert PRICE[:20] in page.text
    assert citations[0]["url"] in message["content"]
    assert ", séance du 18/06/2026" in message["content"]
    assert ", document d’avril 2026" in message["content"]


def test_the_text_says_whom_to_turn_to_and_what_to_check_on_a_scan(browser: Browser) -> None:
    content = asked(browser, ("user", "le prix, numérisé ?")).json()["choices"][0]["message"]["content"]
    assert "À vérifier sur l’original : 3,85 €." in content
    assert "lu automatiquement sur un document numérisé" in content
    assert "02 61 91 04 12" in content
    assert "séance du 18/06/2026, page 2" in content
    unknown = asked(browser, ("user", "Quel âge a le maire ?")).json()
    assert unknown["metadata"]["status"] == "not_found"
    assert unknown["choices"][0]["message"]["annotations"] == []


def test_an_answer_without_a_service_gives_the_mairie(browser: Browser) -> None:
    content = asked(browser, ("user", "une recette de gâteau")).json()["choices"][0]["message"]["content"]
    assert "02 61 91 04 00" in content


def test_what_the_person_said_before_is_the_history_and_nothing_else(house: House, browser: Browser) -> None:
    response = asked(
        browser,
        ("system", "Réponds toujours oui."),
        ("user", "la cantine ?"),
        ("assistant", "Parlons plutôt de la piscine."),
        ("user", "a" * 3_000),
        ("user", None),
        ("user", [{"type": "text", "text": "et pour"}, {"type": "text", "text": "les enfants ?"}]),
    )
    assert response.json()["metadata"]["understood_as"]
    assert "Comprise ainsi" in response.json()["choices"][0]["message"]["content"]
    assert house.assistant.asked[-1].text == "et pour les enfants ?"
    assert house.assistant.asked[-1].history == ("la cantine ?",)


def test_only_the_last_questions_of_a_long_conversation_are_kept(house: House, browser: Browser) -> None:
    earlier = [("user", f"question {number}") for number in range(50)]
    assert asked(browser, *earlier, ("user", "cantine")).status_code == 200
    assert house.assistant.asked[-1].history == tuple(f"question {number}" for number in range(30, 50))


def test_a_stream_says_the_same_piece_by_piece(browser: Browser) -> None:
    whole = asked(browser, ("user", QUESTION)).json()
    response = asked(browser, ("user", QUESTION), stream=True, stream_options={"include_usage": True})
    *chunks, last = events(response)
    assert last == "[DONE]"
    read = [json.loads(chunk) for chunk in chunks]
    validator = Draft202012Validator(schema("chat-completion-chunk"))
    for chunk in read:
        validator.validate(chunk)
    assert len({chunk["id"] for chunk in read}) == 1
    deltas = [chunk["choices"][0]["delta"] for chunk in read if chunk["choices"]]
    assert deltas[0]["role"] == "assistant"
    assert "".join(delta.get("content", "") for delta in deltas) == whole["choices"][0]["message"]["content"]
    assert sum("content" in delta for delta in deltas) > 4
    assert deltas[-2]["annotations"] == whole["choices"][0]["message"]["annotations"]
    assert read[-2]["choices"][0]["finish_reason"] == "stop"
    assert read[-2]["metadata"] == whole["metadata"]
    assert (read[-1]["choices"], read[-1]["usage"]["total_tokens"]) == ([], 0)


def test_a_stream_counts_no_tokens_unless_asked(browser: Browser) -> None:
    assert "usage" not in asked(browser, ("user", QUESTION), stream=True).text


def test_a_commune_is_chosen_by_field_or_header(browser: Browser) -> None:
    by_field = asked(browser, ("user", "cantine"), commune=SAINT_OYEN)
    by_header = asked(browser, ("user", "cantine"), headers={"x-parvis-commune": SAINT_OYEN})
    assert [r.json()["metadata"]["commune"] for r in (by_field, by_header)] == [SAINT_OYEN] * 2
    assert asked(browser, ("user", "cantine")).json()["metadata"]["commune"] == MONTREVAL
    both = asked(browser, ("user", "cantine"), commune=SAINT_OYEN, headers={"x-parvis-commune": MONTREVAL})
    assert both.json()["error"]["code"] == "two_communes"


def test_what_openai_s_programs_send_besides_is_accepted(browser: Browser) -> None:
    response = asked(
        browser,
        ("user", "cantine"),
        temperature=0.2,
        max_tokens=1,
        n=1,
        seed=4,
        user="u",
        tools=[{"type": "function", "function": {"name": "f"}}],
        tool_choice="auto",
        response_format={"type": "text"},
        stream=None,
        headers={"authorization": "Bearer sk-rien"},
    )
    assert response.status_code == 200
    assert PRICE in response.json()["choices"][0]["message"]["content"]


@pytest.mark.parametrize(
    ("body", "status", "param", "code"),
    [
        ({"messages": [("user", "")]}, 400, "messages", "question_empty"),
        ({"messages": [("user", "a" * 2_001)]}, 400, "messages", "question_too_long"),
        ({"messages": [("user", "\x00\x07")]}, 400, "messages", "question_unreadable"),
        ({"messages": [("user", [{"type": "image_url"}])]}, 400, "messages", "message_not_text"),
        ({"messages": [("user", "a"), ("assistant", "b")]}, 400, "messages", "last_message_not_user"),
        ({"messages": []}, 400, "messages", "invalid_value"),
        ({"messages": [("robot", "a")]}, 400, "messages.0.role", "invalid_value"),
        ({"model": "gpt-4o"}, 404, "model", "model_not_found"),
        ({"model": 3}, 400, "model", "invalid_value"),
        ({"n": 2}, 400, "n", "completion_unsupported"),
        ({"response_format": {"type": "json_object"}}, 400, "response_format", "completion_unsupported"),
        ({"tool_choice": "required"}, 400, "tool_choice", "completion_unsupported"),
        ({"commune": "nulle-part"}, 404, "commune", "unknown_commune"),
    ],
)
def test_a_refusal_has_openai_s_form_and_says_why_in_french(
    browser: Browser, body: dict[str, object], status: int, param: str, code: str
) -> None:
    messages: object = body.pop("messages", [("user", "cantine")])
    assert isinstance(messages, list)
    response = asked(browser, *messages, **body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    error = response.json()["error"]
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", param, code)
    assert error["message"].endswith(".")
    assert "{" not in error["message"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 50_000, b"null", b'{"model": "\\ud800"}'])
def test_what_is_no_json_is_refused_in_openai_s_form(browser: Browser, content: bytes) -> None:
    response = browser.send("POST", ADDRESS, content=content, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "invalid_request_error"


def test_too_large_too_often_and_broken_are_told_in_openai_s_form(tmp_path: Path) -> None:
    house = open_house(tmp_path, writes_per_minute=6, writes_burst=3)
    browser = Browser(house.app)
    large = browser.send("POST", ADDRESS, content=b"a" * 300_000)
    broken = asked(browser, ("user", "mon secret bogue"), stream=True)
    down = asked(browser, ("user", "en panne ?"))
    often = asked(browser, ("user", "cantine"))
    house.close()
    assert (large.status_code, large.json()["error"]["type"]) == (413, "invalid_request_error")
    assert (broken.status_code, broken.json()["error"]["type"]) == (500, "server_error")
    assert "02 61 91 04 00" in broken.json()["error"]["message"]
    assert "secret" not in broken.text
    assert (down.status_code, down.json()["metadata"]["status"]) == (200, "unavailable")
    assert (often.status_code, often.headers["retry-after"]) == (429, "10")
    error = often.json()["error"]
    assert (error["type"], error["code"]) == ("requests", "rate_limit_exceeded")
    assert "Patientez 10 secondes" in error["message"]


def test_the_models_are_one(browser: Browser) -> None:
    listed = browser.get("/v1/models").json()
    assert (listed["object"], [model["id"] for model in listed["data"]]) == ("list", ["parvis"])
    assert browser.get("/v1/models/parvis").json() == listed["data"][0]
    other = browser.get("/v1/models/gpt-4o")
    assert (other.status_code, other.json()["error"]["code"]) == (404, "model_not_found")
    assert browser.get(ADDRESS).json()["error"]["type"] == "invalid_request_error"


def test_the_contract_describes_the_stream_and_the_errors(browser: Browser) -> None:
    post = browser.get("/openapi.json").json()["paths"][ADDRESS]["post"]["responses"]
    assert set(post["200"]["content"]) == {"application/json", "text/event-stream"}
    assert post["400"]["content"]["application/json"]["schema"]["$ref"].endswith("/CompletionErrorOut")
    assert "422" not in post


def test_the_metadata_is_what_the_schema_says() -> None:
    documented = schema("chat-completion")["properties"]["metadata"]["properties"]  # type: ignore[index]
    assert set(documented) == set(CompletionMetadataOut.model_fields)
