"""Which documents speak of today."""

import pytest

from clarity.outdated.presented import is_current
from domain.act import ActKind
from tests.clarity.documents import read


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Bulletin d’inscription à la cantine", "cantine.pdf"),
        ("Bulletin de réservation de la salle", "salle.pdf"),
        ("Bulletin réponse du repas des aînés", "repas.pdf"),
        ("Cantine", "docs/bulletin-inscription.pdf"),
        ("Cantine", "docs/bulletin_d_adhesion.pdf"),
        ("Chorale", "docs/bulletins-dadhesion/chorale.pdf"),
        ("Avis de concours", "journal-officiel/avis.pdf"),
        ("Publié au Journal officiel", "avis.pdf"),
        ("Journalisme au collège", "atelier.html"),
    ],
)
def test_a_form_to_fill_in_and_the_official_journal_are_no_issue(title: str, path: str) -> None:
    assert is_current(read("Ouvert le mardi.", title=title, path=path, kind=ActKind.AUTRE))


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Bulletin", "a.pdf"),
        ("Bulletin d’information de mai", "a.pdf"),
        ("Journal municipal n° 12", "a.pdf"),
        ("La Gazette de mai", "a.pdf"),
        ("Mai", "bulletin/2019-04.pdf"),
        ("Mai", "docs/bulletins/mai.pdf"),
        ("Mai", "docs/flash-infos-mai.pdf"),
        ("Tarifs", "archives/2019/tarifs.pdf"),
    ],
)
def test_an_issue_and_an_archive_are_of_their_day(title: str, path: str) -> None:
    assert not is_current(read("Ouvert le mardi.", title=title, path=path, kind=ActKind.AUTRE))
