"""Values of which two are one, or two."""

import pytest

from clarity.contradictory.values import links_differ


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("payer.budget.gouv.fr", "titres.gouv.fr"),
        ("judo-valmoret.asso.fr", "chorale-valmoret.asso.fr/inscription"),
        ("garage.com.fr", "boulangerie.com.fr"),
        ("valmoret.example", "montreval.example"),
    ],
)
def test_names_under_a_shared_domain_are_sites_of_their_own(one: str, other: str) -> None:
    assert links_differ(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("titres.gouv.fr", "www.titres.gouv.fr/demarches?x=1"),
        ("payer.budget.gouv.fr", "www.budget.gouv.fr"),
        ("judo-valmoret.asso.fr", "www.judo-valmoret.asso.fr:443"),
        ("lire.valmoret.example", "www.valmoret.example/catalogue"),
    ],
)
def test_hosts_and_pages_of_one_site_are_one(one: str, other: str) -> None:
    assert not links_differ(one, other)
