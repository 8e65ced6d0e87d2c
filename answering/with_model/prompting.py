"""The prompt of one answer: the public sentences of ``prompts/model_answer.toml`` around the question and passages."""

from collections.abc import Sequence

from answering.with_model.clean_text import masked_question
from answering.with_model.passages import NumberedPassage
from answering.with_model.tokens import Tokens
from domain.language_model import Message, Role
from prompts import catalogue


def prompt_of(question: str, passages: Sequence[NumberedPassage], tokens: Tokens, *, fence: str) -> tuple[Message, ...]:
    """Instructions, then the question (masked) and the passages, each between two lines ``fence``.

    ``fence`` is drawn anew for each answer: a document cannot close what it cannot guess.
    """
    system = catalogue.text(
        "model_answer.system",
        general=catalogue.text("model_answer.general"),
        cases=catalogue.text("model_answer.cases"),
        nothing=catalogue.text("model_answer.nothing"),
        token="{{LIEN_1}}",  # noqa: S106
        fence=fence,
    )
    written = [
        catalogue.text(
            "model_answer.passage",
            number=str(passage.number),
            title=_inside(" · ".join(tokens.hide(line) for line in passage.around), fence),
            text=_inside(tokens.hide(passage.text), fence),
            fence=fence,
        )
        for passage in passages
    ]
    user = catalogue.text(
        "model_answer.user",
        question=_inside(masked_question(question), fence),
        passages="\n\n".join(written),
        fence=fence,
    )
    return Message(role=Role.SYSTEM, text=system), Message(role=Role.USER, text=user)


def _inside(text: str, fence: str) -> str:
    return text.replace(fence, "")
