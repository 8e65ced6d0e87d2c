from datetime import timedelta

from domain.ids import AccountId
from storage.opening import CommuneStores
from tests.storage.conftest import NOON

CLAIRE, KARIM = AccountId(1), AccountId(2)


def test_someone_is_there_for_as_long_as_their_beats_are_fresh(stores: CommuneStores) -> None:
    there = stores.presence
    assert not there.is_anyone_there(since=NOON - timedelta(days=1))
    there.beat(CLAIRE, at=NOON)
    there.beat(CLAIRE, at=NOON + timedelta(seconds=30))
    assert there.is_anyone_there(since=NOON + timedelta(seconds=29))
    assert not there.is_anyone_there(since=NOON + timedelta(seconds=30))


def test_a_pause_outlives_the_beats_and_is_one_s_own(stores: CommuneStores) -> None:
    there = stores.presence
    there.pause(CLAIRE, True)
    there.beat(CLAIRE, at=NOON)
    assert there.is_paused(CLAIRE)
    assert not there.is_anyone_there(since=NOON - timedelta(seconds=1))
    there.beat(KARIM, at=NOON)
    assert not there.is_paused(KARIM)
    assert there.is_anyone_there(since=NOON - timedelta(seconds=1))
    there.leave(KARIM)
    assert not there.is_anyone_there(since=NOON - timedelta(seconds=1))
    there.pause(CLAIRE, False)
    assert there.is_anyone_there(since=NOON - timedelta(seconds=1))
