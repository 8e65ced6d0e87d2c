"""A completion streamed while a model writes it, with stand-ins that fail midway."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.completion_stream import DONE
from domain.answer import Answer, AnswerWatch, Question
from tests.api.browser import Browser
from tests.api.house import House
from tests.api.test_public_completions import QUESTION, asked, schema


class Writing:
    """Tells the first ``told`` sentences of an answer; then ends as ``ends`` says."""

    def __init__(self, house: House, told: int, ends: Callable[[Answer], Answer]) -> None:
        self._assistant, self._told, self._ends = house.assistant, told, ends

    def answer(self, question: Question, watch: AnswerWatch | None = None) -> Answer:
        given = self._assistant.answer(question)
        for sentence in given.sentences[: self._told] if watch else ():
            watch.said(replace(sentence, lead=None), given.citations[sentence.citation - 1])  # type: ignore[union-attr]
        return self._ends(given)


@contextmanager
def writing(house: House, told: int, ends: Callable[[Answer], Answer]) -> Iterator[None]:
    kept = house.communes.served
    house.communes.served = {
        slug: replace(services, streams=True, assistant=Writing(house, told, ends)) for slug, services in kept.items()
    }
    try:
        yield
    finally:
        house.communes.served = kept


def chunks(browser: Browser) -> list[dict[str, Any]]:
    *read, last = [one for one in asked(browser, ("user", QUESTION), stream=True).text.split("\n\n") if one]
    assert f"{last}\n\n" == DONE
    return [json.loads(one.removeprefix("data: ")) for one in read if not one.startswith(":")]


def content(read: list[dict[str, Any]]) -> str:
    return "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in read if chunk.get("choices"))


def annotations(read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [chunk["choices"][0]["delta"].get("annotations") for chunk in read]
    return [one["url_citation"] for one in next(filter(None, found))]


def test_each_verified_sentence_is_a_chunk_and_the_annotations_point_at_it(house: House, browser: Browser) -> None:
    with writing(house, 99, lambda given: replace(given, made_with="modele-d-essai")):
        read = chunks(browser)
    validator = Draft202012Validator(schema("chat-completion-chunk"))
    for chunk in read:
        validator.validate(chunk)
    said = content(read)
    given = house.assistant.answer(house.assistant.asked[-1])
    assert read[1]["choices"][0]["delta"]["content"].startswith(f"{given.sentences[0].text} [1]")
    assert [said[one["start_index"] : one["end_index"]] for one in annotations(read)] == [
        sentence.text for sentence in given.sentences
    ]
    assert said.count(given.sentences[0].text) == 1
    assert "intelligence artificielle" in said
    assert read[-1]["metadata"]["ia"]["modele"] == "modele-d-essai"


@pytest.mark.parametrize("told", [1, 2])
def test_a_model_that_fails_midway_is_followed_by_the_whole_answer(house: House, browser: Browser, told: int) -> None:
    with writing(house, told, lambda given: given):
        read = chunks(browser)
    said, given = content(read), house.assistant.answer(house.assistant.asked[-1])
    first, _, rest = said.partition("Voici la réponse, en entier")
    assert given.sentences[0].text in first
    assert all(sentence.text in rest for sentence in given.sentences)
    for one in annotations(read):
        assert said[one["start_index"] : one["end_index"]].strip()
        assert one["start_index"] > len(first)


def test_a_model_that_says_nothing_leaves_the_answer_without_it(house: House, browser: Browser) -> None:
    with writing(house, 0, lambda given: given):
        said = content(chunks(browser))
    assert said == asked(browser, ("user", QUESTION)).json()["choices"][0]["message"]["content"]


def test_what_breaks_midway_ends_the_stream_with_an_error_and_whom_to_call(house: House, browser: Browser) -> None:
    def breaks(given: Answer) -> Answer:
        raise RuntimeError(given.question.text)

    with writing(house, 1, breaks):
        *_, last = chunks(browser)
    assert last["error"]["type"] == "server_error"
    assert "02 61 91 04 00" in last["error"]["message"]
    assert "cantine" not in json.dumps(last)
