import pytest

from domain.ids import SourceName
from domain.profile import Site
from ingest.sites.reach import Forbidden, Reach, reach_of

PUBLIC = ["212.27.48.10"]


def reach(*hosts: str, private: tuple[str, ...] = ()) -> Reach:
    return Reach(hosts=frozenset(hosts), private_hosts=frozenset(private))


def test_only_declared_hosts_on_the_usual_ports_are_allowed() -> None:
    only = reach("valbrune.example", "intranet.example:8080")
    assert only.allows("https://valbrune.example/x")
    assert only.allows("http://intranet.example:8080/")
    assert not only.allows("https://valbrune.example:8443/")
    assert not only.allows("http://valbrune.example:22/")
    assert not only.allows("http://intranet.example/")
    assert not only.allows("https://valbrune.example.evil.example/")
    assert not only.allows("https://sous.valbrune.example/")


def test_the_checked_address_is_the_one_that_the_resolver_gave() -> None:
    assert reach("valbrune.example").checked("valbrune.example", 443, lambda h, p: PUBLIC) == PUBLIC[0]


@pytest.mark.parametrize("inside", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%2"])
def test_one_address_that_is_not_public_is_enough_to_refuse(inside: str) -> None:
    with pytest.raises(Forbidden, match="not public"):
        reach("valbrune.example").checked("valbrune.example", 443, lambda h, p: [*PUBLIC, inside])


def test_a_private_host_is_reached_only_where_the_operator_says_so_and_never_the_metadata() -> None:
    intranet = reach("intranet.example", private=("intranet.example",))
    assert intranet.checked("intranet.example", 80, lambda h, p: ["10.0.0.8"]) == "10.0.0.8"
    with pytest.raises(Forbidden):
        intranet.checked("intranet.example", 80, lambda h, p: ["169.254.169.254"])
    with pytest.raises(Forbidden, match="not among the hosts"):
        intranet.checked("autre.example", 80, lambda h, p: PUBLIC)
    with pytest.raises(Forbidden, match="not among the hosts"):
        intranet.checked("intranet.example", 6379, lambda h, p: PUBLIC)


def test_a_name_without_address_is_unreachable_not_forbidden() -> None:
    with pytest.raises(OSError, match="no address"):
        reach("valbrune.example").checked("valbrune.example", 443, lambda h, p: [])


def test_a_site_reaches_its_own_host_with_and_without_www_and_those_it_declares() -> None:
    site = Site(source=SourceName("site"), start="https://www.valbrune.example/", hosts=("docs.example",))
    found = reach_of(site)
    assert found.hosts == {"valbrune.example", "www.valbrune.example", "docs.example"}
    assert found.private_hosts == frozenset()
    assert reach_of(Site(source=SourceName("x"), start="http://127.0.0.1:81/")).hosts == {"127.0.0.1:81"}
