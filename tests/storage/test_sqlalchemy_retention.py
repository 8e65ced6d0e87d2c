"""What was kept long enough goes, whole, and no byte of it is left in the file; what was not stays."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.account import Role
from domain.answer import AnswerStatus
from domain.feedback import Feedback
from domain.ids import AccountId, RequestReference
from domain.month_count import Measure, MonthCount
from domain.request import Contact, Message, Request, RequestChange, RequestDraft, RequestState, RequestStep
from domain.retention import RULES, KeptKind, Purged, Retention
from domain.unanswered import Unanswered
from storage.opening import CommuneStores, Installation
from tests.storage.conftest import MONTREVAL

SENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PARIS = "Europe/Paris"
SECRET_WORDS = "mon voisin Zéphirin coupe la haie à minuit"
CONTACT = Contact(name="Odette Quernaud", email="odette.quernaud@courriel.example", phone="06 39 98 00 41")


def send(stores: CommuneStores, key: str = "k", message: str = SECRET_WORDS) -> Request:
    draft = RequestDraft(commune=MONTREVAL, service="accueil", message=message, contact=CONTACT)
    return stores.requests.send(draft, idempotency_key=key, at=SENT).request


def step(
    stores: CommuneStores,
    request: Request,
    kind: RequestStep,
    to: RequestState,
    at: datetime,
    *,
    ends: bool = False,
    text: str = "",
) -> Request:
    change = RequestChange(
        step=kind,
        from_states=frozenset(RequestState),
        to_state=to,
        version=request.version,
        at=at,
        ends=ends,
        message=Message(text=text, author="Sophie", sent_at=at) if text else None,
    )
    done = stores.requests.step(request.reference, change)
    assert done is not None
    return done


def replied(stores: CommuneStores, request: Request, at: datetime) -> Request:
    return step(stores, request, RequestStep.REPLY, RequestState.REPONDUE, at, text="La haie de Zéphirin est coupée.")


def closed(stores: CommuneStores, request: Request, at: datetime) -> Request:
    return step(stores, request, RequestStep.CLOSE, RequestState.CLOSE, at, ends=True)


def counts(purged: Sequence[Purged]) -> dict[KeptKind, int]:
    return {one.kind: one.count for one in purged if one.count}


def purge(stores: CommuneStores, at: datetime, retention: Retention | None = None) -> dict[KeptKind, int]:
    return counts(stores.retention.purge(retention or Retention(), timezone=PARIS, at=at))


def test_a_request_goes_whole_a_year_after_its_end_and_leaves_counts_of_its_month(stores: CommuneStores) -> None:
    request = closed(stores, replied(stores, send(stores), SENT + timedelta(hours=5, minutes=59)), SENT)
    year = SENT + timedelta(days=365)
    assert purge(stores, year - timedelta(seconds=1)) == {}
    assert purge(stores, year) == {KeptKind.REQUESTS: 1}
    assert stores.requests.get(request.reference) is None
    assert stores.requests.journal(request.reference) == []
    month = date(2026, 3, 1)
    assert stores.month_counts.all() == [
        MonthCount(month=month, measure=Measure.FIRST_ANSWER_HOURS, value=5, times=1),
        MonthCount(month=month, measure=Measure.REQUESTS_SENT, times=1),
    ]


def test_what_waits_for_somebody_never_goes_by_itself_and_is_told(stores: CommuneStores) -> None:
    waiting = send(stores)
    later = SENT + timedelta(days=4000)
    assert stores.retention.unfinished(Retention(), at=SENT + timedelta(days=364)) == 0
    assert purge(stores, later) == {}
    assert stores.retention.unfinished(Retention(), at=later) == 1
    assert stores.requests.get(waiting.reference) is not None


def test_an_answer_that_nobody_wrote_again_to_ends_a_request(stores: CommuneStores) -> None:
    replied(stores, send(stores), SENT + timedelta(days=10))
    assert purge(stores, SENT + timedelta(days=374)) == {}
    assert purge(stores, SENT + timedelta(days=375)) == {KeptKind.REQUESTS: 1}


def test_a_dry_run_counts_the_same_and_deletes_nothing(stores: CommuneStores) -> None:
    request = closed(stores, send(stores), SENT)
    later = SENT + timedelta(days=400)
    due = stores.retention.due(Retention(), timezone=PARIS, at=later)
    assert counts(due) == {KeptKind.REQUESTS: 1}
    assert stores.requests.get(request.reference) is not None
    assert stores.month_counts.all() == []
    assert purge(stores, later) == counts(due)


def test_the_words_of_an_opinion_go_before_the_opinion(stores: CommuneStores) -> None:
    day = date(2026, 3, 2)
    stores.feedback.add(Feedback(on=day, is_helpful=False, status=AnswerStatus.ANSWERED, question=SECRET_WORDS))
    stores.unanswered.count(Unanswered(on=day, status=AnswerStatus.NOT_FOUND))
    assert purge(stores, SENT + timedelta(days=90)) == {}
    assert purge(stores, SENT + timedelta(days=91)) == {KeptKind.QUESTION_TEXTS: 1}
    assert [one.question for one in stores.feedback.since(day)] == [""]
    assert purge(stores, SENT + timedelta(days=397)) == {KeptKind.OPINIONS: 1, KeptKind.UNANSWERED: 1}


def test_a_commune_s_own_delay_is_followed(stores: CommuneStores) -> None:
    closed(stores, send(stores), SENT)
    assert purge(stores, SENT + timedelta(days=60), Retention(requests=60)) == {KeptKind.REQUESTS: 1}


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("commune.sqlite*")))


def test_no_byte_of_what_was_purged_is_left_on_the_disk(stores: CommuneStores, installation: Installation) -> None:
    folder = installation.data_dir / "communes" / MONTREVAL
    kept = send(stores, "kept", "une demande qui attend encore")
    # Long ones fill pages of their own, short ones share theirs with what stays.
    for number in range(40):
        words = f"{SECRET_WORDS} {number} " * (60 if number % 2 else 1)
        closed(stores, replied(stores, send(stores, f"k{number}", words), SENT), SENT)
    assert stores.retention.forget_deleted()
    assert SECRET_WORDS.encode() in bytes_on_disk(folder)
    assert purge(stores, SENT + timedelta(days=400)) == {KeptKind.REQUESTS: 40}
    assert stores.retention.forget_deleted()
    left = bytes_on_disk(folder)
    assert "Zéphirin".encode() not in left
    assert left.count(CONTACT.email.encode()) == 1
    assert kept.draft.message.encode() in left


def test_a_reader_of_before_the_purge_is_told_and_the_next_call_ends_it(
    stores: CommuneStores, installation: Installation
) -> None:
    closed(stores, send(stores), SENT)
    path = installation.data_dir / "communes" / MONTREVAL / "commune.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM requests").fetchone()
        purge(stores, SENT + timedelta(days=400))
        stores.retention._database._busy_timeout_s = 0.05
        assert not stores.retention.forget_deleted()
        reader.execute("COMMIT")
    assert stores.retention.forget_deleted()
    assert SECRET_WORDS.encode() not in bytes_on_disk(path.parent)


def test_sign_ins_go_after_six_months_and_what_became_of_accounts_after_a_year(installation: Installation) -> None:
    installation.add_commune(MONTREVAL, "Montreval-sur-Cisse")
    account = installation.accounts.add(
        commune=MONTREVAL, email="sophie@mairie.example", name="Sophie", role=Role.AGENT, at=SENT
    )
    installation.accounts.open_session(AccountId(account.id), at=SENT)
    assert counts(installation.trail_retention.purge(at=SENT + timedelta(days=181))) == {}
    half = SENT + timedelta(days=182)
    assert counts(installation.trail_retention.due(at=half)) == {KeptKind.SIGN_INS: 1}
    assert counts(installation.trail_retention.purge(at=half)) == {KeptKind.SIGN_INS: 1}
    assert [entry.event.value for entry in installation.accounts.audit()] == ["account_added"]
    assert counts(installation.trail_retention.purge(at=SENT + timedelta(days=365))) == {KeptKind.ACCOUNT_EVENTS: 1}


@pytest.mark.parametrize("kind", list(KeptKind))
def test_every_kind_has_its_delay_within_its_bounds(kind: KeptKind) -> None:
    rule = RULES[kind]
    assert rule.least <= rule.days <= rule.most
    assert Retention().days(kind) == rule.days


def test_a_purged_request_s_journal_cannot_be_cut_while_the_request_is_there(stores: CommuneStores) -> None:
    reference = RequestReference(send(stores).reference)
    with pytest.raises(Exception, match="only ever added to"):
        stores.retention._database.write(
            lambda connection: connection.exec_driver_sql("DELETE FROM journal WHERE reference = ?", (reference,))
        )
