from dataclasses import replace

from domain.document import Visibility
from domain.ids import AccountId
from domain.passage import Passage
from domain.personal import PersonalKind, PersonalSpan, conceal
from domain.ruling import Ruling
from storage.opening import CommuneStores
from tests.storage.conftest import NOON
from tests.storage.test_sqlalchemy_documents import ACTES, CANTINE, document, passage, record

TEXT = "M. Delorme vend la parcelle voisine de celle de Mme Renard."
SPAN = PersonalSpan(passage_id=None, place="title", start=6, end=13, kind=PersonalKind.NAME, original="Delorme")


def _ruling(**values: object) -> Ruling:
    common: dict[str, object] = {
        "source": ACTES,
        "path": "a.pdf",
        "digest": "0" * 64,
        "account": AccountId(3),
        "author": "Claire Moreau",
        "at": NOON,
        "reason": "la personne est d'accord",
    }
    return Ruling(**(common | values))  # type: ignore[arg-type]


def _saved(stores: CommuneStores) -> Passage:
    """A document whose passage and title are stored masked."""
    whole = replace(passage(0), text=TEXT, context=(), heading_path=("Vente Delorme",))
    spans = [
        SPAN,
        PersonalSpan(passage_id=whole.id, place="text", start=3, end=10, kind=PersonalKind.NAME, original="Delorme"),
        PersonalSpan(
            passage_id=whole.id, place="heading:0", start=6, end=13, kind=PersonalKind.NAME, original="Delorme"
        ),
    ]
    masked = replace(whole, text=conceal(TEXT, spans[1:2]), heading_path=("Vente [nom]",))
    titled = replace(document("a.pdf", source=ACTES), title="Vente [nom]", masked_count=3)
    stores.documents.save_file(record("a.pdf", source=ACTES), titled, (masked,), (), (), personal=spans)
    return whole


def test_what_masks_replaced_is_kept_apart_from_the_texts(stores: CommuneStores) -> None:
    _saved(stores)
    [kept] = stores.documents.passages_of(CANTINE)
    assert kept.text == "M. [nom] vend la parcelle voisine de celle de Mme Renard."
    assert [span.original for span in stores.rulings.personal_of(CANTINE)] == ["Delorme"] * 3
    found = stores.documents.document(CANTINE)
    assert found is not None
    assert found.masked_count == 3


def test_a_ruling_on_visibility_holds_at_once_and_is_journalled(stores: CommuneStores) -> None:
    _saved(stores)
    before = stores.documents.generation()
    assert stores.rulings.rule(_ruling(visibility=Visibility.RETIRE))
    found = stores.documents.document(CANTINE)
    assert found is not None
    assert found.visibility is Visibility.RETIRE
    assert stores.documents.generation() > before
    [ruling] = stores.rulings.of_file(ACTES, "a.pdf")
    assert (ruling.author, ruling.reason, ruling.at) == ("Claire Moreau", "la personne est d'accord", NOON)


def test_a_name_is_shown_then_masked_again_everywhere_it_stands(stores: CommuneStores) -> None:
    whole = _saved(stores)
    assert stores.rulings.rule(_ruling(name="DELORME", masks=False))
    assert stores.documents.passages_of(CANTINE) == [whole]
    shown = stores.documents.document(CANTINE)
    assert shown is not None
    assert (shown.title, shown.masked_count) == ("Vente Delorme", 0)
    assert stores.rulings.rule(_ruling(name="delorme", masks=True))
    [masked] = stores.documents.passages_of(CANTINE)
    assert masked.text.startswith("M. [nom] vend")
    assert masked.heading_path == ("Vente [nom]",)


def test_a_name_that_nobody_had_masked_can_be(stores: CommuneStores) -> None:
    _saved(stores)
    assert stores.rulings.rule(_ruling(name="Renard", masks=True))
    [masked] = stores.documents.passages_of(CANTINE)
    assert masked.text == "M. [nom] vend la parcelle voisine de celle de Mme [nom]."


def test_a_doubtful_figure_stays_on_its_figure_when_a_name_before_it_is_masked_and_shown(stores: CommuneStores) -> None:
    text = "Mme Renard doit 3,45 €."
    doubtful = replace(passage(0), text=text, context=(), heading_path=(), doubtful=((16, 22),))
    stores.documents.save_file(
        record("a.pdf", source=ACTES), document("a.pdf", source=ACTES), (doubtful,), (), (), personal=()
    )
    assert stores.rulings.rule(_ruling(name="Renard", masks=True))
    [masked] = stores.documents.passages_of(CANTINE)
    assert (masked.text, [masked.text[a:b] for a, b in masked.doubtful]) == ("Mme [nom] doit 3,45 €.", ["3,45 €"])
    assert stores.rulings.rule(_ruling(name="Renard", masks=False))
    assert stores.documents.passages_of(CANTINE) == [doubtful]


def test_rulings_outlive_the_file_and_one_on_nothing_is_refused(stores: CommuneStores) -> None:
    assert not stores.rulings.rule(_ruling(visibility=Visibility.PUBLIC))
    assert stores.rulings.of_file(ACTES, "a.pdf") == []
    _saved(stores)
    stores.rulings.rule(_ruling(visibility=Visibility.INTERNE))
    stores.documents.remove_files(ACTES, ["a.pdf"])
    assert stores.rulings.personal_of(CANTINE) == []
    assert len(stores.rulings.of_file(ACTES, "a.pdf")) == 1
