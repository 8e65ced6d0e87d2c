import json

import pytest

from domain.document import FileReason
from ingest.data.json_page import read_json
from ingest.text import LineKind, Refused


def told(tree: object) -> list[tuple[str, int, str]]:
    lines = read_json(json.dumps(tree).encode()).pages[0].lines
    return [(line.kind.value, line.level, line.text) for line in lines]


def test_small_items_are_read_each_in_one_line_with_the_words_of_their_keys() -> None:
    agenda = [
        {
            "date": "2031-03-04",
            "heure": "18:00",
            "titre": "Commission Budget",
            "lieu": "Salle du Conseil",
            "image": "assets/img/agenda/budget.png",
            "summary": "Préparation du budget primitif",
            "url": "conseil.html",
        }
    ]
    assert told(agenda) == [
        (
            "item",
            0,
            "- Commission Budget – Date : 4 mars 2031 ; Heure : 18:00 ; Lieu : Salle du Conseil ; "
            "Préparation du budget primitif",
        )
    ]


def test_longer_items_have_a_heading_and_their_text_as_written() -> None:
    news = [
        {"titre": "Appel à volontaires", "date": "2031-04-26", "resume": "Conditions :\nAvoir 18 ans.\n" + "x " * 200}
    ]
    found = told(news)
    assert found[0] == ("heading", 2, "Appel à volontaires")
    assert ("item", 0, "- Date : 26 avril 2031") in found
    assert ("paragraph", 0, "Avoir 18 ans.") in found


def test_a_page_of_groups_keeps_its_headings_and_its_labelled_values() -> None:
    page = {
        "titre_page": "Associations",
        "intro": "Retrouvez les associations de la commune.",
        "items": [
            {
                "id": "foyer",
                "nom": "Foyer rural",
                "description": "Activités pour tous les âges.",
                "infos": [
                    {"label": "Téléphone", "value": "01 02 03 04 05", "url": "tel:0102030405"},
                    {"label": "Horaires", "value": "Mer 14h–18h"},
                ],
            }
        ],
    }
    assert told(page) == [
        ("heading", 1, "Associations"),
        ("paragraph", 0, "Retrouvez les associations de la commune."),
        ("heading", 3, "Foyer rural"),
        ("paragraph", 0, "Activités pour tous les âges."),
        ("item", 0, "- Téléphone : 01 02 03 04 05"),
        ("item", 0, "- Horaires : Mer 14h–18h"),
    ]


def test_lists_of_texts_are_items_and_lists_of_words_one_line() -> None:
    town = {
        "mairie": {
            "nom": "Mairie de Valbrune",
            "adresse": "12 rue du Moulin, au fond de la cour",
            "horaires": ["Lundi : 9 h–12 h", "Mardi : 14 h–17 h"],
            "x": {"a": 1},
        }
    }
    assert ("item", 0, "- Lundi : 9 h–12 h") in told(town)
    assert ("paragraph", 0, "Horaires :") in told(town)
    member = {"membres": [{"nom": "PRADEL Anne", "fonction": "Adjointe", "delegations": ["École", "Sport et loisirs"]}]}
    assert told(member)[-1][2] == "- PRADEL Anne – Fonction : Adjointe ; Délégations : École, Sport et loisirs"


def test_menus_links_and_what_is_not_shown_are_left_out() -> None:
    site = {
        "navigation": [{"label": "Équipe municipale", "url": "equipe.html"}],
        "alerte": {
            "active": False,
            "titre": "Information importante",
            "message": "Exemple de message à la population.",
        },
        "mairie": {"nom": "Mairie de Valbrune", "adresse": "12 rue du Moulin, 41200 Valbrune sur Cisse"},
    }
    assert told(site) == [("item", 0, "- Mairie de Valbrune – Adresse : 12 rue du Moulin, 41200 Valbrune sur Cisse")]


