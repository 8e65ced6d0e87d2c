import pytest

from domain.siret import is_siret


@pytest.mark.parametrize("text", ["21860194600013", "21419990100015"])
def test_a_number_whose_digits_fit_is_a_siret(text: str) -> None:
    assert is_siret(text)


@pytest.mark.parametrize("text", ["", "21860194600014", "2186019460001", "218601946000130", "21 860 194 600", "²" * 14])
def test_another_is_not(text: str) -> None:
    assert not is_siret(text)
