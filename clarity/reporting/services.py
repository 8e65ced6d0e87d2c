"""Which service a document is of: told by the names that the commune gives its services, never guessed."""

import re
from collections.abc import Callable, Sequence

from domain.profile import CommuneProfile, Service
from french.typed_span import flat


def service_finder(profile: CommuneProfile) -> Callable[[str, str], Service | None]:
    """From (title, path) the one service that they name, by the longest of its names; None when none or two are."""
    names = [(flat(name), service) for service in profile.services for name in (service.name, *service.aliases) if name]
    patterns = [(re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)"), len(name), service) for name, service in names]

    def find(title: str, path: str) -> Service | None:
        return _longest(patterns, flat(title)) or _longest(patterns, re.sub(r"[/_.-]+", " ", flat(path)))

    return find


def _longest(patterns: Sequence[tuple[re.Pattern[str], int, Service]], text: str) -> Service | None:
    found = [(length, service) for pattern, length, service in patterns if pattern.search(text)]
    longest = max((length for length, _ in found), default=0)
    services = {service.slug: service for length, service in found if length == longest}
    return next(iter(services.values())) if len(services) == 1 else None
