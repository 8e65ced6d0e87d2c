"""A small town for the tests of the pages: the real storage, and an assistant that knows a few answers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from answering.routing.contacts import public_contacts
from api.application import create_app
from api.context import ApiOptions, CommuneServices
from clarity.reporting.report import Report, build_report
from clarity.reporting.rule_book import rule_book
from clarity.reporting.writing_rules import writing_detectors
from domain.account import Account, Role
from domain.act import Act, ActKind
from domain.answer import (
    Answer,
    AnswerSentence,
    AnswerStatus,
    AnswerWatch,
    Choice,
    ConsideredPassage,
    Question,
    SentenceKind,
    SentenceRole,
)
from domain.document import Document, FileReason, FileRecord, FileState, MediaType, Visibility
from domain.errors import IndexUnavailable
from domain.finding import Finding, Severity
from domain.ids import CommuneSlug, DocumentId
from domain.passage import Passage
from domain.profile import CommuneProfile, Service
from domain.search import CommuneScope, SearchResult
from domain.written import WrittenEvidence
from ingest.inspection.reading_room import ReadingRoom
from retriever.decided.council import CouncilSearch
from retriever.ranking.acts_reader import ActsReader
from storage.legal_starter import open_starter
from storage.opening import CommuneStores, Installation, open_installation
from tests.api.town import (
    ACTES,
    BASE_URL,
    FRIDAY,
    HEADER,
    HTML_BYTES,
    LE_BREUIL,
    MONTREVAL,
    NOTE,
    PDF_BYTES,
    PIECES,
    PRICE,
    ROWS,
    RULE_PASSAGES,
    RULES,
    RULES_ADDRESS,
    SAINT_OYEN,
    TARIFF_PASSAGES,
    TARIFFS,
    TARIFFS_ACT,
    WRITTEN,
    citation,
    passage,
    town_profile,
)

DANGER = "Si quelqu’un est en danger, appelez tout de suite."
MASKED = "Nous avons masqué dans votre message : un nom."
DECIDES = "Ce n’est pas la commune qui décide."


class MovableClock:
    """A clock that tests move by hand."""

    def __init__(self, now: datetime = FRIDAY) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class KnowingAssistant:
    """Knows the price of a meal; says plainly what it does not know; breaks when asked to."""

    profile: CommuneProfile
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question, watch: AnswerWatch | None = None) -> Answer:
        self.asked.append(question)
        if watch and "cantine" in question.text:
            priced = self._price(question)
            watch.said(priced.sentences[0], priced.citations[0])
        if "panne" in question.text:
            raise IndexUnavailable("index of montreval-sur-cisse: missing; ingest again")
        if "bogue" in question.text:
            raise RuntimeError(f"broken by {question.text}")
        if "recette" in question.text:
            message = "Cette question ne porte pas sur la vie de la commune."
            return Answer(question=question, status=AnswerStatus.OUT_OF_SCOPE, message=message)
        if "frappe" in question.text:
            return self._emergency(question)
        if "rsa" in question.text:
            return replace(self._price(question), contacts=public_contacts(["departement"]), notices=(DECIDES,))
        if "numérisé" in question.text:
            return self._scanned(question)
        if "dérogation" in question.text:
            return self._ruled(question)
        if "contradiction" in question.text:
            given = self._price(question)
            sides = (replace(given.sentences[n], role=SentenceRole.CONFLICT, lead=None) for n in (0, 4))
            return replace(given, status=AnswerStatus.PARTIAL, sentences=tuple(sides))
        if "pages" in question.text:
            return self._cited_often(question)
        if "journée" in question.text:
            choices = (Choice(label="De 700 à 899", question="Quel prix, quotient familial de 700 ?"),)
            return replace(self._price(question), status=AnswerStatus.CLARIFY, choices=choices)
        if "cantine" in question.text or "enfants" in question.text:
            return self._price(question)
        return Answer(
            question=question,
            status=AnswerStatus.NOT_FOUND,
            message="Nous n’avons pas trouvé la réponse dans les documents de la commune.",
            service=self.profile.services[-1],
        )

    def _emergency(self, question: Question) -> Answer:
        """With the price beside it when the question asks for it, as masked by the real assistant."""
        price = (
            self._price(question)
            if "cantine" in question.text
            else Answer(question=question, status=AnswerStatus.EMERGENCY, message="")
        )
        return replace(
            price,
            question=replace(question, text=question.text.replace("Cindy Morel", "[nom]")),
            status=AnswerStatus.EMERGENCY,
            message=DANGER,
            contacts=public_contacts(["17", "3919", "114"]),
            notices=(MASKED,) if "Cindy" in question.text else (),
        )

    def _scanned(self, question: Question) -> Answer:
        given = self._price(question)
        (first, *others), (cited, *more) = given.sentences, given.citations
        return replace(
            given,
            sentences=(replace(first, to_check=("3,85 €",)), *others),
            citations=(replace(cited, ocr_confidence=0.8), *more),
        )

    def _cited_often(self, question: Question) -> Answer:
        """Four passages of the tariffs and two of the rules, in turn, all of them in the answer itself."""
        given = self._price(question)
        one, two, three = given.citations
        places = (one, two, three, two, one, three)
        cited = tuple(replace(place, number=number) for number, place in enumerate(places, 1))
        return replace(
            given,
            sentences=tuple(replace(given.sentences[0], citation=c.number, text=c.quote) for c in cited),
            citations=cited,
        )

    def _ruled(self, question: Question) -> Answer:
        given = self._price(question)
        first, row, *_ = given.sentences
        item = replace(first, text="Si l’enfant est absent, le repas est dû.", condition="Si l’enfant est absent")
        cases = (replace(item, role=SentenceRole.CASE), replace(row, role=SentenceRole.CASE))
        return replace(given, sentences=(replace(first, role=SentenceRole.RULE), *cases))

    def _price(self, question: Question) -> Answer:
        tariffs, rules = TARIFF_PASSAGES[1], RULE_PASSAGES[0]
        title, session = "Tarifs de la restauration scolaire 2026-2027", date(2026, 6, 18)
        row, item = SentenceKind.TABLE_ROW, SentenceKind.LIST_ITEM
        return Answer(
            question=question,
            status=AnswerStatus.ANSWERED,
            message="Voici ce que disent les documents de la commune.",
            sentences=(
                AnswerSentence(text=PRICE, kind=SentenceKind.SENTENCE, lead=None, citation=1),
                AnswerSentence(text=ROWS[0], kind=row, lead=HEADER, citation=2),
                *(AnswerSentence(text=text, kind=row, lead=None, citation=2) for text in ROWS[1:]),
                AnswerSentence(text="- livret de famille", kind=item, lead="Pièces à fournir :", citation=3),
                AnswerSentence(text="- justificatif de domicile", kind=item, lead=None, citation=3),
            ),
            citations=(
                citation(1, tariffs, PRICE, title, session, 3),
                citation(2, tariffs, "\n".join(ROWS), title, session, 3),
                citation(3, rules, PIECES, "Règlement de la restauration scolaire", None, None),
            ),
            considered=(
                ConsideredPassage(
                    passage_id=tariffs.id,
                    document_id=TARIFFS,
                    source=ACTES,
                    path="2026/tarifs.pdf",
                    page=2,
                    score=0.91,
                ),
            ),
            service=self.profile.services[1],
            understood_as="Combien coûte la cantine pour les enfants ?" if question.history else None,
            documents_as_of=date(2026, 11, 18),
        )


@dataclass
class TownCommunes:
    """One commune by default, the others by their slug."""

    served: Mapping[str, CommuneServices]
    first: CommuneSlug | None = MONTREVAL

    def default(self) -> CommuneServices | None:
        return self.served.get(self.first) if self.first else None

    def get(self, slug: str) -> CommuneServices | None:
        return self.served.get(slug)


class NoIndex:
    """A search engine that is down."""

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        raise IndexUnavailable("no index in these tests")

    def count(self, scope: CommuneScope) -> int:
        raise IndexUnavailable("no index in these tests")


@dataclass
class House:
    """Everything a test reaches."""

    app: FastAPI
    installation: Installation
    stores: CommuneStores
    assistant: KnowingAssistant
    clock: MovableClock
    communes: TownCommunes
    reader: ReadingRoom

    def close(self) -> None:
        self.reader.close()
        self.installation.close()

    def invite(self, slug: CommuneSlug = MONTREVAL, name: str = "Claire Moreau") -> tuple[Account, str]:
        """An account of ``slug`` and its one-time secret."""
        accounts, now = self.installation.accounts, self.clock.now()
        email = f"{name.split()[0].lower()}@{slug}.example"
        account = accounts.add(commune=slug, email=email, name=name, role=Role.AGENT, at=now)
        return account, accounts.issue_link(account.id, at=now, valid_s=3600)


def _report(profile: CommuneProfile, stores: CommuneStores, day: date) -> Report:
    return build_report(profile, stores.documents, stores.report, day=day)


def open_house(folder: Path, *, readiness: Mapping[str, str] | None = None, **options: object) -> House:
    """A served town in ``folder``; close its installation afterwards."""
    clock = MovableClock()
    installation = open_installation(folder / "data", clock=clock)
    served: dict[str, CommuneServices] = {}
    law = open_starter()
    bare = CommuneProfile(slug=LE_BREUIL, name="Le Breuil", services=(Service(slug="mairie", name="Mairie du Breuil"),))
    for profile in (town_profile(), town_profile(SAINT_OYEN, "Saint-Oyen-la-Rivière"), bare):
        stores = installation.add_commune(profile.slug, profile.name)
        served[profile.slug] = CommuneServices(
            profile=profile,
            assistant=KnowingAssistant(profile),
            documents=stores.documents,
            originals=stores.originals,
            requests=stores.requests,
            outbox=stores.outbox,
            queue=stores.queue,
            notes=stores.notes,
            presence=stores.presence,
            runs=stores.runs,
            likeness=stores.likeness,
            is_updating=lambda: False,
            acts=(acts := ActsReader(stores.documents)),
            decided=CouncilSearch(
                scope=CommuneScope(commune=profile.slug), documents=stores.documents, index=NoIndex(), acts=acts
            ),
            rulings=stores.rulings,
            feedback=stores.feedback,
            unanswered=stores.unanswered,
            month_counts=stores.month_counts,
            report=stores.report,
            watch=stores.watch,
            read_report=partial(_report, profile, stores),
            detectors=lambda day: rule_book(day, writing_detectors()).detectors,
            drafts=stores.drafts,
            law=lambda: law,
        )
    own = installation.commune(MONTREVAL)
    fill(own, folder)
    communes = TownCommunes(served)
    defaults: dict[str, object] = {"base_url": BASE_URL, "version": "0.1.0", "secure_cookies": False}
    reader = ReadingRoom()
    app = create_app(
        communes=communes,
        accounts=installation.accounts,
        clock=clock,
        reader=reader,
        options=ApiOptions(**(defaults | options)),  # type: ignore[arg-type]
        readiness=lambda: readiness or {"storage": "ok", "index": "ok"},
    )
    assistant = served[MONTREVAL].assistant
    assert isinstance(assistant, KnowingAssistant)
    return House(app, installation, own, assistant, clock, communes, reader)


def fill(stores: CommuneStores, folder: Path, *, pdf: bytes = PDF_BYTES) -> None:
    """Two public documents, an internal note, and files in each of the other states."""
    _save(stores, folder, TARIFFS, "2026/tarifs.pdf", MediaType.PDF, pdf, TARIFF_PASSAGES, pages=3)
    _save(stores, folder, RULES, "site/reglement.html", MediaType.HTML, HTML_BYTES, RULE_PASSAGES)
    secret = passage(NOTE, 0, "Note interne : le budget prévisionnel de la cantine est de 180 000 €.")
    _save(stores, folder, NOTE, "interne/note.md", MediaType.MARKDOWN, b"note", (secret,), Visibility.INTERNE)
    held_back = (
        ("2024/plan.pdf", FileState.REJECTED, FileReason.ENCRYPTED, None),
        ("2024/scan.pdf", FileState.WAITING, FileReason.NEEDS_OCR, None),
        ("2026/tarifs-copie.pdf", FileState.DUPLICATE_OF, None, "2026/tarifs.pdf"),
    )
    for path, state, reason, twin in held_back:
        record = FileRecord(
            source=ACTES,
            path=path,
            digest=hashlib.sha256(path.encode()).hexdigest(),
            size_bytes=9,
            state=state,
            reason=reason,
            duplicate_of=twin,
            seen_at=FRIDAY,
        )
        finding = Finding(
            rule="PD-10",
            severity=Severity.BLOQUANT,
            source=ACTES,
            path=path,
            document_id=None,
            measures=(("pages", "12"),),
            fingerprint=f"pd-10-{path}",
        )
        stores.documents.save_file(record, None, (), (finding,) if reason is FileReason.ENCRYPTED else ())


def _save(
    stores: CommuneStores,
    folder: Path,
    document_id: DocumentId,
    path: str,
    media_type: MediaType,
    content: bytes,
    passages: tuple[Passage, ...],
    visibility: Visibility = Visibility.PUBLIC,
    *,
    pages: int | None = None,
) -> None:
    digest = hashlib.sha256(content).hexdigest()
    received = folder / digest[:8]
    received.write_bytes(content)
    stores.originals.put(digest, received)
    titles = {TARIFFS: "Tarifs de la restauration scolaire 2026-2027", RULES: "Règlement de la restauration scolaire"}
    document = Document(
        id=document_id,
        commune=MONTREVAL,
        source=ACTES,
        path=path,
        digest=digest,
        media_type=media_type,
        title=titles.get(document_id, "Note interne"),
        visibility=visibility,
        page_count=pages,
        session_date=date(2026, 6, 18) if document_id == TARIFFS else None,
        read_at=FRIDAY,
        act=TARIFFS_ACT if document_id == TARIFFS else Act(kind=ActKind.AUTRE),
        address=RULES_ADDRESS if document_id == RULES else None,
        written_on=WRITTEN if document_id == RULES else None,
        written_evidence=WrittenEvidence.DECLARED if document_id == RULES else None,
    )
    record = FileRecord(
        source=ACTES,
        path=path,
        digest=digest,
        size_bytes=len(content),
        state=FileState.INDEXED,
        document_id=document_id,
        seen_at=FRIDAY,
    )
    stores.documents.save_file(record, document, passages, ())
