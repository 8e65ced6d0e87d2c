"""What the watch of law keeps comes back as it was given, and a run takes the place of the one before."""

from dataclasses import replace
from datetime import date

from domain.act import ActPlace
from domain.ids import DocumentId
from domain.legal_watch import ChangeKind, VisaChange, VisaChangeId, WatchedRole, WatchRun
from storage.opening import CommuneStores
from tests.storage.conftest import NOON

TODAY = date(2031, 3, 3)
WHOLE, PART = (ActPlace(document_id=DocumentId("d" + "1" * 16), ordinal=ordinal) for ordinal in (None, 0))
CHANGE = VisaChange(
    id=VisaChangeId("a" * 64),
    place=PART,
    role=WatchedRole.ACTE,
    title="Tarifs du port",
    number="2031-4",
    act_day=date(2030, 12, 1),
    page=3,
    visa="l’article L. 2121-29 du CGCT",
    surface="L. 2121-29",
    key="cgct:L2121-29",
    kind=ChangeKind.RENUMEROTE,
    day=date(2031, 2, 1),
    changed_by="Loi n° 9",
    wordings=(("cgct:L2121-99", "l’article L. 2121-99"), ("cgct:L2121-98", "l’article L. 2121-98")),
    url="https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000000000001/2031-03-03",
    first_seen=TODAY,
    news_on=date(2031, 2, 1),
)
BARE = replace(
    CHANGE, id=VisaChangeId("b" * 64), place=WHOLE, act_day=None, page=None, day=None, wordings=(), news_on=TODAY
)
RUN = WatchRun(at=NOON, day=TODAY, is_loaded=False, known_until=None, models=1, acts=2, visas=7, changes=2, settled=0)


def test_a_run_and_its_changes_come_back_as_given_what_is_news_first(stores: CommuneStores) -> None:
    since = {WHOLE: date(2031, 1, 1), PART: TODAY}
    saved = stores.watch.save_run(RUN, [CHANGE, BARE], since)
    assert saved.id is not None
    assert stores.watch.runs(limit=9) == [saved]
    assert stores.watch.changes() == [BARE, CHANGE]
    assert stores.watch.watched_since() == since


def test_a_run_takes_the_place_of_the_one_before_and_runs_are_kept(stores: CommuneStores) -> None:
    stores.watch.save_run(RUN, [CHANGE, BARE], {WHOLE: TODAY, PART: TODAY})
    last = stores.watch.save_run(replace(RUN, known_until=TODAY, is_loaded=True), [CHANGE], {PART: TODAY})
    assert stores.watch.changes() == [CHANGE]
    assert stores.watch.watched_since() == {PART: TODAY}
    assert [run.id for run in stores.watch.runs(limit=1)] == [last.id]
    assert len(stores.watch.runs(limit=9)) == 2


def test_before_any_run_there_is_nothing(stores: CommuneStores) -> None:
    assert (stores.watch.changes(), stores.watch.runs(limit=1), stores.watch.watched_since()) == ([], [], {})
