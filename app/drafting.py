"""A draft of a commune: its own acts from the register, the legal base of the installation, the optional model."""

from datetime import date

from answering.answer_json import JsonValue
from app.house import House
from app.legal import open_legal
from app.settings import Settings
from domain.ids import CommuneSlug
from domain.model_ports import LanguageModel
from domain.register import register_of
from visas.drafting.answers import Answers
from visas.drafting.compose import compose, filled
from visas.drafting.draft import Draft, Line, OwnAct
from visas.drafting.expose import write_expose
from visas.drafting.own_acts import own_acts
from visas.drafting.subject import Drafts, Subject

COUNCIL = "conseil municipal"


def draft_of(
    settings: Settings,
    house: House,
    slug: CommuneSlug,
    drafts: Drafts,
    subject: Subject,
    answers: Answers,
    day: date,
    *,
    model: LanguageModel | None = None,
) -> Draft:
    """The draft of a commune's délibération. Raises StorageUnavailable."""
    documents = house.stores(slug).documents
    lines = register_of(documents.decisions(), {one.id: one for one in documents.documents()}, COUNCIL)
    title = filled(subject.object, answers.said) or subject.title
    return compose(
        drafts,
        subject,
        answers,
        base=open_legal(settings),
        day=day,
        commune=house.profile(slug).name,
        own_acts=own_acts(subject.search, lines, day, documents.successions()),
        expose=write_expose(drafts, model, title, answers.said) if model is not None else "",
    )


def draft_json(draft: Draft, mark: Line) -> dict[str, JsonValue]:
    """A draft as ``parvis draft --json`` prints it: schema in docs/schemas/draft.schema.json."""
    return {
        "subject": draft.subject_id,
        "title": draft.title,
        "day": draft.day.isoformat(),
        "matter": draft.matter,
        "digest": draft.digest,
        "lines": [{"style": line.style.value, "text": line.text} for line in (mark, *draft.lines)],
        "visas": [
            {
                "key": visa.rule.key,
                "why": visa.rule.why,
                "standing": visa.standing.value,
                "states": [one.state.value for one in visa.resolutions],
                "source": visa.source,
                "url": visa.url,
            }
            for visa in draft.visas
        ],
        "own_acts": [_act(act) for act in draft.own_acts],
    }


def _act(act: OwnAct) -> dict[str, JsonValue]:
    return {
        "title": act.title,
        "number": act.number,
        "day": act.day.isoformat(),
        "document": act.document_id,
        "page": act.page,
    }
