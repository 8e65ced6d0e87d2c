"""All rules over one text: in the order of the text, and the same each time."""

from clarity.detecting import observe
from clarity.read_text import read_pasted

TEXT = (
    "Aucune inscription ne sera prise sans la fiche susvisée.\n\n"
    "Tout apport de matériel est interdit sauf autorisation particulière.\n\n"
    "Il sera procédé à une visite."
)


def test_observations_come_in_the_order_of_the_text() -> None:
    observed = observe(read_pasted(TEXT))
    assert [one.rule for one in observed] == ["LX-04", "LX-07", "NX-05", "LX-08"]
    assert [one.place.start for one in observed] == sorted(one.place.start for one in observed)


def test_the_same_text_gives_the_same_observations() -> None:
    assert observe(read_pasted(TEXT)) == observe(read_pasted(TEXT))


def test_an_empty_text_gives_none() -> None:
    assert observe(read_pasted("")) == observe(read_pasted("\n \n")) == ()
