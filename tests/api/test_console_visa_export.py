"""The corrected document: in the form it came in, its changes marked, once somebody has signed the review."""

import io

import pytest
from odfdo import Document, Paragraph

from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.test_console_visas import CODE, DRAFT, decide, opened, places, send, token, word_file
from tests.ingest.revising.office_changes import docx_marks, docx_paragraphs, odt_paragraphs

CORRECTED = DRAFT.replace("la loi n° 83-634 du 13 juillet 1983", CODE)


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def writer_file(*lines: str) -> bytes:
    document, made = Document("text"), io.BytesIO()
    document.body.clear()
    for line in lines:
        document.body.append(Paragraph(line))
    document.save(made)
    return made.getvalue()


def exported(browser: Browser, address: str) -> bytes:
    decide(browser, address, visa=places(browser.get(address).text)[0], action="remplacer-0")
    given = browser.post(f"{address}/document", {"csrf": token(browser), "relu": "oui"})
    assert given.status_code == 200, Page(given.text).text
    assert given.headers["content-disposition"].startswith("attachment")
    return given.content


def test_pasted_words_come_back_as_a_word_document_with_changes_to_accept(agent: Browser) -> None:
    address, _ = opened(agent)
    made = exported(agent, address)
    assert docx_paragraphs(made, accept=True) == CORRECTED.split("\n")
    assert docx_paragraphs(made, accept=False) == DRAFT.split("\n")
    assert {author for _, author in docx_marks(made)} == {"Parvis (proposition)"}


def test_a_word_or_writer_file_comes_back_as_itself(agent: Browser) -> None:
    lines = DRAFT.splitlines()
    for name, content, read in (
        ("a.docx", word_file(*lines), docx_paragraphs),
        ("b.odt", writer_file(*lines), odt_paragraphs),
    ):
        address = send(agent, file=(name, content)).headers["location"]
        made = exported(agent, address)
        assert read(made, accept=True) == CORRECTED.splitlines()
        assert read(made, accept=False) == lines


def test_a_file_whose_place_was_lost_comes_back_as_text_that_says_so(fresh_house: House, agent: Browser) -> None:
    address = send(agent, file=("a.docx", word_file(*DRAFT.splitlines()))).headers["location"]
    store, here = fresh_house.stores.drafts, address.rsplit("/", 1)[-1]
    kept = store.check(here)
    assert kept is not None
    store.remove(here)
    store.add_check(kept, word_file("Un tout autre texte."))
    made = exported(agent, address)
    first = docx_paragraphs(made, accept=True)[0]
    assert first.startswith("[La mise en forme du fichier d’origine n’a pas pu être gardée")
    assert docx_paragraphs(made, accept=False) == kept.text.split("\n")


def test_without_the_review_there_is_no_document_and_no_line_in_the_journal(agent: Browser) -> None:
    address, _ = opened(agent)
    refused = agent.post(f"{address}/document", {"csrf": token(agent)})
    assert refused.status_code == 422
    assert "cochez la relecture" in Page(refused.text).text
    assert "Relu par" not in agent.get(address).text


def test_the_journal_names_who_reviewed_and_says_when_the_words_changed_since(agent: Browser) -> None:
    address, shown = opened(agent)
    exported(agent, address)
    text = Page(agent.get(address).text).text
    assert "Relu par Claire Moreau" in text
    assert "a changé depuis" not in text
    decide(agent, address, visa=places(shown.text)[0], action="garder")
    assert "Le texte a changé depuis" in Page(agent.get(address).text).text


def test_the_document_asks_for_a_session_and_the_form_s_token(fresh_house: House, agent: Browser) -> None:
    address, _ = opened(agent)
    fields = {"relu": "oui", "csrf": "forged"}
    assert agent.post(f"{address}/document", fields).status_code == 403
    assert Browser(fresh_house.app).post(f"{address}/document", fields).status_code == 401
