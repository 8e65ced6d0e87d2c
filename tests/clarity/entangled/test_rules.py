"""Each rule on entangled passages, by texts of real form that it must and must not find."""

import pytest

from clarity.detecting import observe
from clarity.observation import Observation, Role
from clarity.read_text import read_pasted
from domain.finding import Severity


def found(rule: str, text: str) -> list[Observation]:
    return [one for one in observe(read_pasted(text)) if one.rule == rule]


MIXED = (
    "Lorsqu’une famille annule, elle paie le repas jusqu’à la fin de la semaine en cours, sauf si un certificat "
    "médical est remis au service avant le vendredi soir."
)
CHAIN = (
    "La participation ne s’applique pas si l’école de la commune a des places, sauf si le maire de la commune a donné "
    "son accord."
)
LIST = (
    "Apportez les pièces suivantes :\n- une copie du livret de famille\n- un justificatif de domicile\n"
    "- le jugement (si les parents sont séparés)"
)


@pytest.mark.parametrize(
    ("rule", "document", "text"),
    [
        ("NX-01", "canteen rules", MIXED),
        (
            "NX-01",
            "canteen rules",
            "Aucun ajout ni retrait ne sera pris en compte pour le jour ou pour la semaine entamée (sauf en cas de "
            "maladie et sur présentation d’un certificat remis au secrétariat).",
        ),
        ("NX-02", "school agreement", CHAIN),
        (
            "NX-02",
            "tax page",
            "Logement occupé dix mois par an, sauf raison de santé, obligation de travail ou force majeure",
        ),
        (
            "NX-02",
            "drought order",
            "- lavage des voiries, sauf impératif sanitaire\n- arrosage des terrains, à l’exception des départs",
        ),
        (
            "NX-03",
            "agent rules",
            "Si l’enfant est malade, s’il a six ans et si personne ne le garde, l’agent s’absente.",
        ),
        (
            "NX-03",
            "council",
            "fixer à 80 € la part des communes dans le cas d’un enfant en garde alternée si les parents vivent à part",
        ),
        (
            "NX-03",
            "leave",
            "Lorsque le foyer compte deux parents, l’aide va :\n- pour le loyer, à condition d’un bail\n- pour l’eau",
        ),
        ("NX-05", "rental rules", "Tout apport de matériel est interdit sauf autorisation particulière."),
        ("NX-05", "rental rules", "La location de la salle se fait au cas par cas."),
        ("NX-05", "rules", "Les retards ne sont pas admis, sauf force majeure ou situation particulière."),
        ("NX-05", "nursery", "Tout retard sera facturé (sauf circonstance exceptionnelle)."),
        ("NX-05", "page", "Les places de stage peuvent être réservées dans la limite des places disponibles."),
        ("NX-06", "forms", LIST),
        ("NX-07", "pool", "Enfants de moins de 18 ans : 2 €\nAdultes : 4 €\nTarif réduit (étudiant) : 3 €"),
        ("NX-07", "sale", "La vente donne priorité aux habitants. Les premiers inscrits seront servis."),
    ],
)
def test_what_is_entangled_is_found(rule: str, document: str, text: str) -> None:
    assert found(rule, text), document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("page", "La salle est louée toute l’année, à l’exception du mois d’août."),
        (
            "hours",
            "De 10 h à 12 h tous les jours sauf le dimanche\nDe 14 h à 17 h tous les jours sauf le samedi",
        ),
        ("rule then exception", "Le stationnement est payant. Toutefois, il est gratuit pour les riverains."),
        ("rules", "Vous pouvez prolonger le prêt, sauf si le livre est réservé."),
        ("rules", "Les deux parents signent si l’enfant a deux foyers et si le juge ne l’a pas confié à un seul."),
        ("order", "L’arrosage est interdit, sauf autorisation du service de l’eau."),
        ("order", "L’interdiction peut être étendue par arrêté préfectoral en cas de circonstances exceptionnelles."),
        ("library", "Sauf exceptions, le prêt est gratuit. Les exceptions sont affichées à l’accueil."),
        ("order", "Les feux sont interdits à moins de 200 mètres des bois et à moins de 50 mètres des routes."),
        ("staff", "Une formation dispensée par le centre de gestion est obligatoire, sauf pour les agents formés."),
        ("list", "Apportez :\n- une photo\n- un chèque\n- une copie du bail"),
        (
            "list",
            "Selon votre cas, fournissez :\n- si vous êtes marié, le livret\n- si vous êtes seul, l’acte de naissance",
        ),
        ("prices", "Adultes 6 €, enfants 4 €, gratuit pour les enfants de moins de 3 ans."),
        (
            "priority",
            "La priorité est donnée aux habitants, puis aux extérieurs. Les premiers inscrits sont servis.",
        ),
        ("staff", "En tant que régisseur, l’agent encaisse si le client paie."),
    ],
)
def test_good_practice_is_left_alone(document: str, text: str) -> None:
    assert [one.rule for one in observe(read_pasted(text)) if one.rule.startswith("NX")] == [], document


