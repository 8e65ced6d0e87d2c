"""Wiring: which adapter stands behind which port, for one installation. No logic of the product lives here."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from answering.assistant import Assistant
from answering.confidence import limits_from
from api.context import CommuneServices
from app.canned_answers_toml import FILE as CANNED_FILE
from app.canned_answers_toml import read_canned_answers
from app.chosen_language_model import chosen_composer, chosen_language_model
from app.chosen_mail import ChosenMail, chosen_mail
from app.chosen_models import chosen_embedding, chosen_reranker
from app.holidays_calendar import holidays_around
from app.legal import ServedLaw
from app.locks import is_held
from app.profile_toml import bare_profile, read_profile
from app.reporting import detectors_of, read_report
from app.search_engine import ServedIndex, open_engine
from app.settings import Settings
from domain.clock import SystemClock
from domain.errors import UnknownCommune
from domain.ids import CommuneSlug, PassageId
from domain.mail import no_mail
from domain.model_ports import Embedding
from domain.people_ports import AccountStore
from domain.ports import Clock, IndexBuilder, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope
from ingest.inspection.reading_room import ReadingRoom
from retriever.decided.council import CouncilSearch
from retriever.fusion_weights import WEIGHTS_FILE, FusionWeights
from retriever.meaning import meant
from retriever.ranking.acts_reader import ActsReader
from retriever.reranking import RerankedIndex
from storage.opening import CommuneStores, Installation, open_installation
from storage.sqlalchemy_retention import SqlTrailRetention

PROFILE_FILE = "commune.toml"
INGEST_LOCK = "ingest.lock"
"""Held in the commune's folder by the one process that takes its sources in."""