@pytest.mark.parametrize(
    "tree",
    [
        {"$schema": "https://json-schema.org/x", "title": "Subventions", "description": "Un long texte de schéma."},
        {"name": "site", "dependencies": {"react": "18"}, "description": "Un long texte de programme de site."},
        {"theme": {"color": "#fff", "logo": "img/logo.png"}, "lang": "fr", "version": 3},
        [],
    ],
)
def test_what_only_configures_a_program_is_a_template(tree: object) -> None:
    with pytest.raises(Refused) as refused:
        read_json(json.dumps(tree).encode())
    assert refused.value.reason is FileReason.SITE_TEMPLATE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"titre": ', FileReason.DAMAGED),
        (b'{"a":' * 100 + b"1" + b"}" * 100, FileReason.ABNORMAL),
        (b"[" * 100_000, FileReason.ABNORMAL),
    ],
)
def test_broken_and_endless_trees_are_refused(data: bytes, reason: FileReason) -> None:
    with pytest.raises(Refused) as refused:
        read_json(data)
    assert refused.value.reason is reason


RECORD = {
    "nom": "Mairie - Valbrune",
    "pivot": '[{"type_service_local": "mairie"}]',
    "adresse": '[{"type_adresse": "Adresse", "complement1": "", "numero_voie": "12 rue du Moulin", '
    '"code_postal": "41200", "nom_commune": "Valbrune", "note_accessibilite": "Rampe au 14."}]',
    "telephone": '[{"valeur": "01 02 03 04 05", "description": "standard"}]',
    "adresse_courriel": "mairie@valbrune.example.fr",
    "site_internet": '[{"libelle": "", "valeur": "https://valbrune.example.fr"}]',
    "plage_ouverture": '[{"nom_jour_debut": "Lundi", "nom_jour_fin": "Mardi", "valeur_heure_debut_1": "09:00:00", '
    '"valeur_heure_fin_1": "12:00:00", "valeur_heure_debut_2": "13:30:00", "valeur_heure_fin_2": "17:00:00", '
    '"commentaire": ""}, {"nom_jour_debut": "Samedi", "nom_jour_fin": "", "valeur_heure_debut_1": "", '
    '"commentaire": "sur rendez-vous"}]',
    "date_modification": "22/12/2031 10:38:56",
    "mission": None,
    "url_service_public": "https://lannuaire.service-public.example.fr/x",
}
SHOWN = [
    "Mairie - Valbrune",
    "- Adresse : 12 rue du Moulin, 41200 Valbrune",
    "- Accessibilité : Rampe au 14.",
    "- Téléphone : 01 02 03 04 05 (standard)",
    "- Courriel : mairie@valbrune.example.fr",
    "- Site internet : https://valbrune.example.fr",
    "Horaires d’ouverture de Mairie - Valbrune :",
    "- Lundi : de 9 h à 12 h et de 13 h 30 à 17 h",
    "- Mardi : de 9 h à 12 h et de 13 h 30 à 17 h",
    "- Samedi : (sur rendez-vous)",
    "Fiche de l’annuaire de l’administration (service-public.fr), modifiée le 22 décembre 2031.",
]


@pytest.mark.parametrize("tree", [RECORD, [RECORD], {"results": [RECORD]}, {"service": [RECORD]}])
def test_a_record_of_the_annuaire_gives_its_address_and_its_hours_in_plain_lines(tree: object) -> None:
    lines = read_json(json.dumps(tree).encode()).pages[0].lines
    assert [line.text for line in lines] == SHOWN
    assert {line.link for line in lines} == {"https://lannuaire.service-public.example.fr/x"}


def test_fields_of_the_annuaire_may_be_null_broken_or_lists() -> None:
    record = RECORD | {"adresse": None, "telephone": "[{broken", "plage_ouverture": [], "adresse_courriel": ["a@b.fr"]}
    shown = [line.text for line in read_json(json.dumps(record).encode()).pages[0].lines]
    assert shown[:2] == ["Mairie - Valbrune", "- Courriel : a@b.fr"]


def test_a_line_is_never_empty() -> None:
    tree: object = {
        "titre": "Page",
        "a": ["", None, {}],
        "texte": "Quelques mots utiles à tous les habitants de la commune.",
    }
    assert all(line.text.strip("- ") for line in read_json(json.dumps(tree).encode()).pages[0].lines)
    assert read_json(json.dumps(tree).encode()).pages[0].lines[0].kind is LineKind.HEADING
