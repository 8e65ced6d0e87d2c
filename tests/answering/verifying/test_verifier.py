"""Sentences of a language model against what they cite. Documents of real form, all invented."""

import pytest

from answering.verifying.verified import CitedText, Contact, Trusted, Unsupported
from answering.verifying.verifier import verify

POOL = (
    "La piscine intercommunale est ouverte à tous. Le port du bonnet est obligatoire. Les enfants de moins de 8 "
    "ans sont accompagnés d’un adulte en tenue de bain. L’entrée coûte 3,50 €, 2,20 € pour les moins de 16 ans et"
    " les étudiants. La carte de dix entrées est à 28 €. La caisse ferme 45 minutes avant la fermeture."
)
TABLE = (
    "Catégorie | Habitants | Extérieurs\nAdulte | 12,00 € | 18,00 €\nEnfant de moins de 12 ans | 6,00 € | 9,00 €\n"
    "Famille | 25,00 € | 40,00 €"
)
CARD = (
    "La demande de carte d’identité se fait sur rendez-vous à la mairie annexe, 8 rue Pasteur. Apportez une photo"
    " de moins de six mois et un justificatif de domicile. Le retrait se fait sans rendez-vous, dans les trois "
    "mois."
)
MARKET = (
    "Marché : tous les samedis matin, place de la Liberté. Renseignements : 02 61 91 77 10, "
    "marche@valmoret.example ou www.valmoret.example/marche."
)
GRANT = (
    "L’aide est réservée aux étudiants boursiers âgés de 18 à 25 ans. Elle est de 200 € au plus par an, versée en"
    " deux fois. Elle n’est pas cumulable avec l’aide départementale."
)
QUOTIENT = (
    "Les familles dont le quotient familial est inférieur à 600 € paient 2,10 € par repas ; de 600 à 1 200, 3,40 "
    "€ ; au-dessus, 4,50 €."
)
DOGS = (
    "Les chiens doivent être tenus en laisse dans les parcs et jardins publics. Ils sont interdits dans les aires"
    " de jeux, à l’exception des chiens guides d’aveugle. Le propriétaire ramasse les déjections sous peine d’une"
    " amende de 68 €."
)
DUMP = (
    "Les horaires de la déchèterie changent : du 1er avril au 30 septembre, de 9 h à 12 h et de 14 h à 18 h 30 ; "
    "du 1er octobre au 31 mars, de 9 h à 12 h et de 13 h 30 à 17 h. Elle est fermée le dimanche et le jeudi."
)
SKI = (
    "Les inscriptions au séjour de ski (11 à 17 ans) sont ouvertes du 4 au 22 novembre à l’espace jeunesse. Le "
    "prix va de 180 € à 420 € selon le quotient familial. Un acompte de 30 % est demandé. Le séjour n’est pas "
    "remboursé, sauf en cas d’hospitalisation."
)
WORKS = (
    "Les travaux bruyants sont autorisés du lundi au vendredi de 8 h à 19 h et le samedi de 9 h à 12 h. Ils sont "
    "interdits le dimanche. Les urgences ne sont pas concernées par cette règle."
)
SCHOOL_BUS = (
    "La demande de transport se fait avant le 15 juillet sur le site du département ; après cette date, 15 € de "
    "frais sont ajoutés. La suspension vient après trois absences sans annulation. Chaque famille reçoit une "
    "carte par enfant."
)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (POOL, "Tout le monde peut aller à la piscine."),
        (POOL, "Il faut mettre un bonnet."),
        (POOL, "Avant 16 ans, l’entrée est à 2,20 €."),
        (POOL, "Un étudiant paie 2,20 €."),
        (POOL, "Dix entrées coûtent 28 €."),
        (TABLE, "Un adulte de la commune paie 12 €."),
        (TABLE, "Un enfant de moins de 12 ans extérieur à la commune paie 9 euros."),
        (TABLE, "L’abonnement familial coûte 25 € aux habitants et 40 € aux extérieurs."),
        (CARD, "Prenez rendez-vous à la mairie annexe, 8 rue Pasteur."),
        (CARD, "Il faut une photo récente, de moins de 6 mois, et un justificatif de domicile."),
        (CARD, "On retire sa carte sans rendez-vous."),
        (CARD, "La carte doit être retirée dans un délai de trois mois."),
        (MARKET, "Le marché a lieu le samedi matin, place de la Liberté."),
        (MARKET, "Renseignez-vous au 02.61.91.77.10."),
        (MARKET, "Plus d’informations sur https://www.valmoret.example/marche."),
        (GRANT, "L’aide ne dépasse pas 200 € par an."),
        (GRANT, "On ne peut pas la cumuler avec l’aide départementale."),
        (QUOTIENT, "Entre 600 et 1 200 de quotient, le repas est à 3,40 €."),
        (QUOTIENT, "Le tarif le plus élevé est 4,50 €."),
        (DOGS, "Les chiens ne peuvent pas entrer dans les aires de jeux, sauf les chiens guides d’aveugle."),
        (DOGS, "Il faut ramasser les crottes de son chien, sinon l’amende est de 68 €."),
        (DUMP, "L’été, la déchèterie ferme à 18 h 30."),
        (DUMP, "En hiver, elle ouvre l’après-midi à 13 h 30."),
        (DUMP, "Elle n’ouvre pas le dimanche."),
        (SKI, "On s’inscrit entre le 4 et le 22 novembre."),
        (SKI, "En cas d’hospitalisation, le séjour est remboursé."),
        (WORKS, "Pas de travaux bruyants le dimanche."),
        (WORKS, "Cette règle ne vaut pas pour les urgences."),
        (SCHOOL_BUS, "Après le 15 juillet, il y a 15 € de frais en plus."),
    ],
)
def test_a_faithful_sentence_is_supported(document: str, sentence: str) -> None:
    assert verify(sentence, [CitedText(text=document)]).lacks == ()


