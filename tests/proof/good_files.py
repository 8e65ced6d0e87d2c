"""A sound file of every format that is read, made by our own hands: what the mutations start from."""

import json
from collections.abc import Mapping

from tests.ingest.archives.files import mail, zipped
from tests.ingest.data.test_fiche import FICHE
from tests.ingest.data.test_json_page import RECORD
from tests.ingest.data.test_scdl import FILE as DELIBERATIONS
from tests.ingest.office import test_docx as word
from tests.ingest.office import test_odf as open_document
from tests.ingest.office.files import cell, docx, number, odf, p, pptx, xlsx

_TABLE = word.table(
    word.row(word.tc("Quotient"), word.tc("Prix", '<w:gridSpan w:val="2"/>'), header=True),
    word.row(word.tc("moins de 500", '<w:vMerge w:val="restart"/>'), word.tc("enfant"), word.tc("2,10 €")),
    word.row(word.tc("", "<w:vMerge/>"), word.tc("adulte"), word.tc("4,00 €")),
)
_WORD = docx(
    p("Règlement de la cantine", '<w:pStyle w:val="T1"/>')
    + p("La cantine est ouverte aux enfants de trois à onze ans.")
    + p("une photo", word.numbered(1))
    + p("un justificatif", word.numbered(1))
    + '<w:p><w:r><w:t>Gratuit</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    + _TABLE,
    styles=word.STYLES,
    numbering=word.NUMBERING,
    footnotes=f'<w:footnote w:id="2">{p("Pour les moins de 12 ans.")}</w:footnote>',
)
_SHEET = xlsx(
    f'<row r="1">{cell("A1", "Public")}{cell("B1", "Prix")}{cell("C1", "Depuis")}</row>'
    f'<row r="2">{cell("A2", "enfant")}{number("B2", 3.5, 1)}{number("C2", 47920, 2)}</row>',
    styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="7"/><xf numFmtId="14"/></cellXfs>',
    after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
)
_ODT = odf(
    '<text:h text:outline-level="1">Horaires</text:h><text:p>Ouvert le lundi<text:s text:c="2"/>matin.</text:p>'
    '<text:list text:style-name="L1"><text:list-item><text:p>une photo</text:p></text:list-item></text:list>',
    open_document.STYLES,
)
_ODS = odf(
    '<table:table table:name="T"><table:table-row><table:table-cell><text:p>enfant</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-repeated="3"><text:p>3,50 €</text:p></table:table-cell>'
    "</table:table-row></table:table>",
    kind="spreadsheet",
)
_CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Conseil\r\nDTSTART;TZID=Europe/Paris:20310304T090000\r\n"
    "DTEND;TZID=Europe/Paris:20310304T120000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20310630\r\n"
    "EXDATE:20310414T070000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_TREE = {
    "titre_page": "Associations",
    "items": [{"nom": "Foyer rural", "description": "Activités pour tous les âges."}],
}


def good_files() -> Mapping[str, bytes]:
    """One file of each format, by name."""
    return {
        "reglement.docx": _WORD,
        "tarifs.xlsx": _SHEET,
        "budget.pptx": pptx("<p:sp><p:txBody><a:p><a:r><a:t>Budget 2031</a:t></a:r></a:p></p:txBody></p:sp>"),
        "horaires.odt": _ODT,
        "tarifs.ods": _ODS,
        "note.rtf": rb"{\rtf1\ansi {\b Tarifs}\par Le repas co\'fbte 3,50.\par}",
        "deliberations.csv": DELIBERATIONS.encode("cp1252"),
        "lettre.txt": "AVIS\n\nLa rue du Moulin est fermée.\n- du 10 mars\n- au 14 mars\n".encode(),
        "avis.eml": mail("La rue est fermée.\n\n-- \nLa mairie\n", html="<p>La rue est fermée.</p>", plan__docx=_WORD),
        "agenda.ics": _CALENDAR.encode(),
        "envoi.zip": zipped({"dossier/acte.docx": _WORD, "horaires.odt": _ODT, "autre.zip": zipped({"a.csv": b"a;b"})}),
        "fiche.xml": FICHE.encode(),
        "annuaire.json": json.dumps(RECORD).encode(),
        "associations.json": json.dumps(_TREE, ensure_ascii=False).encode(),
    }
