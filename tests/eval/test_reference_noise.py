import pytest

from eval.reference_noise import NOISES, f1_under


@pytest.mark.parametrize("name", sorted(NOISES))
def test_references_are_recognised_in_damaged_texts(name: str) -> None:
    assert f1_under(name) >= 0.95
