from collections.abc import Callable
from pathlib import Path

import pytest

from answering.with_model.composing import ModelComposer
from app.chosen_language_model import chosen_composer, chosen_language_model
from app.settings import read_settings
from domain.errors import BadInput
from domain.language_model import Message, Role
from eval.model_endpoint import Fault, standing_endpoint
from tests.answering.with_model.model_standins import UseInMemory

Parvis = Callable[..., tuple[int, str, str]]
URL, MODEL = {"PARVIS_LLM_URL": "http://127.0.0.1:11434/v1/"}, {"PARVIS_LLM_MODEL": "mistral-small"}
ASKED = (Message(role=Role.USER, text="Combien ?"),)


def composer_of(environment: dict[str, str]) -> ModelComposer | None:
    settings = read_settings(environment)
    return chosen_composer(settings, chosen_language_model(settings), UseInMemory())


def test_no_setting_means_no_model() -> None:
    assert composer_of({}) is None


def test_an_address_and_a_name_are_enough() -> None:
    assert composer_of(URL | MODEL) is not None


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (URL, "both"),
        (MODEL, "both"),
        (MODEL | {"PARVIS_LLM_URL": "albert.example.fr"}, "PARVIS_LLM_URL"),
        (MODEL | {"PARVIS_LLM_URL": "file:///etc/passwd"}, "PARVIS_LLM_URL"),
        (MODEL | {"PARVIS_LLM_URL": "https://cle@albert.example.fr/v1"}, "PARVIS_LLM_URL"),
        (MODEL | {"PARVIS_LLM_URL": "https://albert.example.fr/v1/chat/completions"}, "end before"),
        (MODEL | URL | {"PARVIS_LLM_DAILY_EUROS": "2"}, "prices"),
        (MODEL | URL | {"PARVIS_LLM_KEY": "a", "PARVIS_LLM_KEY_FILE": "b"}, "not both"),
        (MODEL | URL | {"PARVIS_LLM_KEY_FILE": "nowhere/key"}, "cannot be read"),
    ],
)
def test_settings_that_cannot_work_are_refused_with_what_to_change(environment: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        composer_of(environment)


@pytest.mark.parametrize("written", ["deux", "2,5", "-1", "1e9"])
def test_a_price_that_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(BadInput, match="PARVIS_LLM_DAILY_EUROS"):
        read_settings({"PARVIS_LLM_DAILY_EUROS": written})


def test_the_key_is_read_from_its_file_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("cle-de-la-commune\n")
    with standing_endpoint() as endpoint:
        endpoint.key, endpoint.text = "cle-de-la-commune", "Bien."
        settings = read_settings(MODEL | {"PARVIS_LLM_URL": endpoint.url, "PARVIS_LLM_KEY_FILE": str(file)})
        model = chosen_language_model(settings)
        assert model is not None
        assert "".join(piece.text for piece in model.stream(ASKED, max_tokens=9, timeout_s=20)) == "Bien."
    assert "cle-de-la-commune" not in repr(read_settings({"PARVIS_LLM_KEY": "cle-de-la-commune"}))


@pytest.mark.parametrize(
    ("fault", "told"),
    [(Fault.NONE, "ok language model: mistral-small"), (Fault.UNAUTHORISED, "!! language model: broken")],
)
def test_doctor_asks_the_endpoint_for_a_word(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, told: str
) -> None:
    with standing_endpoint() as endpoint:
        endpoint.fault, endpoint.text = fault, "Bonjour."
        monkeypatch.setenv("PARVIS_LLM_URL", endpoint.url)
        monkeypatch.setenv("PARVIS_LLM_MODEL", "mistral-small")
        _, out, _ = parvis("doctor", "--data", str(tmp_path))
    assert told in out
    assert endpoint.received[0]["max_tokens"] == 8
