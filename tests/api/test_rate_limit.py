import pytest

from api.rate_limit import TokenBuckets, bucket_key, client_address


def test_a_burst_passes_then_the_rate_holds() -> None:
    buckets = TokenBuckets(per_minute=6, burst=3)
    assert [buckets.take("a", 0.0) for _ in range(4)] == [0, 0, 0, 10]
    assert buckets.take("a", 9.0) == 1
    assert buckets.take("a", 10.0) == 0


def test_one_address_does_not_spend_for_another() -> None:
    buckets = TokenBuckets(per_minute=6, burst=1)
    assert buckets.take("a", 0.0) == 0
    assert buckets.take("b", 0.0) == 0


def test_a_clock_that_goes_back_gives_no_tokens() -> None:
    buckets = TokenBuckets(per_minute=6, burst=1)
    assert buckets.take("a", 100.0) == 0
    assert buckets.take("a", 50.0) > 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenBuckets, "MAX_KEYS", 10)
    buckets = TokenBuckets(per_minute=6, burst=1)
    for number in range(50):
        buckets.take(str(number), 0.0)
    assert len(buckets._buckets) <= 10
    assert buckets.take("49", 0.0) > 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
    ],
)
def test_a_household_is_one_key(address: str, key: str) -> None:
    assert bucket_key(address) == key


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("192.0.2.7", "198.51.100.1", frozenset(), "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", frozenset({"10.0.0.1"}), "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", frozenset({"10.0.0.1", "10.0.0.2"}), "198.51.100.1"),
        ("10.0.0.1", "", frozenset({"10.0.0.1"}), "10.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_says_who_calls(peer: str, forwarded: str, trusted: frozenset[str], address: str) -> None:
    assert client_address(peer, forwarded, trusted) == address
