from ingest.sites.frontier import Frontier
from ingest.sites.reach import Reach

HOME = "https://valbrune.example"


def frontier(**bounds: int) -> Frontier:
    return Frontier(Reach(hosts=frozenset(("valbrune.example",))), 2026, **bounds)


def test_addresses_come_nearest_first_and_each_page_once() -> None:
    waiting = frontier()
    assert waiting.offer(f"{HOME}/a", 1)
    assert not waiting.offer(f"{HOME}/a/", 2)
    assert waiting.offer(f"{HOME}/b", 2)
    first, second = waiting.next(), waiting.next()
    assert first is not None
    assert second is not None
    assert [(t.address, t.depth) for t in (first, second)] == [(f"{HOME}/a", 1), (f"{HOME}/b", 2)]
    assert waiting.next() is None


def test_what_is_cut_is_counted_by_reason_and_what_is_certain_is_not_cut() -> None:
    waiting = frontier()
    for address in ("https://autre.example/", f"{HOME}/photo.jpg", f"{HOME}/x?tri=nom", f"{HOME}/a/b/a/b"):
        assert not waiting.offer(address, 1)
    assert sum(waiting.cut.values()) == 4
    assert waiting.cut["on another host"] == 1
    assert waiting.offer(f"{HOME}/x/x/x", 1, is_certain=True)


def test_addresses_by_the_million_fill_no_memory() -> None:
    waiting = frontier(most_waiting=20, most_known=100)
    for number in range(500):
        waiting.offer(f"{HOME}/p{number}", 1)
        waiting.say(f"{HOME}/p{number}", f"La page numéro {number}", "Plan du site")
    assert len(waiting) == 20
    assert waiting.cut["too many addresses"] == 480
    assert waiting.words(f"{HOME}/p19")[0] == "La page numéro 19"
    assert waiting.words(f"{HOME}/p20") == ("", "")
    assert waiting.offer(f"{HOME}/connue", 1, is_certain=True)


def test_the_words_of_the_link_that_says_more_are_kept_with_its_page() -> None:
    waiting = frontier()
    address = f"{HOME}/r.pdf"
    assert waiting.say(address, "Télécharger", "Accueil")
    assert waiting.words(address) == ("", "Accueil")
    assert waiting.say(address, "Règlement de la cantine", "La cantine")
    assert not waiting.say(address, "Règlement", "Plan du site")
    assert waiting.words(address) == ("Règlement de la cantine", "La cantine")
    assert waiting.words(f"{HOME}/autre") == ("", "")
