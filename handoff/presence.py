"""Whether someone is there: an agent whose page says so, at a time when the service is open.

No waiting time follows from it, and none is said: an agent who is there may be speaking with someone else.
"""

from datetime import datetime, timedelta

from domain.clock import local_time
from domain.people_ports import PresenceStore
from domain.profile import CommuneProfile, Service
from handoff.transitions import HEARTBEAT_S

GONE_AFTER = timedelta(seconds=2 * HEARTBEAT_S)
"""Two beats missed: the page was closed, or its network is cut."""

IDLE_S = 600
"""A page that nobody touches for that long, in seconds, no longer says that its agent is there."""


def is_someone_there(presence: PresenceStore, profile: CommuneProfile, service: Service, *, at: datetime) -> bool:
    """Whether to tell residents that an agent is there at ``at``: never outside hours, nor where none are known."""
    if service.hours is None or not service.hours.is_open(local_time(at, profile.timezone)):
        return False
    return presence.is_anyone_there(since=at - GONE_AFTER)
