"""Messages as residents type them. Names, numbers and addresses are invented; keys are computed."""

import pytest

from domain.personal import PersonalKind as K
from french.own_details import own_details


def found(message: str) -> dict[str, K]:
    return {message[start:end]: kind for start, end, kind in own_details(message)}


@pytest.mark.parametrize(
    ("message", "details"),
    [
        ("je suis martine dupont et je veux un rendez-vous", {"martine dupont": K.NAME}),
        ("mon fils lucas martin est malade", {"lucas martin": K.NAME}),
        ("je m'appelle karim benali, j'habite 4 rue des lilas", {"karim benali": K.NAME, "4 rue des lilas": K.ADDRESS}),
        ("Mme Lefèvre habite au 3 rue Pasteur", {"Lefèvre": K.NAME, "3 rue Pasteur": K.ADDRESS}),
        ("cordialement, Paul Berthier", {"Paul Berthier": K.NAME}),
        ("est-ce que madame duvallon touche une aide", {"duvallon": K.NAME}),
        ("Parcelle au 5 chemin des Ormes, Villeneuve", {"5 chemin des Ormes, Villeneuve": K.ADDRESS}),
        ("+33 6 39 98 12 12 appelez moi", {"+33 6 39 98 12 12": K.PHONE}),
        ("répondez à martine.dupont@courriel.example", {"martine.dupont@courriel.example": K.EMAIL}),
        ("ma plaque est AB-123-CD", {"AB-123-CD": K.PLATE}),
        ("la voiture ab123cd me gêne", {"ab123cd": K.PLATE}),
        ("Nom : Girard Prénom : Paul", {"Girard": K.NAME, "Paul": K.NAME}),
        ("mr dupont jean veut un acte", {"dupont jean": K.NAME}),
        ("mon fils Hugo mange à la cantine", {"Hugo": K.NAME}),
        ("au 14 rue du Four il y a un chien qui aboie", {"14 rue du Four": K.ADDRESS}),
        ("né le 12/03/1984 à Tours", {"12/03/1984": K.BIRTH}),
        ("ma carte vitale 2 91 07 41 990 007 47", {"2 91 07 41 990 007 47": K.NIR}),
        ("mon numéro de sécu est 191074199000799", {"191074199000799": K.NIR}),  # a wrong key, but called one
        ("iban fr7699998000020000006789025 svp", {"fr7699998000020000006789025": K.IBAN}),
        ("prenez ma carte 4970 0000 0000 0008", {"4970 0000 0000 0008": K.CARD}),
        ("Mon père Robert Gaudin, né le 3 mai 1940", {"Robert Gaudin": K.NAME, "3 mai 1940": K.BIRTH}),
    ],
)
def test_what_a_person_gives_away_is_found(message: str, details: dict[str, K]) -> None:
    assert found(message) == details


@pytest.mark.parametrize(
    "message",
    [
        "salle Jacques Brel horaires",
        "école Jean Moulin",
        "la rue Victor Hugo est barrée",
        "Qui est Jean Dupuis, adjoint aux sports ?",
        "le docteur Martin reçoit quand",
        "Madame Hélène Perrin reçoit-elle le samedi ?",
        "un trou devant le 12 rue du Lavoir",
        "la bibliothèque est au 3 rue des Écoles ?",
        "je suis sûre que la mairie est ouverte",
        "je suis rose de honte",
        "c'est Noël à la bibliothèque quand",
        "c'est quoi le 02 61 91 04 12",
        "délibération 2026-031 du 12 mars 2026",
        "AR-130-25",
        "le 3919 est gratuit ?",
        "monsieur le maire reçoit quand",
        "ma carte 4970 0000 0000 0007 est refusée",  # a last figure that is wrong: no card has it
    ],
)
def test_what_is_public_stays(message: str) -> None:
    assert found(message) == {}
