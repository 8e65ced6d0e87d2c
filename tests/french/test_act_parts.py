import pytest

from french.act_parts import deciding_part

EXPOSE = "M. le maire rappelle que la piscine ferme."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # An extract in the usual form.
        (["Vu le code", EXPOSE, "DÉCIDE de fermer", "DIT que"], ["DÉCIDE de fermer", "DIT que"]),
        # Minutes that write it all in one paragraph.
        (
            [f"{EXPOSE} Après en avoir délibéré, le conseil approuve."],
            ["Après en avoir délibéré, le conseil approuve."],
        ),
        # A line of a list: nothing decides, only the visas go.
        (["Vu le code", "Tarifs du marché"], ["Tarifs du marché"]),
    ],
)
def test_only_what_decides_is_kept(lines: list[str], expected: list[str]) -> None:
    assert deciding_part(lines) == expected
