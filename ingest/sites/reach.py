"""Where a source may go: its declared hosts, and of these the few that may be on a private network. Pure."""

from dataclasses import dataclass

from domain.profile import Site
from ingest.sites.fetching import Resolver
from ingest.sites.public_address import is_private, is_public
from ingest.sites.web_address import host_of, web_address

_USUAL_PORTS = ("", "80", "443")


class Forbidden(Exception):
    """Raised where a connection would leave what is allowed; never leaves the fetcher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """``hosts`` are ``host`` (ports 80 and 443) or ``host:port``; ``private_hosts`` of the same form may be private."""

    hosts: frozenset[str]
    private_hosts: frozenset[str] = frozenset()

    def allows(self, address: str) -> bool:
        """Whether the address (in the form of ``web_address``) is on a declared host and port."""
        return _is_among(host_of(address), self.hosts)

    def checked(self, host: str, port: int, resolver: Resolver) -> str:
        """The numeric address to connect to, resolved once and every answer of the resolver checked.

        Raises Forbidden when the host is not declared or one of its addresses may not be reached, OSError when it
        has none.
        """
        place = f"{host}:{port}"
        if not _is_among(place, self.hosts):
            raise Forbidden(f"{place} is not among the hosts of the source")
        may_be_private = _is_among(place, self.private_hosts)
        found = resolver(host.strip("[]"), port)
        if not found:
            raise OSError(f"{host} has no address")
        for address in found:
            if not is_public(address) and not (may_be_private and is_private(address)):
                raise Forbidden(f"{host} leads to {address}, which is not public; see PARVIS_PRIVATE_HOSTS")
        return found[0]


def reach_of(site: Site, private_hosts: frozenset[str] = frozenset()) -> Reach:
    """Where a site may lead: its start's host, with and without ``www.``, and the hosts that it declares."""
    start = web_address(site.start)
    own = host_of(start).removeprefix("www.") if start else ""
    hosts = {own, f"www.{own}"} if own and own[0].isalpha() else {own} - {""}
    return Reach(hosts=frozenset(hosts | set(site.hosts)), private_hosts=private_hosts)


def _is_among(place: str, hosts: frozenset[str]) -> bool:
    host, port = _split(place)
    return f"{host}:{port}" in hosts or (port in _USUAL_PORTS and host in hosts)


def _split(place: str) -> tuple[str, str]:
    """« [::1]:80 » → « [::1] », « 80 »."""
    host, colon, port = place.rpartition(":")
    return (host, port) if colon and port.isdigit() else (place, "")
