"""What agents read on every page of the console when mails could not leave."""

from datetime import datetime

from domain.errors import ParvisError
from domain.mail_ports import Outbox
from handoff.outgoing import trouble_of
from prompts.catalogue import text


def mail_banner(outbox: Outbox, *, at: datetime) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sentences to show, each with the references that it names; none when all is well, or cannot be known."""
    try:
        trouble = trouble_of(outbox, at=at)
    except ParvisError:
        return ()  # the page has its own say on a storage that does not answer
    said: list[tuple[str, tuple[str, ...]]] = []
    if trouble.waiting:
        said.append((_counted("waiting", trouble.waiting), ()))
    if trouble.failed:
        said.append((_counted("failed", trouble.failed), tuple(trouble.unsent)))
    return tuple(said)


def _counted(name: str, count: int) -> str:
    if count == 1:
        return text(f"mail_banner.{name}_one")
    words = text("mail_banner.count_words").split(", ")
    return text(f"mail_banner.{name}", count=words[count - 1] if count <= len(words) else str(count))
