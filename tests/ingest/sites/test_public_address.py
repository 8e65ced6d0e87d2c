import pytest

from ingest.sites.public_address import is_private, is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "212.27.48.10", "2a01:e00::1", "2001:67c:2564::10"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)
    assert not is_private(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",  # carriers' shared space
        "169.254.169.254",  # the clouds' metadata
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "192.88.99.1",
        "192.0.0.9",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",  # public, but wrapped: never reached that way
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "2130706433",
        "0x7f.1",
        "mairie.example",
        "",
    ],
)
def test_what_is_not_surely_public_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "172.20.1.1", "192.168.0.4", "100.64.0.1", "::1", "fd00::5"]
)
def test_an_intranet_is_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:10.0.0.1", "x"])
def test_metadata_and_wrapped_addresses_are_not_even_private(address: str) -> None:
    assert not is_private(address)
