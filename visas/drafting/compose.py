"""A subject, its answers, the day of the meeting and the legal base → a draft, in the usual form."""

import string
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from domain.legal_base import LegalBase
from visas.drafting.answers import Answers, french_day
from visas.drafting.draft import Draft, Line, LineStyle, OwnAct, Review
from visas.drafting.put_visas import Standing, kept, resolved_visas
from visas.drafting.subject import Drafts, Subject
from visas.drafting.subjects_file import placeholders
from visas.drafting.visa_words import marked, visa_lines


def compose(
    drafts: Drafts,
    subject: Subject,
    answers: Answers,
    *,
    base: LegalBase,
    day: date,
    commune: str,
    own_acts: Sequence[OwnAct] = (),
    expose: str = "",
) -> Draft:
    """The draft. ``answers`` have no problem; ``expose`` was checked (``expose.py``). Raises what the base raises."""
    visas = resolved_visas(drafts, subject, answers.raw, base, day)
    title = filled(subject.object, answers.said) or subject.title
    lines = [
        *_head(drafts, answers, day, commune, title),
        *(Line(style=LineStyle.VISA, text=text) for text in visa_lines(drafts, kept(visas))),
        *(Line(style=LineStyle.VISA, text=own_act_line(drafts, act)) for act in own_acts),
        *_reasons(drafts, subject, answers, expose),
        *_articles(drafts, subject, answers.said),
        Line(style=LineStyle.VOTE, text=vote_sentence(drafts, answers)),
        Line(style=LineStyle.BODY, text=drafts.say("form.recourse")),
        Line(style=LineStyle.SIGNATURE, text=drafts.say("form.signature")),
        Line(style=LineStyle.SIGNATURE, text=drafts.say("form.signature_secretary")),
    ]
    return Draft(
        subject_id=subject.id,
        title=title,
        matter=subject.matter,
        day=day,
        commune=commune,
        lines=tuple(lines),
        visas=visas,
        own_acts=tuple(own_acts),
    )


def mark(drafts: Drafts, draft: Draft, *, to_review_by: str = "", review: Review | None = None) -> Line:
    """The line above all others: a project, until a named person reviewed exactly these words."""
    if review is not None and review.digest == draft.digest:
        said = drafts.say("form.reviewed", reviewer=review.reviewer, day=french_day(review.day))
    else:
        said = drafts.say("form.mark", reviewer=to_review_by or drafts.say("form.somebody"))
    return Line(style=LineStyle.MARK, text=said)


def filled(line: str, said: Mapping[str, str]) -> str | None:
    """The line with its answers; None when it needs one that was not given."""
    if not placeholders(line) <= said.keys():
        return None
    written: list[str] = []
    for before, name, _, _ in string.Formatter().parse(line):
        written += _joined(before, said[name]) if name else [before]
    return "".join(written)


# What French makes of « à » or « de » before an article; « à l’école » and « de la commune » stay.
_CONTRACTED = {("à", "le"): "au", ("à", "les"): "aux", ("de", "le"): "du", ("de", "les"): "des"}


def _joined(before: str, answer: str) -> list[str]:
    """« Subvention à » and « le club » make « Subvention au club »; within an answer, words stay as typed."""
    head, _, preposition = before.rstrip(" ").rpartition(" ")
    article, space, rest = answer.partition(" ")
    contracted = _CONTRACTED.get((preposition, article)) if before.endswith(" ") and space else None
    if contracted is None:
        return [before, answer]
    return [head, " " if head else "", contracted, " ", rest]


def own_act_line(drafts: Drafts, act: OwnAct) -> str:
    """« Vu la délibération n° … du … ; », to be verified when only a search chose it."""
    form = "form.own_act" if act.number else "form.own_act_bare"
    words = drafts.say(form, number=act.number or "", day=french_day(act.day), title=act.title)
    return marked(drafts, words, Standing.PUT if act.is_chosen else Standing.TO_VERIFY)


def vote_sentence(drafts: Drafts, answers: Answers) -> str:
    """The formula of the vote: simple majority of the votes cast, abstentions not counted (CGCT L2121-20)."""
    counts = {name: answers.count(name) for name in ("pour", "contre", "abstention")}
    given = {name: str(count) for name, count in counts.items()}
    pour, contre = counts["pour"], counts["contre"]
    if pour is None or contre is None or counts["abstention"] is None:
        return drafts.say("form.unvoted")
    if pour == contre:
        return drafts.say("form.tied", **given)
    if pour < contre:
        return drafts.say("form.rejected", **given)
    return drafts.say("form.majority" if contre else "form.unanimous", **given)


def _head(drafts: Drafts, answers: Answers, day: date, commune: str, title: str) -> Iterator[Line]:
    yield Line(style=LineStyle.MEETING, text=drafts.say("form.commune", commune=commune))
    yield Line(style=LineStyle.HEADING, text=drafts.say("form.heading"))
    yield Line(style=LineStyle.MEETING, text=drafts.say("form.session", day=french_day(day)))
    for key in ("number", "counts", "secretary"):
        said = filled(drafts.sentences[f"form.{key}"], answers.said)
        if said is not None:
            yield Line(style=LineStyle.MEETING, text=said)
    yield Line(style=LineStyle.OBJECT, text=drafts.say("form.object", object=title))


def _reasons(drafts: Drafts, subject: Subject, answers: Answers, expose: str) -> Iterator[Line]:
    if expose:
        yield Line(style=LineStyle.BODY, text=drafts.say("form.expose"))
        yield Line(style=LineStyle.BODY, text=expose)
    for line in subject.considerants:
        said = filled(line, answers.said)
        if said is not None:
            yield Line(style=LineStyle.CONSIDERANT, text=drafts.say("form.considerant", words=said))


def _articles(drafts: Drafts, subject: Subject, said: Mapping[str, str]) -> Iterator[Line]:
    yield Line(style=LineStyle.DECISION, text=drafts.say("form.decides"))
    written = [words for line in subject.articles if (words := filled(line, said)) is not None]
    for rank, words in enumerate([*written, drafts.say("form.execution")], start=1):
        named = drafts.say("form.first") if rank == 1 else str(rank)
        capital = words[:1].upper() + words[1:]
        yield Line(style=LineStyle.ARTICLE, text=drafts.say("form.article", rank=named, words=capital))
