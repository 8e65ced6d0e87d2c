"""A document full of residents' names, read as ingestion reads it, in the town of the tests."""

from dataclasses import replace
from datetime import date

from domain.document import Document, FileRecord, FileState, MediaType, Visibility
from domain.ids import DocumentId, PassageId
from ingest.masking.document import masked_cuts
from ingest.passages import Cut, CutDocument
from storage.opening import CommuneStores
from tests.api.town import ACTES, FRIDAY, MONTREVAL, passage

NAMED = DocumentId("d00000000000000d4")
SECRETS = ("Delorme", "Renard", "12 rue des Tilleuls", "06 12 34 56 78", "Joly-Rivière", "Odile Renard")
LINES = (
    "M. et Mme Delorme, demeurant 12 rue des Tilleuls, souhaitent acquérir la parcelle B 214 pour 3 200 €.",
    "Une concession est accordée à Mme Odile Renard, tél. 06 12 34 56 78.",
    "Les consorts Joly-Rivière se plaignent du bruit. Mme Anne Perrin, maire, répond.",
)
GIVEN = FileRecord(
    source=ACTES,
    path="2031/pv.pdf",
    digest="e" * 64,
    size_bytes=90,
    state=FileState.INDEXED,
    document_id=NAMED,
    seen_at=FRIDAY,
)


def fill_masked(stores: CommuneStores) -> None:
    """Save the document as ingestion does: masked, with what the masks replaced."""
    text = "\n".join(LINES)
    cut = Cut(
        text=text,
        page=1,
        start=0,
        end=len(text),
        heading_path=("Demandes", "Vente à M. et Mme Delorme"),
        context=("Concessions accordées à Mme Odile Renard :",),
    )
    read = CutDocument(
        title="Vente Delorme et contentieux des consorts Joly-Rivière",
        session_date=date(2031, 5, 12),
        act=None,
        decisions=(),
        cuts=(cut,),
    )
    masked = masked_cuts(read, MediaType.PDF)
    shown = masked.shown
    made = passage(NAMED, 0, shown.cuts[0].text, page=1)
    made = replace(made, heading_path=shown.cuts[0].heading_path, context=shown.cuts[0].context)
    spans = masked.personal([PassageId(made.id)])
    document = Document(
        id=NAMED,
        commune=MONTREVAL,
        source=ACTES,
        path=GIVEN.path,
        digest=GIVEN.digest,
        media_type=MediaType.PDF,
        title=shown.title,
        visibility=Visibility.PUBLIC,
        page_count=1,
        session_date=shown.session_date,
        read_at=FRIDAY,
        masked_count=len(spans),
    )
    stores.documents.save_file(GIVEN, document, (made,), (), (), personal=spans)
