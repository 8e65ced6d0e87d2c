"""Ways that messages take; look-alikes of every rule stand in the rule files."""

import pytest

from answering.routing.route import Way, prepare, route
from answering.routing.rules import rule_book

CRIES = [
    "jen peu plus je vai me foutre une balle",
    "j'ai honte, je mérite pas de vivre",
    "mon compagnon m'a jeté contre le mur",
    "il m'étrangle quand il est énervé",
    "le bébé du voisin pleure nuit et jour personne s'en occupe",
    "ma fille ado a fugué",
    "la chaudière sent bizarre et on a des vertiges",
    "mon oncle s'est coupé avec la tronçonneuse",
    "gros accident sur la nationale plusieurs voitures",
    "on me tire dessus",
    "un individu armé est entré dans l'école",
    "on m'a mis à la porte et je ne sais pas où dormir",
    "mon neveu vide le compte de ma tante",
    "il menace de me tuer si je le quitte",
    "une élève m'a dit que son beau-père vient la voir la nuit dans sa chambre",
    "j'ai plus goût à rien depuis que ma femme est partie",
    "ce soir c'est la fin pour moi",
    "je me fais du mal avec une lame",
    "jai des bleus partout a cause de mon copain",
    "j'ai peur pour ma vie, il a un fusil à la maison",
    "mon tonton me fait des trucs bizarres",
    "mon grand-père atteint d'alzheimer est sorti et ne retrouve plus son chemin",
    "le poteau électrique fait des étincelles",
    "mon bébé s'étouffe avec un bout de pomme",
    "je saigne et je suis enceinte",
    "mon fils s'est planté un clou dans le pied ça pisse le sang",
    "des jeunes se tapent à coups de barre de fer place du marché",
    "je suis cachée dans la salle de bain il casse tout",
    "le proprio a changé les serrures, je suis dehors avec mes gosses",
    "mon fils ne veut plus aller au collège, les autres le traitent et le tapent",
    "à l'ehpad ils laissent mon père dans ses excréments",
    "vite les pompiers",
    "y'a un mec bizarre qui prend les enfants en photo à la sortie de l'école et leur parle",
    "mon mari ne sent plus son bras gauche",
]
LOOK_ALIKES = [
    "mon père est à l'ehpad, qui peut lui rendre visite",
    "une voiture est garée devant la sortie de l'école",
    "la fenêtre de mon voisin donne chez moi, est-ce permis",
    "l'eau monte-t-elle vite quand la rivière déborde, quel plan",
    "les pompiers passent quand pour les calendriers",
    "mon chien a mordu quelqu'un, que faut-il déclarer",
    "mon mari est mort à l'hôpital, où déclarer le décès",
    "les jeunes se rassemblent le soir, quel arrêté",
    "produit de désherbage interdit ?",
    "la piscine, âge minimum pour un enfant seul",
    "le voisin a un arbre qui menace de tomber",
    "je ne sais pas où dormir pour le festival, hôtels ?",
    "mes enfants sont seuls le mercredi, quel centre de loisirs",
    "le maire peut-il interdire la chasse",
    "quelle est la dose de chlore de la piscine",
    "je cherche ma fille de 3 ans une place en crèche",
    "ma voiture est tombée en panne, où stationner",
    "le viaduc est-il ouvert aux piétons",
    "mon père est décédé, quelles démarches",
    "où signaler un lampadaire cassé",
    "le voisin fait brûler ses déchets, est-ce permis",
    "la date de la cérémonie des voeux",
    "la salle peut-elle être louée pour une soirée de réveillon",
    "faut-il signaler la mort d'un pigeon",
    "horaires du médecin de garde",
    "règles pour tirer un feu d'artifice chez soi",
    "je suis en fauteuil, la mairie est-elle accessible",
    "comment est calculé le prix de la garderie",
    "l'annulation d'un repas de cantine, jusqu'à quand",
]


@pytest.mark.parametrize("message", CRIES)
def test_a_cry_for_help_is_heard_however_it_is_said(message: str) -> None:
    assert route(message).way is Way.EMERGENCY


@pytest.mark.parametrize("message", LOOK_ALIKES)
def test_no_rule_takes_a_question_with_grave_words_and_all_of_it_is_asked(message: str) -> None:
    found = route(message)
    assert found.way is Way.SEARCH or found.is_guess
    assert found.asked == message


def test_few_questions_with_grave_words_are_guessed_to_be_something_else() -> None:
    assert sum(route(message).way is not Way.SEARCH for message in LOOK_ALIKES) <= 1


