"""Agents' drafts come back as they were given, ninety days long; who reviewed them stays."""

from datetime import date, timedelta

from domain.ids import AccountId
from domain.kept_draft import Change, DraftOrigin, KeptCheck, KeptDraft, KeptReview, VisaChoice
from storage.opening import CommuneStores
from storage.sqlalchemy_drafts import KEPT_DAYS
from tests.storage.conftest import NOON

CHECK = KeptCheck(
    id="v1",
    at=NOON,
    author="Claire Moreau",
    name="projet.docx",
    title="Emplois",
    origin=DraftOrigin.DOCX,
    text="Vu la loi n° 84-53,",
    meeting=date(2026, 3, 12),
    model_day=date(2020, 5, 4),
)
DRAFT = KeptDraft(
    id="p1",
    at=NOON + timedelta(hours=1),
    author="Claire Moreau",
    subject_id="subvention",
    meeting=date(2026, 3, 12),
    answers={"montant": "1 250,50", "but": "fête"},
    acts=("d00000000000000a1:3",),
)


def test_a_check_comes_back_with_its_bytes_and_its_last_choices(stores: CommuneStores) -> None:
    stores.drafts.add_check(CHECK, b"PK\x03\x04")
    kept = VisaChoice(visa=2, changes=(), author="Claire Moreau")
    chosen = VisaChoice(visa=2, changes=(Change(start=3, end=18, after="le code"),), author="Samir Petit")
    other = VisaChoice(visa=0, changes=(), author="Samir Petit")
    for choice in (kept, chosen, other):
        stores.drafts.choose("v1", choice, at=NOON)
    assert stores.drafts.check("v1") == CHECK
    assert stores.drafts.content("v1") == b"PK\x03\x04"
    assert stores.drafts.choices("v1") == [other, chosen]


def test_a_choice_for_a_check_that_is_gone_is_let_go(stores: CommuneStores) -> None:
    stores.drafts.choose("v9", VisaChoice(visa=0, changes=(), author="x"), at=NOON)
    assert stores.drafts.choices("v9") == []
    assert stores.drafts.check("v9") is None
    assert stores.drafts.content("v9") == b""


def test_a_draft_takes_the_place_of_the_one_of_its_id(stores: CommuneStores) -> None:
    stores.drafts.add_check(CHECK, b"")
    stores.drafts.save_draft(KeptDraft(id="p1", at=NOON, author="x", subject_id="x", meeting=NOON.date(), answers={}))
    stores.drafts.save_draft(DRAFT)
    assert stores.drafts.draft("p1") == DRAFT
    assert [(one.id, one.title, one.is_check) for one in stores.drafts.works(9)] == [
        ("p1", "subvention", False),
        ("v1", "Emplois", True),
    ]
    assert [one.id for one in stores.drafts.works(1)] == ["p1"]


def test_texts_go_after_ninety_days_or_when_asked_and_reviews_stay(stores: CommuneStores) -> None:
    review = KeptReview(of="v1", title="Emplois", digest="ab", reviewer="Claire Moreau", account=AccountId(3), at=NOON)
    stores.drafts.add_check(CHECK, b"x")
    stores.drafts.choose("v1", VisaChoice(visa=0, changes=(), author="x"), at=NOON)
    stores.drafts.add_review(review)
    on_the_day = KeptDraft(
        id="p2", at=NOON + timedelta(days=KEPT_DAYS), author="x", subject_id="x", meeting=NOON.date(), answers={}
    )
    stores.drafts.save_draft(on_the_day)
    assert stores.drafts.check("v1") == CHECK
    stores.drafts.save_draft(
        KeptDraft(
            id="p3",
            at=on_the_day.at + timedelta(seconds=1),
            author="x",
            subject_id="x",
            meeting=NOON.date(),
            answers={},
        )
    )
    assert stores.drafts.check("v1") is None
    assert stores.drafts.choices("v1") == []
    assert stores.drafts.reviews("v1") == [review]
    stores.drafts.remove("p2")
    assert stores.drafts.draft("p2") is None
