"""A count of tokens that keeps nothing and allows everything: measures call no endpoint that is paid."""

from collections.abc import Callable
from datetime import date

from domain.ids import CommuneSlug
from domain.language_model import ModelUse


class UnlimitedUse:
    """Obeys the port ModelUseStore."""

    def reserve(self, day: date, commune: CommuneSlug, use: ModelUse, fits: Callable[[ModelUse], bool]) -> bool:
        """Always."""
        return True

    def settle(self, day: date, commune: CommuneSlug, *, reserved: ModelUse, used: ModelUse) -> None:
        """Nothing is kept."""

    def total(self, day: date, commune: CommuneSlug | None = None) -> ModelUse:
        """Nothing."""
        return ModelUse()