@pytest.mark.parametrize(
    ("document", "sentence", "kind"),
    [
        (POOL, "La carte de dix entrées est à 38 €.", Unsupported.AMOUNT),
        (SKI, "Un acompte de 50 % est demandé.", Unsupported.PERCENTAGE),
        (QUOTIENT, "Avec un quotient inférieur à 800, le repas coûte 2,10 €.", Unsupported.QUOTIENT),
        (SCHOOL_BUS, "La demande se fait avant le 15 juin.", Unsupported.DATE),
        (SKI, "Les inscriptions vont du 4 au 29 novembre.", Unsupported.PERIOD),
        (MARKET, "Le marché a lieu le dimanche matin.", Unsupported.DAYS),
        (DUMP, "L’été, la déchèterie ferme à 19 h.", Unsupported.HOURS),
        (POOL, "Les enfants de moins de 10 ans sont accompagnés d’un adulte.", Unsupported.AGE),
        (CARD, "La carte est retirée dans un délai d’un an.", Unsupported.DELAY),
        (GRANT, "L’aide est versée chaque mois.", Unsupported.FREQUENCY),
        (GRANT, "L’aide est versée en trois fois.", Unsupported.NUMBER),
        (MARKET, "Appelez le 02 61 91 77 11.", Unsupported.PHONE),
        (MARKET, "Écrivez à mairie@valmoret.example.", Unsupported.EMAIL),
        (MARKET, "Plus d’informations sur https://valmoret-marche.example.", Unsupported.LINK),
        (MARKET, "Plus d’informations sur www.valmoret.example/marche/inscription.", Unsupported.LINK),
        (CARD, "Rendez-vous au 18 rue Pasteur.", Unsupported.ADDRESS),
        (CARD, "Prenez rendez-vous avec Madame Odette Vasseur.", Unsupported.NAME),
        (MARKET, "Le marché a lieu le samedi matin, place Carnot.", Unsupported.NAME),
        (CARD, "La demande se fait à la gendarmerie.", Unsupported.NAME),
        (POOL, "Les grands-parents paient 2,20 €.", Unsupported.AUDIENCE),
        (GRANT, "Les apprentis reçoivent 200 € par an.", Unsupported.AUDIENCE),
        (TABLE, "Un adulte extérieur à la commune paie 12 €.", Unsupported.OTHER_CASE),
        (TABLE, "Une famille extérieure paie 25 €.", Unsupported.OTHER_CASE),
        (QUOTIENT, "Avec un quotient inférieur à 600, le repas coûte 3,40 €.", Unsupported.OTHER_CASE),
        (WORKS, "Le samedi, les travaux bruyants sont autorisés de 8 h à 19 h.", Unsupported.OTHER_CASE),
        (DUMP, "Du 1er avril au 30 septembre, elle ouvre l’après-midi à 13 h 30.", Unsupported.OTHER_CASE),
        (POOL, "Le bonnet n’est pas obligatoire.", Unsupported.NEGATION),
        (GRANT, "L’aide est cumulable avec l’aide départementale.", Unsupported.NEGATION),
        (WORKS, "Les travaux bruyants sont autorisés le dimanche.", Unsupported.NEGATION),
        (DUMP, "La déchèterie est ouverte le dimanche.", Unsupported.NEGATION),
        (CARD, "La demande se fait sans rendez-vous.", Unsupported.NEGATION),
        (SKI, "Le séjour est remboursé.", Unsupported.NEGATION),
        (SKI, "Le séjour n’est jamais remboursé.", Unsupported.NEGATION),
        (DOGS, "Les chiens sont admis dans les aires de jeux.", Unsupported.NEGATION),
        (SKI, "Le séjour n’est pas remboursé, sauf en cas de maladie.", Unsupported.EXCEPTION),
        (POOL, "Le bonnet est obligatoire, sauf pour les adultes.", Unsupported.EXCEPTION),
        (POOL, "L’entrée est à 2,20 € si l’on présente un passeport.", Unsupported.CONDITION),
        (POOL, "Seuls les adultes peuvent entrer à la piscine.", Unsupported.RESTRICTION),
        (GRANT, "Tous les étudiants ont droit à l’aide.", Unsupported.QUANTITY),
        (DOGS, "Les chiens sont interdits dans les parcs et jardins publics.", Unsupported.WORDING),
        (POOL, "La patinoire ferme 45 minutes avant la fermeture.", Unsupported.WORDING),
        (DOGS, "Le conseil a voté le budget principal.", Unsupported.WORDING),
    ],
)
def test_a_thing_that_is_not_in_the_passage_is_named(document: str, sentence: str, kind: Unsupported) -> None:
    verified = verify(sentence, [CitedText(text=document)])
    assert not verified.is_supported
    assert kind in verified.kinds, verified.lacks


