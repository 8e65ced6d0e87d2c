"""The French sentence of each problem that the hand-off finds: ``errors.<what>_<problem>`` in ``prompts/http.toml``."""

from collections.abc import Mapping

from handoff.accounts import LinkProblem
from handoff.desk import LIMITS, RequestField, RequestProblem
from handoff.passwords import LONGEST, SHORTEST, PasswordProblem
from handoff.steps import LONGEST_REPLY, StepProblem
from prompts.catalogue import text

_WHAT: Mapping[type, str] = {StepProblem: "step", PasswordProblem: "password", LinkProblem: "link"}
_LIMITS: Mapping[str, int] = {
    **{f"{field}_{RequestProblem.TOO_LONG}": limit for field, limit in LIMITS.items()},
    "step_too_long": LONGEST_REPLY,
    "password_too_short": SHORTEST,
    "password_too_long": LONGEST,
}


def request_sentences(problems: Mapping[RequestField, RequestProblem]) -> dict[str, str]:
    """The sentences of a request that was not sent, by field, in the order of the form."""
    return {field.value: _sentence(f"{field}_{problem}") for field, problem in problems.items()}


def sentence(problem: StepProblem | PasswordProblem | LinkProblem) -> str:
    """Why an agent's step or password was not taken, or why their link opens nothing."""
    return _sentence(f"{_WHAT[type(problem)]}_{problem}")


def _sentence(key: str) -> str:
    return text(f"errors.{key}", **({"limit": str(_LIMITS[key])} if key in _LIMITS else {}))
