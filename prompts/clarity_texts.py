"""What an editor reads of a rule of the report: its title, why it matters, what to do (``prompts/clarity.toml``)."""

from dataclasses import dataclass

from prompts.catalogue import text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTexts:
    """In plain French; they speak of « ce passage »."""

    title: str
    why: str
    advice: str


def rule_texts(rule: str) -> RuleTexts:
    """The texts of ``rule`` (« NX-02 »). Raises UnknownText when one is missing."""
    return RuleTexts(
        title=text(f"clarity.{rule}_title"),
        why=text(f"clarity.{rule}_why"),
        advice=text(f"clarity.{rule}_advice"),
    )
