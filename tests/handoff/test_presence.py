from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.ids import AccountId, CommuneSlug
from domain.profile import CommuneProfile, OpeningHours, Service, TimeSpan
from handoff.presence import GONE_AFTER, is_someone_there
from storage.opening import CommuneStores

MONDAY_MORNING = (TimeSpan(opens=time(9), closes=time(12)),)
MAIRIE = Service(slug="mairie", name="Mairie", hours=OpeningHours(week=(MONDAY_MORNING, *[()] * 6)))
PROFILE = CommuneProfile(slug=CommuneSlug("montreval"), name="Montreval", services=(MAIRIE,))
OPEN = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


def test_an_agent_is_there_in_opening_hours_while_their_page_beats(stores: CommuneStores) -> None:
    assert not is_someone_there(stores.presence, PROFILE, MAIRIE, at=OPEN)
    stores.presence.beat(AccountId(1), at=OPEN)
    assert is_someone_there(stores.presence, PROFILE, MAIRIE, at=OPEN + GONE_AFTER - timedelta(seconds=1))
    assert not is_someone_there(stores.presence, PROFILE, MAIRIE, at=OPEN + GONE_AFTER)


def test_nobody_is_said_to_be_there_when_the_service_is_shut_or_its_hours_are_not_known(stores: CommuneStores) -> None:
    noon = OPEN + timedelta(hours=2)
    for moment in (OPEN, noon):
        stores.presence.beat(AccountId(1), at=moment)
    assert not is_someone_there(stores.presence, PROFILE, MAIRIE, at=noon)
    stores.presence.beat(AccountId(1), at=OPEN)
    assert is_someone_there(stores.presence, PROFILE, MAIRIE, at=OPEN)
    assert not is_someone_there(stores.presence, PROFILE, replace(MAIRIE, hours=None), at=OPEN)


def test_hours_are_those_of_the_commune_s_clock(stores: CommuneStores) -> None:
    stores.presence.beat(AccountId(1), at=OPEN)
    assert not is_someone_there(stores.presence, replace(PROFILE, timezone="America/Cayenne"), MAIRIE, at=OPEN)