def test_who_insults_and_asks_for_somebody_gets_somebody() -> None:
    assert route("vous ne comprenez rien je veux un humain").way is Way.PERSON_WANTED


@pytest.mark.parametrize(
    ("message", "way"),
    [
        ("il y a le feu chez le voisin", Way.EMERGENCY),
        ("bonjour, mon mari me frappe", Way.EMERGENCY),
        ("slt", Way.SMALL_TALK),
        ("tu es un robot ?", Way.SMALL_TALK),
        ("quel outil de merde", Way.SMALL_TALK),
        ("mon titre de séjour est-il prêt", Way.OTHER_AUTHORITY),
        ("où en est mon dossier", Way.PERSONAL_CASE),
        ("rappelez-moi au [téléphone] pour mon permis", Way.PERSONAL_CASE),
        ("rappelez-moi", Way.PERSON_WANTED),
        ("combien coûte la cantine ?", Way.SEARCH),
        ("", Way.SEARCH),
    ],
)
def test_a_message_goes_one_way(message: str, way: Way) -> None:
    assert route(message).way is way


def test_the_first_number_is_that_of_the_gravest() -> None:
    assert route("elle a avalé tous ses médicaments, elle veut mourir").contacts[:2] == ("15", "3114")
    assert route("mon mari me frappe et ma fille aussi a des bleus partout").contacts[:2] == ("17", "3919")
    assert len(set(contacts := route("au feu, ça brûle dans la cuisine").contacts)) == len(contacts)


def test_who_cannot_hear_is_given_the_number_by_text_message() -> None:
    assert "114" in route("je suis sourde et on force ma porte").contacts
    assert "114" not in route("on force ma porte").contacts


def test_a_question_beside_a_cry_for_help_is_kept_apart() -> None:
    found = route("Mon mari me frappe. Quels sont les horaires du CCAS ?")
    assert found.way is Way.EMERGENCY
    assert found.asked == "Quels sont les horaires du CCAS ?"


@pytest.mark.parametrize(
    "message", ["y a le feu, qui appeler ?", "mon voisin se noie, comment l'aider ?", "j'en peux plus"]
)
def test_a_call_for_help_asks_the_documents_nothing(message: str) -> None:
    assert route(message).asked == ""


def test_the_question_in_an_insult_is_searched() -> None:
    found = route("bande d'incapables, à quelle heure ouvre la piscine ?")
    assert (found.way, found.is_rude) == (Way.SEARCH, True)
    assert found.asked == "à quelle heure ouvre la piscine ?"
    assert route("bande d'incapables").asked == ""


def test_another_authority_is_named_and_the_documents_are_searched_all_the_same() -> None:
    found = route("comment toucher le chômage")
    assert (found.way, found.contacts) == (Way.OTHER_AUTHORITY, ("france_travail",))
    assert found.asked == "comment toucher le chômage"
    assert route("la mairie m'aide-t-elle pour le chômage").way is Way.SEARCH


def test_every_rule_is_ready_before_the_first_question() -> None:
    rule_book.cache_clear()
    prepare()
    held = rule_book.cache_info().misses
    route("combien coûte la cantine ?")
    assert rule_book.cache_info().misses == held


@pytest.mark.parametrize(
    "message",
    [
        "c'est quoi leur adresse ?",  # « agresse »
        "aide ménagère pour ma mère",  # « menace »
        "dans notre rue le lampadaire est cassé",  # « notaire »
        "peut-on prolonger un livre à la bibliothèque ?",  # « livret A »
        "j'ai oublié de réserver la cantine pour demain",  # « réservez »
        "on est en train de construire une école",  # « train »
    ],
)
def test_an_ordinary_question_that_sounds_like_something_else_is_searched(message: str) -> None:
    assert route(message).way is Way.SEARCH


@pytest.mark.parametrize(
    "message",
    [
        "le petit de la crèche a gobé un produit ménager, il bave",
        "elle m'a laissé ses bijoux et un mot pour me demander pardon, elle décroche plus",
        "il y a une barque retournée au milieu du lac et des cris",
        "ma tante est enfermée par son aide à domicile qui la pince",
    ],
)
def test_a_cry_that_no_rule_knows_is_guessed_and_all_of_it_is_asked(message: str) -> None:
    found = route(message)
    assert found.way is Way.EMERGENCY
    assert found.contacts
    assert not found.is_guess or found.asked == message


def test_an_authority_that_no_rule_knows_is_guessed_without_keeping_the_documents_silent() -> None:
    found = route("mon livret d'allocataire affiche une dette que je ne comprends pas, prime d'activité")
    assert found.way is Way.OTHER_AUTHORITY
    assert found.asked
