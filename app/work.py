"""A command's work, done on an installation opened in this process."""

from collections.abc import Mapping

from answering.answer_json import JsonValue, answer_as_json
from api.back_door import Asked, Json
from api.decisions_view import KINDS, BadFilter, decided_as_json, filters_of
from app.chosen_models import models_state, warm
from app.house import House
from app.index_upkeep import INDEXED_VISIBILITIES, index_states
from app.search_json import search_as_json
from app.settings import product_version
from domain.answer import Question
from domain.clock import local_time
from domain.document import FileState, Visibility
from domain.errors import BadInput, UnknownCommune
from domain.ids import CommuneSlug
from domain.request import RequestState
from domain.search import CommuneScope
from handoff.outgoing import trouble_of
from prompts.catalogue import text as text_of
from retriever.ranking.seeking import Seeker


class InProcess:
    """Does the work on a house opened in this process."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._is_warm = False

    def answer(self, asked: Asked) -> Json:
        self._warm()
        slug = self._house.resolve(asked.commune)
        services = self._house.get(slug)
        if services is None:
            raise UnknownCommune(f"no commune {slug!r} here")
        question = Question(
            text=asked.text, commune=slug, history=asked.history, asked_at=asked.at or self._house.clock.now()
        )
        return answer_as_json(services.assistant.answer(question), version=product_version())

    def search(self, text: str, *, commune: str, limit: int) -> Json:
        self._warm()
        slug = self._house.resolve(commune)
        services = self._house.get(slug)
        if services is None:
            raise UnknownCommune(f"no commune {slug!r} here")
        seeker = Seeker(
            profile=services.profile, index=self._house.searched, documents=services.documents, acts=services.acts
        )
        question = Question(text=text, commune=slug, asked_at=self._house.clock.now())
        # Twice as many as wanted: what is said twice is shown once.
        sought = seeker.seek(question, scope=CommuneScope(commune=slug), limit=2 * limit)
        found = search_as_json(text, slug, sought, services.documents, limit=limit)
        return found | {"notice": self._notice(slug)}

    def decisions(self, text: str, *, commune: str, filters: Mapping[str, str], limit: int) -> Json:
        slug = self._house.resolve(commune)
        services = self._house.get(slug)
        if services is None:
            raise UnknownCommune(f"no commune {slug!r} here")
        try:
            read = filters_of(filters)
        except BadFilter as error:
            name, kinds = str(error), ", ".join(KINDS)
            raise BadInput(text_of(f"decisions.refused_{name}", value=filters[name], kinds=kinds)) from error
        today = local_time(self._house.clock.now(), services.profile.timezone).date()
        found = services.decided.find(text, read, today=today)
        return decided_as_json(found, commune=slug, question=text, limit=limit)

    def _warm(self) -> None:
        """Let the first question of a command find its reranker loaded, as the last does: a run is all of one kind."""
        if self._house.reranker and not self._is_warm:
            warm(self._house.embedding, self._house.reranker)
        self._is_warm = True

    def _notice(self, slug: CommuneSlug) -> str:
        """Why the meaning of texts was not searched; empty when it was."""
        problem = models_state(self._house.embedding, None)["embedding"]["problem"]
        state = index_states(self._house, slug)[Visibility.PUBLIC]
        return problem or (state.problem if state.is_of_another_model else "")

    def status(self) -> Json:
        models = models_state(self._house.embedding, self._house.reranker)
        communes: list[JsonValue] = [self._commune_status(p.slug, p.name) for p in self._house.communes()]
        return {
            "version": product_version(),
            "data_dir": str(self._house.settings.data_dir),
            "search": self._house.engine.state(),
            "models": {kind: {**one} for kind, one in models.items()},
            "communes": communes,
        }

    def reload(self, commune: str) -> None:
        slug = self._house.resolve(commune)
        for visibility in (Visibility.PUBLIC, Visibility.INTERNE):
            self._house.index.reload(CommuneScope(commune=slug, visibility=visibility))

    def indexed(self, commune: str) -> Json:
        slug = self._house.resolve(commune)
        held: Json = {}
        for visibility in INDEXED_VISIBILITIES:
            found = self._house.index.held(CommuneScope(commune=slug, visibility=visibility))
            held[visibility.value] = {str(passage): str(document) for passage, document in found.items()}
        return held

    def _mail_status(self, slug: CommuneSlug) -> Json:
        trouble = trouble_of(self._house.stores(slug).outbox, at=self._house.clock.now())
        unsent: list[JsonValue] = [str(reference) for reference in trouble.unsent]
        is_sent = self._house.mail is not None
        return {"is_sent": is_sent, "waiting": trouble.waiting, "failed": trouble.failed, "unsent": unsent}

    def _commune_status(self, slug: CommuneSlug, name: str) -> Json:
        stores = self._house.stores(slug)
        files = stores.documents.files()
        requests = stores.requests.list()
        read_at = stores.documents.last_read_at()
        return {
            "slug": str(slug),
            "name": name,
            "files": {state.value: sum(f.state is state for f in files) for state in FileState},
            "documents": len(stores.documents.documents()),
            "index": {
                visibility.value: {
                    "up_to_date": state.is_up_to_date,
                    "embedding": state.embedding,
                    "problem": state.problem,
                }
                for visibility, state in index_states(self._house, slug).items()
            },
            "mail": self._mail_status(slug),
            "requests": {state.value: sum(r.state is state for r in requests) for state in RequestState},
            "last_read_at": None if read_at is None else read_at.isoformat(),
        }