def test_what_governs_a_passage_supports_too() -> None:
    sentence = "Le repas à la cantine coûte 4,10 € en 2027."
    row = "Habitants | 4,10 €"
    assert not verify(sentence, [CitedText(text=row)]).is_supported
    around = ("Restauration scolaire : tarifs 2027", "Famille | Prix du repas")
    assert verify(sentence, [CitedText(text=row, around=around)]).is_supported


def test_a_sentence_may_rest_on_two_passages() -> None:
    price, hours = CitedText(text="La séance de piscine coûte 3 €."), CitedText(text="La piscine ouvre à 9 h.")
    sentence = "La piscine ouvre à 9 h et la séance coûte 3 €."
    assert verify(sentence, [price, hours]).is_supported
    assert not verify(sentence, [price]).is_supported


def test_a_link_of_the_document_and_the_site_of_the_commune_may_be_shown() -> None:
    passage = CitedText(text="La fiche est en ligne.", links=("https://fiches.valmoret.example/F12",))
    trusted = Trusted(links=("https://www.valmoret.example",))
    assert verify("La fiche est en ligne sur fiches.valmoret.example/F12.", [passage]).is_supported
    assert verify("La fiche est en ligne sur valmoret.example.", [passage], trusted).is_supported
    assert not verify("La fiche est en ligne sur valmoret.example.", [passage]).is_supported
    assert not verify("La fiche est en ligne sur valmoret.example/fiche.", [passage], trusted).is_supported


def test_a_contact_of_the_profile_is_given_for_its_service_alone() -> None:
    passage = CitedText(text="Le service scolaire et l’accueil répondent à vos questions.")
    trusted = Trusted(contacts=(Contact(words="Service scolaire cantine", phone="02 61 91 55 12"),))
    assert verify("Appelez le service scolaire au 02 61 91 55 12.", [passage], trusted).is_supported
    assert verify("Appelez l’accueil au 02 61 91 55 12.", [passage], trusted).kinds == {Unsupported.PHONE}
    assert verify("Appelez le service scolaire au 02 61 91 55 12.", [passage]).kinds == {Unsupported.PHONE}


def test_the_name_of_the_commune_needs_no_passage() -> None:
    passage = CitedText(text="La salle des fêtes se loue 110 € la journée.")
    sentence = "La salle des fêtes de Valmoret se loue 110 € la journée."
    assert verify(sentence, [passage], Trusted(names=("Valmoret",))).is_supported
    assert verify(sentence, [passage]).kinds == {Unsupported.NAME}


def test_a_house_number_may_stand_after_its_way_but_no_other_number() -> None:
    passage = [CitedText(text="La salle des fêtes, 12 rue du Lavoir, comprend une scène.")]
    assert verify("La salle des fêtes est rue du Lavoir, au numéro 12.", passage).is_supported
    assert not verify("La salle des fêtes est rue du Lavoir, au numéro 14.", passage).is_supported
    assert not verify("La salle des fêtes est rue du Puits, au numéro 12.", passage).is_supported


def test_one_of_several_is_any_of_them_and_one_by_one_is_no_rate() -> None:
    halls = [CitedText(text="Prenez rendez-vous dans l’une des mairies équipées, sans réserver chaque jour.")]
    assert verify("Prenez rendez-vous dans n’importe quelle mairie équipée.", halls).is_supported
    assert not verify("Prenez rendez-vous dans toutes les mairies équipées.", halls).is_supported
    assert not verify("Prenez un rendez-vous par jour dans une mairie équipée.", halls).is_supported


def test_a_sentence_that_cites_nothing_is_withheld() -> None:
    assert verify("Il faut mettre un bonnet.", []).kinds == {Unsupported.CITATION}
    assert verify("Il faut mettre un bonnet.", [CitedText(text=POOL)]).is_supported


def test_a_true_sentence_under_a_wrong_citation_is_withheld() -> None:
    assert not verify("La carte de dix entrées est à 28 €.", [CitedText(text=DOGS)]).is_supported
    assert not verify("Il faut mettre un bonnet.", [CitedText(text=DOGS)]).is_supported


@pytest.mark.parametrize("sentence", ["", "   ", "…", "0", "a" * 3000, "à , " * 800, "le a et " * 400, "9 € " * 500])
def test_any_sentence_ends(sentence: str) -> None:
    assert verify(sentence, [CitedText(text=POOL)]).sentence == sentence
