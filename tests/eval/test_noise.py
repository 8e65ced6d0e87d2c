import ast
import re
from pathlib import Path

import pytest

import eval.noise
import eval.sms
from eval.noise import Noise, noisy, without_accents
from french.analyser import words

QUESTION = "Quels sont les horaires de la déchetterie pendant les vacances scolaires ?"


def _typed(noise: Noise, seed: int, question: str = "q1", text: str = QUESTION) -> str:
    return noisy(text, noise, seed=seed, question=question)


@pytest.mark.parametrize("noise", list(Noise))
def test_a_question_gets_the_same_noise_each_time(noise: Noise) -> None:
    assert _typed(noise, 1) == _typed(noise, 1)


def test_the_noise_of_a_question_is_the_same_on_every_machine() -> None:
    assert _typed(Noise.TYPOS, 0) == "Quls sont les horaires de la déchetterie pendant les vacnces sscolaires ?"
    assert _typed(Noise.SMS, 0) == "kel sont le horaire de la decheterie pendant le vacs scolaire"


@pytest.mark.parametrize("noise", [noise for noise in Noise if noise.is_drawn])
def test_seeds_and_questions_get_noises_of_their_own(noise: Noise) -> None:
    assert len({_typed(noise, seed) for seed in range(10)}) > 4
    assert len({_typed(noise, 0, question=f"q{n}") for n in range(10)}) > 4


def test_a_clean_question_is_asked_as_it_is() -> None:
    assert _typed(Noise.CLEAN, 3) == QUESTION


def _is_one_slip(word: str, typed: str) -> bool:
    """Dropped, doubled, swapped or replaced: all but a stretch of two letters at most is as it was."""
    start = next((i for i, (a, b) in enumerate(zip(word, typed, strict=False)) if a != b), min(len(word), len(typed)))
    before, after = word[start:], typed[start:]
    if len(after) == len(before) - 1:
        return before[1:] == after
    if len(after) == len(before) + 1:
        return after[1:] == before
    return len(after) == len(before) and (before[2:] == after[2:])


def test_about_28_per_cent_of_words_over_four_letters_get_one_slip_and_no_other() -> None:
    written = QUESTION.split()
    slipped = long = 0
    for seed in range(300):
        for word, typed in zip(written, _typed(Noise.TYPOS, seed).split(), strict=True):
            if len(word) <= 4:
                assert typed == word
                continue
            long += 1
            slipped += typed != word
            assert _is_one_slip(word, typed), (word, typed)
    # A letter of a pair dropped or doubled elsewhere reads the same; what is drawn is 28 %.
    assert 0.24 < slipped / long < 0.31


def test_every_kind_of_slip_and_every_letter_comes() -> None:
    typed = {_typed(Noise.TYPOS, seed, text="cantine") for seed in range(4_000)} - {"cantine"}

    assert {"antine", "cantin", "acntine", "cantien", "ccantine", "cantinee"} <= typed
    assert {"cantune", "cantone", "cantjne", "cantkne", "cantihe", "cantibe"} <= typed, "keys around i and n"
    assert not {"cantane", "canteine", "cantipe"} & typed, "keys far from i and n"


def test_accents_capitals_and_ligatures_go_and_the_analyser_reads_the_same_words() -> None:
    text = "L'Œuvre de la Cité : où s'inscrire à la garderie, ça coûte 3,85 € ?"
    typed = _typed(Noise.NOACC, 0, text=text)

    assert typed == "l'oeuvre de la cite : ou s'inscrire a la garderie, ca coute 3,85 € ?"
    assert words(typed) == words(text)
    assert without_accents("ÇA") == "ca"


def test_the_noise_that_judges_shares_no_code_with_the_one_that_trains() -> None:
    for module in (eval.noise, eval.sms):
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [name for name in imported if re.match(r"models|retriever|french", name)]
