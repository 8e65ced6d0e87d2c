"""What is said to a language model and what comes back: messages, pieces, how much was used, how it may fail."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who speaks: the product's instructions, or the question with its passages."""

    SYSTEM = "system"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of the prompt."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """Tokens read and written by a model. They add up."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def tokens(self) -> int:
        """Both together."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: "ModelUse") -> "ModelUse":
        return ModelUse(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )

    def __sub__(self, other: "ModelUse") -> "ModelUse":
        return ModelUse(
            prompt_tokens=self.prompt_tokens - other.prompt_tokens,
            completion_tokens=self.completion_tokens - other.completion_tokens,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some of what a model writes, in order. ``use`` comes with the last piece when the endpoint counts tokens."""

    text: str = ""
    use: ModelUse | None = None


class ModelFault(StrEnum):
    """Why a model's answer is not shown, a closed set; the answer without a model is shown in its place.

    SLOW: the time budget is over. DOWN: no connection, it broke, or a 5xx. BUSY: 429. REFUSED: any other 4xx, a
    setting to correct. TRUNCATED: cut by the token limit or by the connection. GARBLED: not what such an endpoint
    sends. EMPTY: nothing written. FOREIGN: not French. UNSUPPORTED: too little of it stands in the passages.
    RESTING: not called, it failed several times in a row. OVER_BUDGET: not called, the day's budget is spent.
    GONE: nobody waits for the answer any more.
    """

    SLOW = "slow"
    DOWN = "down"
    BUSY = "busy"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    GARBLED = "garbled"
    EMPTY = "empty"
    FOREIGN = "foreign"
    UNSUPPORTED = "unsupported"
    RESTING = "resting"
    OVER_BUDGET = "over_budget"
    GONE = "gone"
