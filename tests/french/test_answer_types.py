"""Questions as residents type them and texts of real form, names, places and amounts changed."""

import pytest

from french.answer_types import AnswerType, asked_types, holds


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Combien coûte un repas à la cantine ?", {AnswerType.AMOUNT}),
        ("c combien la piscine", {AnswerType.AMOUNT}),
        ("louer la salle ils prennent combien", {AnswerType.AMOUNT}),
        ("combien de livres je peux prendre", {AnswerType.QUANTITY}),
        ("dechetrie ouvert samedi ?", {AnswerType.HOURS}),
        ("on sort les bacs quel jour", {AnswerType.DAY}),
        ("le numero de la creche svp", {AnswerType.PHONE}),
        ("quel est le taux de la taxe foncière", {AnswerType.PERCENTAGE}),
        ("adresse mail du secretariat", {AnswerType.EMAIL}),
        ("comment s'appelle la directrice de l'école", set()),
        ("qui j'appelle la nuit", {AnswerType.PHONE}),
        ("l'appel d'offres de la voirie", set()),
        ("l'appel à projets pour les jeunes", set()),
        ("qui je peux appeler à la mairie", {AnswerType.PHONE}),
        ("la gym à Coutances c'est quel jour", {AnswerType.DAY}),
        ("un cours de couture le mardi", set()),
        ("ca couterait combien", {AnswerType.AMOUNT}),
        ("les couts de la garderie", {AnswerType.AMOUNT}),
        ("une fermette a louer", set()),
        ("c'est fermé lundi ?", {AnswerType.HOURS}),
        ("les jours ou on peut passer", {AnswerType.DAY}),
        ("qui est le maire", {AnswerType.PERSON}),
        ("caveau provisoire, le deuxième mois c’est combien", {AnswerType.AMOUNT}),
        ("la mairie a donné combien au club", {AnswerType.AMOUNT}),
        ("le contrat dure combien de temps", {AnswerType.DELAY}),
        ("à partir de quel âge on peut s’inscrire", {AnswerType.AGE}),
        ("la maison de santé ouvrira quelle année", {AnswerType.YEAR}),
        ("ma carte est périmée je la refais où", {AnswerType.PLACE}),
        ("mercredi ou jeudi", set()),
        ("quels papiers pour inscrire ma fille", {AnswerType.PAPERS}),
        ("on peut venir avec notre chien", {AnswerType.WHETHER}),
        ("ils passent le 8 mai quand même", set()),
        ("la taxe est à combien de pour cent", {AnswerType.PERCENTAGE}),
        ("la facture d'eau on la paie quand", {AnswerType.DAY}),
        ("quand faut-il payer et combien", {AnswerType.DAY, AnswerType.AMOUNT}),
        ("l'acte doit dater de moins de combien", {AnswerType.DELAY}),
    ],
)
def test_the_question_tells_what_it_expects(question: str, expected: set[AnswerType]) -> None:
    assert asked_types(question) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Le repas est fixé à 4,10 €.", AnswerType.AMOUNT, True),
        ("Habitants | 1 250,00 euros", AnswerType.AMOUNT, True),
        ("L'accès est gratuit pour tous.", AnswerType.AMOUNT, True),
        ("Article 12 du règlement de 2026", AnswerType.AMOUNT, False),
        ("ouvert de 9 h à 12 h 30", AnswerType.HOURS, True),
        ("Ouverture : 14h-17h", AnswerType.HOURS, True),
        ("Le hangar communal", AnswerType.HOURS, False),
        ("La collecte a lieu tous les mardis.", AnswerType.DAY, True),
        ("La collecte a lieu souvent.", AnswerType.DAY, False),
        ("Tél. 02.61.91.77.00", AnswerType.PHONE, True),
        ("Délibération n° 2026-031", AnswerType.PHONE, False),
        ("exposition du 8 au 17 décembre", AnswerType.PHONE, False),
        ("un poste à 20 heures par semaine", AnswerType.HOURS, False),
        ("le mercredi après-midi", AnswerType.HOURS, False),
        ("fermeture en septembre", AnswerType.DAY, True),
        ("exercice 2026", AnswerType.DAY, False),
        ("creche@valmoret.example", AnswerType.EMAIL, True),
        ("fixé à 2,5 %", AnswerType.PERCENTAGE, True),
        ("trois objets par foyer", AnswerType.QUANTITY, True),
        ("un par foyer", AnswerType.QUANTITY, True),
        ("dans la limite de 2 m³ par semaine", AnswerType.QUANTITY, True),
        ("Une demande est déposée à l'accueil.", AnswerType.QUANTITY, False),
        ("Vu l'article L. 2212-1 du code", AnswerType.QUANTITY, False),
        ("DEL2031-25 : vote du taux de la taxe", AnswerType.QUANTITY, False),
        ("séance du 9 mars 2031, à 18 h 30", AnswerType.QUANTITY, False),
        ("prévenir quinze jours avant", AnswerType.DELAY, True),
        ("les jeunes de 10 à 20 ans", AnswerType.AGE, True),
        ("sous la présidence de Mme Anne RIVET, maire", AnswerType.PERSON, True),
        ("la mairie de Valmoret", AnswerType.PERSON, False),
        ("3 rue des Écoles", AnswerType.PLACE, True),
        ("ouverture en 2031", AnswerType.YEAR, True),
        ("un justificatif de domicile", AnswerType.PAPERS, True),
        ("Les chiens sont interdits.", AnswerType.WHETHER, True),
        ("Les chiens du village.", AnswerType.WHETHER, False),
        ("Les remorques sont acceptées l'été.", AnswerType.WHETHER, True),
        ("les mesures d'interdiction concernent :", AnswerType.WHETHER, True),
        ("Le maire accepte de signer.", AnswerType.WHETHER, False),
    ],
)
def test_a_text_holds_the_thing_or_not(text: str, kind: AnswerType, expected: bool) -> None:
    assert holds(text, kind) is expected
