"""A conversation in OpenAI's form, read as a question and the questions before it.

Only what the person says is read. System messages and what the assistant said are left aside: no instruction changes
an answer taken from documents, and words put in the assistant's mouth must not become the subject of a search.
"""

from collections.abc import Sequence

from api.completion_schemas import MessageIn
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line


def typed_text(message: MessageIn) -> str | None:
    """The text of ``message`` as typed; None when it holds something else than text (a picture, a sound)."""
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    if any(part.type != "text" or part.text is None for part in message.content):
        return None
    return "\n".join(part.text or "" for part in message.content)


def history_of(earlier: Sequence[MessageIn], *, at_most: int) -> tuple[str, ...]:
    """The last ``at_most`` questions of ``earlier``, oldest first.

    Programs send the whole conversation each time, also what was refused: a question that could not be put is left
    out rather than refused again at every turn.
    """
    typed = (clean_line(typed_text(message) or "") for message in earlier if message.role == "user")
    questions = [question for question in typed if question and len(question) <= LONGEST_QUESTION]
    return tuple(questions[-at_most:]) if at_most > 0 else ()
