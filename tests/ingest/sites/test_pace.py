from ingest.sites.pace import LONGEST_WAIT_S, Pace
from tests.ingest.sites.trap_server import Watch


def test_a_host_is_asked_at_its_interval_and_hosts_do_not_wait_for_each_other() -> None:
    watch = Watch()
    pace = Pace(1.0, watch.now, watch.sleep)
    pace.wait("a")
    pace.wait("b")
    assert watch.slept == []
    pace.wait("a")
    assert watch.slept == [1.0]
    watch.time_s += 5
    pace.wait("b")
    assert watch.slept == [1.0]


def test_a_host_may_ask_for_less_often_and_never_for_more_often() -> None:
    watch = Watch()
    pace = Pace(1.0, watch.now, watch.sleep)
    pace.slow_down("a", 4.0)
    pace.slow_down("b", 0.1)
    for host in ("a", "a", "b", "b"):
        pace.wait(host)
    assert watch.slept == [4.0, 1.0]


def test_a_busy_host_rests_for_as_long_as_it_asks() -> None:
    watch = Watch()
    pace = Pace(1.0, watch.now, watch.sleep)
    assert pace.rest("a", 30.0)
    pace.wait("a")
    assert watch.slept == [30.0]


def test_without_a_delay_rests_double_and_end() -> None:
    watch = Watch()
    pace = Pace(1.0, watch.now, watch.sleep)
    for _ in range(3):
        assert pace.rest("a", None)
        pace.wait("a")
    assert watch.slept == [5.0, 10.0, 20.0]
    assert not pace.rest("a", None)
    pace.recover("a")
    assert pace.rest("a", None)


def test_a_host_that_asks_for_too_long_is_left() -> None:
    pace = Pace(1.0, lambda: 0.0, lambda s: None)
    assert not pace.rest("a", LONGEST_WAIT_S + 1)
