import json

import pytest

from domain.document import FileReason, MediaType
from ingest.data.fiche import read_xml
from ingest.data.json_page import read_json
from ingest.text import Refused

FICHE = """<?xml version="1.0" encoding="UTF-8"?>
<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="F99999" type="Fiche d'information">
<dc:title>Permis de pêche d'un mineur</dc:title><dc:publisher>Office fictif</dc:publisher>
<dc:date>modified 2031-03-04</dc:date>
<FilDAriane><Niveau ID="P">Accueil particuliers</Niveau></FilDAriane>
<Introduction><Texte><Paragraphe>Le permis est <MiseEnEvidence>obligatoire</MiseEnEvidence> dès
<LienInterne LienPublication="R1">douze ans</LienInterne>.</Paragraphe></Texte></Introduction>
<ListeSituations affichage="onglet">
<Situation><Titre>Cas général</Titre><Texte><Chapitre><Titre><Paragraphe>Coût</Paragraphe></Titre>
<Paragraphe>Il coûte <Valeur>31 €</Valeur>.</Paragraphe>
<BlocCas affichage="radio"><Cas><Titre>Vous pêchez en lac</Titre><Paragraphe>Gratuit.</Paragraphe></Cas></BlocCas>
<Liste type="puce"><Item><Paragraphe>une photo</Paragraphe></Item><Item><Paragraphe>un justificatif :</Paragraphe>
<Liste type="puce"><Item><Paragraphe>facture</Paragraphe></Item></Liste></Item></Liste>
<ANoter><Titre>À noter</Titre><Paragraphe>il est valable un an.</Paragraphe></ANoter></Chapitre></Texte></Situation>
<Situation><Titre>En outre-mer</Titre><Texte><Chapitre><Titre><Paragraphe>Coût</Paragraphe></Titre>
<Tableau><Rangée type="header"><Cellule><Paragraphe>Âge</Paragraphe></Cellule><Cellule><Paragraphe>Prix</Paragraphe>
</Cellule></Rangée><Rangée><Cellule><Paragraphe>12 ans</Paragraphe></Cellule><Cellule><Paragraphe>5 €</Paragraphe>
</Cellule></Rangée></Tableau></Chapitre></Texte></Situation></ListeSituations>
<OuSAdresser ID="R9"><Titre>Mairie</Titre></OuSAdresser>
<ServiceEnLigne URL="https://peche.example.fr"><Titre>Demande en ligne</Titre></ServiceEnLigne>
<QuestionReponse ID="F1">Une autre question ?</QuestionReponse>
<Reference URL="https://loi.example.fr"><Titre>Code de la pêche : article L9</Titre>
<Complement>Permis</Complement></Reference>
</Publication>"""
SHOWN = [
    ("heading", 1, "Permis de pêche d'un mineur"),
    ("paragraph", 0, "Le permis est obligatoire dès douze ans."),
    ("heading", 2, "Cas général"),
    ("heading", 3, "Coût"),
    ("paragraph", 0, "Il coûte 31 €."),
    ("heading", 4, "Vous pêchez en lac"),
    ("paragraph", 0, "Gratuit."),
    ("item", 0, "- une photo"),
    ("item", 0, "- un justificatif :"),
    ("item", 1, "- facture"),
    ("paragraph", 0, "À noter : il est valable un an."),
    ("heading", 2, "En outre-mer"),
    ("heading", 3, "Coût"),
    ("row", 0, "Âge | Prix"),
    ("row", 0, "12 ans | 5 €"),
    ("paragraph", 0, "Où s’adresser : Mairie"),
    ("paragraph", 0, "Service en ligne : Demande en ligne (https://peche.example.fr)"),
    ("heading", 2, "Textes de loi et références"),
    ("item", 0, "- Référence : Code de la pêche : article L9 : Permis"),
    ("paragraph", 0, "Source : Office fictif, fiche vérifiée le 4 mars 2031."),
]


def test_situations_and_cases_are_headings_so_that_the_rule_and_its_cases_stay_apart() -> None:
    reading = read_xml(FICHE.encode())
    lines = reading.pages[0].lines
    assert [(line.kind.value, line.level, line.text) for line in lines] == SHOWN
    assert {line.link for line in lines} == {"https://www.service-public.fr/particuliers/vosdroits/F99999"}
    assert reading.media_type is MediaType.XML


def tree_of(element: object) -> dict[str, object]:
    """The XML's tree in its JSON form."""
    from xml.etree.ElementTree import Element

    assert isinstance(element, Element)
    children: list[object] = [{"type": "text", "text": element.text}] if element.text else []
    for child in element:
        children.append(tree_of(child))
        if child.tail:
            children.append({"type": "text", "text": child.tail})
    return {"type": "element", "name": element.tag, "attributes": dict(element.attrib), "children": children}


def test_the_json_form_of_the_tree_says_the_same() -> None:
    from ingest.office.bounded_xml import parse_xml

    tree = {"type": "root", "children": [tree_of(parse_xml(FICHE.encode()))]}
    reading = read_json(json.dumps(tree).encode())
    assert [(line.kind.value, line.level, line.text) for line in reading.pages[0].lines] == SHOWN
    assert reading.media_type is MediaType.JSON


def test_the_form_of_texts_gives_each_fiche_its_heading_and_its_address() -> None:
    articles = {
        "version": "1.0",
        "data": [
            {
                "link": "https://www.service-public.fr/particuliers/vosdroits/F9",
                "title": "Première demande",
                "dossier": "Permis",
                "sous_dossier": "",
                "paragraphs": [{"context": "Permis : première demande\n\nIl faut fournir :\n- une photo"}],
            }
        ],
    }
    lines = read_json(json.dumps(articles).encode()).pages[0].lines
    assert lines[0].text == "Permis – Première demande"
    assert [line.text for line in lines[1:]] == ["Permis : première demande", "Il faut fournir :", "- une photo"]
    assert {line.link for line in lines} == {"https://www.service-public.fr/particuliers/vosdroits/F9"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<?xml version='1.0'?><urlset><url/></urlset>", FileReason.UNSUPPORTED),
        (b"<?xml version='1.0'?><Publication ID='F1'/>", FileReason.UNSUPPORTED),
        (b"<?xml version='1.0'?><Publication>", FileReason.DAMAGED),
        (b"<!DOCTYPE p [<!ENTITY a 'b'>]><Publication/>", FileReason.ABNORMAL),
    ],
)
def test_xml_that_is_no_fiche_is_refused(data: bytes, reason: FileReason) -> None:
    with pytest.raises(Refused) as refused:
        read_xml(data)
    assert refused.value.reason is reason