class House:
    """An opened installation: its communes, their stores, their index and their assistant."""

    def __init__(self, settings: Settings, installation: Installation, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self._installation = installation
        self.embedding: Embedding = chosen_embedding(settings)
        weights = FusionWeights(
            lambda slug: (self.commune_dir(slug) / WEIGHTS_FILE, settings.data_dir / WEIGHTS_FILE),
        )
        self.engine = open_engine(settings, self.commune_dir, embedding=self.embedding, clock=clock, weights=weights)
        self.index: ServedIndex = self.engine.index
        self.builder: IndexBuilder = self.engine.builder
        self.reranker = chosen_reranker(settings)
        self.reranked = self.reranker and RerankedIndex(
            self.index,
            self.reranker,
            self._texts,
            depth=settings.rerank_depth,
            budget_s=settings.rerank_budget_ms / 1000,
        )
        self.language_model = chosen_language_model(settings)
        self.composer = chosen_composer(settings, self.language_model, installation.model_use)
        self._limits = limits_from(Path(settings.answer_limits)) if settings.answer_limits else None
        self.mail: ChosenMail | None = chosen_mail(settings)
        self.reader = ReadingRoom()
        self.law = ServedLaw(settings)
        self.on_change: Callable[[CommuneSlug], None] = lambda _: None
        self._services: dict[CommuneSlug, tuple[float, CommuneServices]] = {}

    @property
    def searched(self) -> PassageIndex:
        """What questions are put to: the index, its best hits read again by the reranker when there is one."""
        return self.reranked or self.index

    @property
    def accounts(self) -> AccountStore:
        """Accounts of the installation."""
        return self._installation.accounts

    @property
    def trail_retention(self) -> SqlTrailRetention:
        """Deletes what is old in the installation's audit trail."""
        return self._installation.trail_retention

    def commune_dir(self, slug: CommuneSlug) -> Path:
        """Folder of what lasts for one commune."""
        return self.settings.data_dir / "communes" / slug

    def communes(self) -> list[CommuneProfile]:
        """Profiles of the communes known here, by slug."""
        return [self.profile(c.slug) for c in self._installation.communes()]

    def slugs(self) -> list[CommuneSlug]:
        """The communes known here; no profile is read."""
        return sorted(self._names())

    def profile(self, slug: CommuneSlug) -> CommuneProfile:
        """Profile of a known commune: its ``commune.toml``, or a bare one when it has none. Raises BadProfile."""
        file = self.commune_dir(slug) / PROFILE_FILE
        if file.exists():
            return read_profile(file, today=self.clock.now().date())
        holidays = holidays_around(self.clock.now().date())
        return bare_profile(slug, self._names().get(slug, slug), holidays=holidays)

    def stores(self, slug: CommuneSlug) -> CommuneStores:
        """Stores of a known commune."""
        return self._installation.commune(slug)

    def add_commune(self, profile: CommuneProfile) -> None:
        """Make a commune known; does nothing when it is."""
        self._installation.add_commune(profile.slug, profile.name)

    def resolve(self, text: str) -> CommuneSlug:
        """The commune that ``text`` names by slug, name, alias, INSEE code or SIREN. Raises UnknownCommune.

        An empty text is the default commune. A slug may leave out its last part when that is enough to tell
        (``valmoret`` for ``valmoret-41``).
        """
        profiles = self.communes()
        if not text:
            return self._default(profiles)
        wanted = _plain(text)
        for profile in profiles:
            names = (profile.slug, profile.name, *profile.aliases, profile.insee or "", profile.siren or "")
            if wanted in {_plain(name) for name in names}:
                return profile.slug
        near = [p.slug for p in profiles if p.slug.rpartition("-")[0] == wanted]
        if len(near) == 1:
            return near[0]
        known = ", ".join(p.slug for p in profiles) or "none"
        raise UnknownCommune(
            f"no commune {text!r} here (known: {known}); run parvis ingest FOLDER --commune SLUG first"
        )

    def default(self) -> CommuneServices | None:
        """The commune served at the root; None when there is none yet or none was chosen among several."""
        try:
            return self.get(self._default(self.communes()))
        except UnknownCommune:
            return None

    def get(self, slug: str) -> CommuneServices | None:
        """Everything that a page of that commune needs; None when it is unknown."""
        known = CommuneSlug(slug)
        if known not in self._names():
            return None
        file = self.commune_dir(known) / PROFILE_FILE
        stamp = file.stat().st_mtime if file.exists() else 0.0
        cached = self._services.get(known)
        if cached is None or cached[0] != stamp:
            cached = (stamp, self._build(known))
            self._services[known] = cached
        return cached[1]

    def _names(self) -> dict[CommuneSlug, str]:
        return {c.slug: c.name for c in self._installation.communes()}

    def _build(self, slug: CommuneSlug) -> CommuneServices:
        profile, stores = self.profile(slug), self.stores(slug)
        acts = ActsReader(stores.documents)
        return CommuneServices(
            profile=profile,
            assistant=Assistant(
                profile=profile,
                index=self.searched,
                documents=stores.documents,
                acts=acts,
                composer=self.composer,
                limits=self._limits,
            ),
            streams=self.composer is not None,
            documents=stores.documents,
            originals=stores.originals,
            requests=stores.requests,
            outbox=stores.outbox,
            sends_mail=self.mail is not None,
            queue=stores.queue,
            notes=stores.notes,
            presence=stores.presence,
            runs=stores.runs,
            likeness=stores.likeness,
            is_updating=lambda: is_held(self.commune_dir(slug) / INGEST_LOCK),
            acts=acts,
            decided=CouncilSearch(
                scope=CommuneScope(commune=slug), documents=stores.documents, index=self.index, acts=acts
            ),
            rulings=stores.rulings,
            feedback=stores.feedback,
            unanswered=stores.unanswered,
            month_counts=stores.month_counts,
            tokens_written=lambda: self._installation.model_use.written_by_month(slug),
            report=stores.report,
            watch=stores.watch,
            read_report=lambda day: read_report(self, slug, day=day),
            detectors=lambda day: detectors_of(self, slug, day),
            drafts=stores.drafts,
            law=self.law.current,
            canned_answers=lambda: read_canned_answers(
                self.commune_dir(slug) / CANNED_FILE, {service.slug for service in profile.services}
            ),
            changed=lambda: self.on_change(slug),
        )

    def _texts(self, slug: CommuneSlug, ids: Sequence[PassageId]) -> dict[PassageId, tuple[str, str]]:
        """Of the passages that still exist, what a reranker reads: title with headings, text with its lead."""
        documents = self.stores(slug).documents
        passages = documents.passages_by_id(ids)
        holding = documents.documents_by_id(sorted({passage.document_id for passage in passages.values()}))
        return {
            passage.id: meant(passage, holding[passage.document_id].title)
            for passage in passages.values()
            if passage.document_id in holding
        }

    def _default(self, profiles: list[CommuneProfile]) -> CommuneSlug:
        chosen = self.settings.default_commune
        if chosen:
            if any(p.slug == chosen for p in profiles):
                return CommuneSlug(chosen)
            raise UnknownCommune(f"PARVIS_DEFAULT_COMMUNE={chosen!r} is not a known commune")
        if len(profiles) == 1:
            return profiles[0].slug
        known = ", ".join(p.slug for p in profiles) or "none"
        raise UnknownCommune(f"say which commune with --commune (known: {known})")


@contextmanager
def open_house(settings: Settings, clock: Clock | None = None) -> Iterator[House]:
    """Open an installation and close it at the end of the block."""
    clock = clock or SystemClock()
    mail = chosen_mail(settings)
    installation = open_installation(settings.data_dir, clock=clock, mails=mail.rule if mail else no_mail)
    house = House(settings, installation, clock)
    try:
        yield house
    finally:
        house.reader.close()
        if house.reranked:
            house.reranked.close()
        house.index.close()
        installation.close()


def _plain(text: str) -> str:
    """« Île-de-Bréhat » and ``ile-de-brehat`` are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return "-".join(letters.split())
