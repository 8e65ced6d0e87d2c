"""The report's words, from ``prompts/``: what a rule is called, why it matters, what to do; measures in words."""

import re

from clarity.observation import Observation, Proposal, ProposedCase
from prompts import catalogue

# « 2031-09-01 »; not « n° 2031-09 ».
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def rule_title(rule: str) -> str:
    """The title of a rule; what ingestion calls it, or its id, when the report has no words for it."""
    return _told(rule, "title") or catalogue.rule_sentence(rule)


def rule_action(rule: str) -> str:
    """What to do about a rule, a verb first; its title when the report has no words for it."""
    return catalogue.templates().get(f"report_action.{rule}") or rule_title(rule)


def rule_why(rule: str) -> str:
    """Why people and machines stumble; empty when the report has no words for it."""
    return _told(rule, "why")


def rule_advice(rule: str) -> str:
    """What to do; empty when the report has no words for it."""
    return _told(rule, "advice")


def measures_in_words(observation: Observation) -> list[tuple[str, str]]:
    """(name, value) of the measures that have a name for editors, in order."""
    names = catalogue.templates()
    return [
        (names[f"report_measure.{name}"], _in_french(value))
        for name, value in observation.measures
        if f"report_measure.{name}" in names
    ]


def proposal_in_words(proposal: Proposal | None) -> str:
    """The rule, then one line a case, which says what is still to be written; empty without a proposal."""
    if proposal is None:
        return ""
    return "\n".join([proposal.rule, *(f"- {_case_in_words(case)}" for case in proposal.cases)])


def family_of(rule: str) -> str:
    """« À jour » of ``ST-01``; the letters themselves for a family without a name."""
    letters = rule.partition("-")[0]
    return catalogue.templates().get(f"report_family.{letters}", letters)


def _case_in_words(case: ProposedCase) -> str:
    """« sauf pour les familles d’ailleurs : 5,60 € », or that the service is to say what changes."""
    if case.result:
        return f"{case.condition} : {case.result}"
    return f"{case.condition} ({catalogue.text('proposal.to_specify')})"


def _in_french(value: str) -> str:
    """« 1/9/2031 » of « 2031-09-01 »; any other value as it is."""
    found = _DAY.fullmatch(value)
    return f"{int(found[3])}/{int(found[2])}/{found[1]}" if found else value


def _told(rule: str, part: str) -> str:
    """``report_rule`` has the words on files and time, ``clarity`` those on texts."""
    known = catalogue.templates()
    return known.get(f"report_rule.{rule}_{part}") or known.get(f"clarity.{rule}_{part}", "")
