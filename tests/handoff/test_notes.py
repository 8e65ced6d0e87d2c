from domain.account import Account, Role
from domain.ids import AccountId
from domain.request import Note, RequestDraft
from handoff.notes import LONGEST_NOTE, add_note
from handoff.steps import StepProblem
from storage.opening import CommuneStores
from tests.handoff.conftest import MONTREVAL, NOON

CLAIRE = Account(
    id=AccountId(7), commune=MONTREVAL, email="c@montreval.example", name="Claire", role=Role.AGENT, has_password=True
)


def test_a_note_is_signed_kept_and_changes_nothing_of_the_request(stores: CommuneStores) -> None:
    draft = RequestDraft(commune=MONTREVAL, service="mairie", message="Bonjour")
    sent = stores.requests.send(draft, idempotency_key="k" * 16, at=NOON).request
    for text in ("  Rappeler\u200b demain ", "Fait"):
        assert isinstance(add_note(stores.notes, CLAIRE, sent.reference, text=text, at=NOON), Note)
    assert [(note.author, note.text) for note in stores.notes.of(sent.reference)] == [
        ("Claire", "Rappeler demain"),
        ("Claire", "Fait"),
    ]
    assert stores.requests.get(sent.reference) == sent
    assert add_note(stores.notes, CLAIRE, sent.reference, text=" ", at=NOON) is StepProblem.EMPTY
    long = "a" * (LONGEST_NOTE + 1)
    assert add_note(stores.notes, CLAIRE, sent.reference, text=long, at=NOON) is StepProblem.TOO_LONG
    assert len(stores.notes.of(sent.reference)) == 2
