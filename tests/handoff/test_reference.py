import pytest

from domain.ids import CommuneSlug
from domain.reference import write_reference
from handoff.reference import read_reference

REFERENCE = write_reference(CommuneSlug("montreval-sur-cisse"), 2026, 42)
CHECK = REFERENCE[-2:]


@pytest.mark.parametrize(
    "typed",
    [
        REFERENCE,
        f"  {REFERENCE.lower()}\n",
        f"MONT202600042{CHECK}",
        f"mont 2026 42 {CHECK}",
        f"MONT–2026–00042–{CHECK}",
        f"MONT.2026.00042.{CHECK}",
        f"M0NT-2O26-OOO42-{CHECK}",
        f"MONT-2026-0042-{CHECK}",
    ],
)
def test_a_reference_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_reference(typed) == REFERENCE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "MONT-2026-00042",
        f"MONT-2026-00043-{CHECK}",
        f"MONT-2026-00024-{CHECK}",
        f"MOTN-2026-00042-{CHECK}",
        f"MONT-2025-00042-{CHECK}",
        f"M9NT-2026-00042-{CHECK}",
        f"{REFERENCE} {REFERENCE}",
        "MONT-2026-00042-<script>",
        "1" * 100_000,
        f"MONT-٢٠٢٦-00042-{CHECK}",
    ],
)
def test_a_mistyped_reference_is_detected(typed: str) -> None:
    assert read_reference(typed) is None