def test_a_chain_of_two_exceptions_under_conditions_stops_an_assistant() -> None:
    assert [one.severity for one in found("NX-02", CHAIN)] == [Severity.BLOQUANT]


def test_parts_are_spans_of_the_text_and_the_proposal_is_made_of_them() -> None:
    (mixed,) = found("NX-01", MIXED)
    said = {part.role: MIXED[part.start : part.end] for part in mixed.parts}
    assert said[Role.RULE] == "elle paie le repas jusqu’à la fin de la semaine en cours"
    assert said[Role.EXCEPTION].startswith("sauf si un certificat médical")
    assert said[Role.CONDITION] == "Lorsqu’une famille annule"
    assert mixed.proposal is not None
    assert mixed.proposal.rule == said[Role.RULE]
    assert [case.condition for case in mixed.proposal.cases] == [said[Role.EXCEPTION].rstrip(".")]


@pytest.mark.parametrize("text", [MIXED, CHAIN, LIST])
def test_a_proposal_holds_only_words_of_the_author(text: str) -> None:
    proposals = [one.proposal for one in observe(read_pasted(text)) if one.rule.startswith("NX") and one.proposal]
    assert proposals
    for proposal in proposals:
        pieces = [
            *proposal.rule.split(" ; "),
            *(piece for c in proposal.cases for piece in (c.who, c.condition, c.result)),
        ]
        assert all(piece in text for piece in pieces)


def test_an_exception_far_from_the_article_that_it_names_shows_both() -> None:
    filler = "\n".join(["Le service est ouvert aux familles de la commune toute l’année."] * 30)
    text = (
        f"Article 2. La salle est louée aux habitants.\n{filler}\nPar dérogation à l’article 2, les écoles l’occupent."
    )
    (far,) = found("NX-04", text)
    assert far.place.quote.startswith("Par dérogation")
    assert [place.quote for place in far.related] == ["Article 2. La salle est louée aux habitants."]
    assert found("NX-04", "Article 2. La salle est louée.\nPar dérogation à l’article 2, les écoles l’occupent.") == []


def test_a_reduced_price_without_its_full_price_is_found_in_a_whole_document() -> None:
    filler = "La bibliothèque prête des livres aux habitants de la commune. " * 15
    assert found("NX-08", f"{filler}\nTarif réduit : 2 € pour les étudiants.")
    assert not found("NX-08", f"{filler}\nPlein tarif : 4 €.\nTarif réduit : 2 € pour les étudiants.")
    assert not found("NX-08", "Tarif réduit : 2 € pour les étudiants.")


def test_what_is_not_measured_as_precise_is_never_more_than_information() -> None:
    text = "Enfants de moins de 18 ans : 2 €\nAdultes : 4 €\nTarif réduit (étudiant) : 3 €"
    assert {one.severity for one in found("NX-07", text)} == {Severity.INFO}


@pytest.mark.parametrize(
    ("exception", "who", "result"),
    [
        ("sauf pour les familles ne résidant pas dans la commune", "les familles ne résidant pas dans la commune", ""),
        (
            "à l’exception de celles dont un parent travaille ici, sur demande",
            "celles dont un parent travaille ici",
            "",
        ),
        ("sauf pour les enfants de moins de six ans qui paient 2 €", "les enfants de moins de six ans", "2 €"),
        ("sauf les demandeurs d’emploi si une attestation le dit", "les demandeurs d’emploi", ""),
        ("hormis le 14 juillet et les jours où les familles sont reçues", "", ""),
    ],
)
def test_a_case_names_whom_it_is_about_whole_or_not_at_all(exception: str, who: str, result: str) -> None:
    text = f"Le repas est facturé 4,10 € par enfant, {exception}, et sauf les agents de la commune."
    (chain,) = [one for one in observe(read_pasted(text)) if one.rule == "NX-02"]
    assert chain.proposal is not None
    first = chain.proposal.cases[0]
    assert (first.who, first.result) == (who, result)
