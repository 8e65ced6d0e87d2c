"""Token buckets per address, in memory: one process serves, so nothing needs sharing."""

import ipaddress
import math
import threading
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class TokenBuckets:
    """``burst`` calls at once, then ``per_minute`` a minute, for each key. Thread-safe, bounded memory."""

    # 50,000 addresses at about 200 bytes each stay under 10 MB; beyond, full buckets are dropped, then the oldest.
    MAX_KEYS = 50_000

    def __init__(self, *, per_minute: int, burst: int) -> None:
        self._rate = per_minute / 60
        self._burst = float(burst)
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, key: str, now: float) -> int:
        """0 when the call may pass, else the whole seconds to wait. ``now`` is in seconds, never going back."""
        with self._lock:
            bucket = self._buckets.get(key)
            if bucket is None:
                self._make_room(now)
                bucket = self._buckets[key] = _Bucket(self._burst, now)
            self._fill(bucket, now)
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return max(1, math.ceil((1 - bucket.tokens) / self._rate))

    def _fill(self, bucket: _Bucket, now: float) -> None:
        bucket.tokens = min(self._burst, bucket.tokens + max(0.0, now - bucket.filled_at) * self._rate)
        bucket.filled_at = max(now, bucket.filled_at)

    def _make_room(self, now: float) -> None:
        if len(self._buckets) < self.MAX_KEYS:
            return
        full_after_s = self._burst / self._rate
        self._buckets = {k: b for k, b in self._buckets.items() if now - b.filled_at < full_after_s}
        while len(self._buckets) >= self.MAX_KEYS:
            self._buckets.pop(next(iter(self._buckets)))


def bucket_key(address: str) -> str:
    """The address itself in IPv4, its /64 in IPv6: a household holds a whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def client_address(peer: str, forwarded_for: str, trusted_proxies: frozenset[str]) -> str:
    """Who calls: the peer, or the nearest address that is no trusted proxy when the peer is one."""
    if peer not in trusted_proxies:
        return peer
    for hop in reversed([h.strip() for h in forwarded_for.split(",") if h.strip()]):
        if hop not in trusted_proxies:
            return hop
    return peer
