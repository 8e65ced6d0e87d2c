import pytest

from domain.document import FileReason
from ingest.sites.page_quality import refusal_of
from ingest.text import LineKind, TextLine


def judge(*texts: str, title: str = "Valbrune", is_scripted: bool = True) -> FileReason | None:
    lines = [TextLine(text=text, kind=LineKind.PARAGRAPH) for text in texts]
    return refusal_of(title, lines, is_scripted=is_scripted)


SENTENCE = "La mairie vous accueille toute l'année pour vos démarches, sur place ou par courrier, sans rendez-vous."


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Page introuvable | Valbrune", ("Désolé",)),
        ("Valbrune", ("Erreur 404", "Retour à l'accueil")),
        ("404 - Not Found", ()),
        ("Valbrune", ("Oups ! Page non trouvée",)),
        ("Valbrune", ("La page que vous recherchez n'existe plus.",)),
        ("Valbrune", ("Cette page demandée n’a pas été trouvée.",)),
    ],
)
def test_a_page_that_says_not_found_with_status_200_is_none(title: str, texts: tuple[str, ...]) -> None:
    assert judge(*texts, title=title) is FileReason.PAGE_NOT_FOUND


@pytest.mark.parametrize(
    "texts",
    [
        ("Ce nom de domaine est à vendre",),
        ("This domain is for sale",),
        ("Index of /documents", "Parent Directory"),
        ("Apache2 Debian Default Page", "It works!"),
        ("Welcome to nginx!",),
        ("Site en construction",),
        ("Notre site est actuellement en maintenance",),
        ("Error establishing a database connection",),
        ("500 Internal Server Error",),
        ("Ce compte a été créé.", "Account has been suspended"),
    ],
)
def test_a_page_of_a_host_that_waits_is_none(texts: tuple[str, ...]) -> None:
    assert judge(*texts) is FileReason.PARKED_DOMAIN


def test_a_page_filled_with_foreign_advertising_is_none() -> None:
    spam = "Meilleur casino en ligne 2026 : free spins, bonus sans dépôt, machines à sous en ligne et poker en ligne."
    assert judge(SENTENCE, spam, spam) is FileReason.SPAM_PAGE
    assert judge("Buy cheap viagra, cialis and kamagra at our online pharmacy") is FileReason.SPAM_PAGE
    assert judge("situs slot gacor", "togel dan judi bola terpercaya") is FileReason.SPAM_PAGE


@pytest.mark.parametrize(
    "text",
    [
        "Délégation de service public pour l'exploitation du casino municipal : machines à sous et jeux de table.",
        "Pharmacie de garde : composez le 3237. La pharmacie du bourg est ouverte le samedi.",
        "Atelier de prévention : les paris sportifs en ligne et les jeux d'argent, parlons-en.",
        "Le supermarché Casino de la zone commerciale est ouvert le dimanche matin.",
        "Bureau des objets trouvés : les objets non réclamés sont gardés un an.",
        "Travaux sur la route départementale 404 jusqu'au 12 mars.",
        "Terrain à vendre, lotissement des Tilleuls : 80 € le mètre carré.",
        "La construction du gymnase est en cours.",
        "Occupation du domaine public : parking réservé aux riverains pendant le marché.",
        "Journées du patrimoine : visite du site en construction de la médiathèque.",
        "Le service de l'eau informe que le réseau est en maintenance rue du Lavoir.",
        "Le permis de conduire suspendu se rend à la préfecture.",
        "Maintenance de la chaudière de l'école : les agents du service technique passeront mardi.",
    ],
)
def test_what_a_commune_says_is_a_page(text: str) -> None:
    assert judge(text, SENTENCE) is None


def test_a_page_that_scripts_fill_is_a_shell_and_the_same_words_without_scripts_are_not() -> None:
    assert judge("Actualités", "Recherche", "Année") is FileReason.SITE_SHELL
    assert judge("Actualités", "Recherche", "Année", is_scripted=False) is None


def test_a_short_page_that_gives_a_figure_or_an_address_is_a_page() -> None:
    assert judge("Mairie", "01 99 00 12 34") is None
    assert judge("Écrivez à mairie@valbrune.example") is None
    assert judge(SENTENCE, SENTENCE) is None


@pytest.mark.parametrize("sample", ["Lorem ipsum dolor sit amet", "lorem issoupe", "Dum apud Persas, ut supra"])
def test_sample_text_is_no_text_and_its_page_a_shell(sample: str) -> None:
    assert judge("Histoire", sample, sample, is_scripted=False) is FileReason.SITE_SHELL
    assert judge("Histoire", sample, SENTENCE, SENTENCE, is_scripted=False) is None


def test_an_empty_page_is_left_to_the_readers_own_reason() -> None:
    assert judge() is None
