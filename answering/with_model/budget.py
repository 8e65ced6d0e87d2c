"""What an installation allows its language model a day, in tokens and in euros; UTC days, all communes together."""

from dataclasses import dataclass
from datetime import date

from domain.errors import ModelFailed
from domain.ids import CommuneSlug
from domain.language_model import Message, ModelFault, ModelUse
from domain.model_ports import ModelUseStore

# French takes 3.4 to 4.5 characters a token with the tokenizers of Mistral, Llama and Qwen; figures and tables take
# more tokens. Too many are reserved rather than too few; the endpoint's own count then takes their place.
CHARACTERS_PER_TOKEN = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyLimits:
    """``tokens`` and ``euros`` a day, 0: no limit. Prices are euros for a million tokens read and written."""

    tokens: int = 0
    euros: float = 0.0
    euros_per_million_read: float = 0.0
    euros_per_million_written: float = 0.0

    def cost(self, use: ModelUse) -> float:
        """In euros."""
        read, written = self.euros_per_million_read, self.euros_per_million_written
        return (use.prompt_tokens * read + use.completion_tokens * written) / 1_000_000

    def hold(self, use: ModelUse) -> bool:
        """Whether a day's ``use`` is within both limits."""
        return (not self.tokens or use.tokens <= self.tokens) and (not self.euros or self.cost(use) <= self.euros)


class DailyBudget:
    """Reserves before a call and settles after it, so that answers under way at once cannot pass the limit together.

    A program stopped midway leaves its reservation counted: too much, never too little.
    """

    def __init__(self, store: ModelUseStore, limits: DailyLimits) -> None:
        self._store = store
        self._limits = limits

    def reserve(self, day: date, commune: CommuneSlug, use: ModelUse) -> None:
        """Raises ModelFailed (OVER_BUDGET) when the day's budget does not hold ``use``."""
        if not self._store.reserve(day, commune, use, self._limits.hold):
            raise ModelFailed(ModelFault.OVER_BUDGET, f"the budget of {day} for the language model is spent")

    def settle(self, day: date, commune: CommuneSlug, *, reserved: ModelUse, used: ModelUse) -> None:
        """Count what was used in the place of what was reserved."""
        self._store.settle(day, commune, reserved=reserved, used=used)


def estimated_use(messages: tuple[Message, ...], max_tokens: int) -> ModelUse:
    """The most that a call may use: the prompt's characters as tokens, and every token that it may write."""
    characters = sum(len(message.text) for message in messages)
    return ModelUse(prompt_tokens=int(characters / CHARACTERS_PER_TOKEN) + 1, completion_tokens=max_tokens)


def written_use(messages: tuple[Message, ...], written: str) -> ModelUse:
    """What a call used, when the endpoint does not tell."""
    read = estimated_use(messages, 0).prompt_tokens
    return ModelUse(prompt_tokens=read, completion_tokens=int(len(written) / CHARACTERS_PER_TOKEN) + 1)
