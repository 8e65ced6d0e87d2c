"""Which network addresses a fetch may reach: public ones, and private ones only where the operator said so. Pure.

A crawler that connects wherever a page sends it reads the machine's own services and the cloud's metadata (SSRF,
CWE-918). Names prove nothing: what counts is the address that is about to be connected to.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Beyond what Python's is_global refuses: translations that carry another address inside (6to4 RFC 3056, Teredo
# RFC 4380, NAT64 RFC 6052 and 8215), their relay (RFC 7526), protocol assignments, documentation of 2024 (RFC 9637).
_REFUSED_V4 = tuple(map(ipaddress.IPv4Network, ("192.88.99.0/24", "192.0.0.0/24")))
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(map(ipaddress.IPv6Network, ("2002::/16", "2001::/23", "2001:db8::/32", "3fff::/20")))
# What an intranet uses: loopback, RFC 1918, shared space (RFC 6598), unique local addresses (RFC 4193).
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"),
    )
)


def is_public(text: str) -> bool:
    """Whether ``text`` is a numeric address of the public internet; False for what is no address at all.

    An IPv4 address inside an IPv6 one (mapped, compatible, 6to4, Teredo, NAT64) is never public: it would have to be
    judged twice, and public hosts are not reached that way.
    """
    address = _parsed(text)
    if address is None or not address.is_global or address.is_multicast or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return address in _GLOBAL_V6 and not any(address in network for network in _REFUSED_V6)
    return not address.is_reserved and not any(address in network for network in _REFUSED_V4)


def is_private(text: str) -> bool:
    """Whether ``text`` is an address of this machine or of an intranet.

    False for link-local addresses, where clouds serve their metadata (169.254.169.254): no site is there.
    """
    address = _parsed(text)
    return address is not None and any(
        address.version == network.version and address in network for network in _PRIVATE
    )


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # « fe80::1%eth0 »: only link-local addresses have a zone.
    return None if isinstance(address, ipaddress.IPv6Address) and address.scope_id else address
