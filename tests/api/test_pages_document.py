from dataclasses import replace
from pathlib import Path

from domain.act import Act, ActKind
from domain.document import Visibility
from tests.api.browser import Browser, Page
from tests.api.house import House, fill, open_house
from tests.api.town import NOTE, ROWS, RULES, RULES_ADDRESS, TARIFF_PASSAGES, TARIFFS
from tests.ingest.pdf_files import image_pdf


def test_the_first_page_is_shown_with_a_pager_and_the_original_at_that_page(browser: Browser) -> None:
    page = Page(browser.get(f"/documents/{TARIFFS}").text)
    assert "coût de revient" in page.text
    assert "Le maire est chargé" not in page.text
    links = {a["href"] for a in page.all("a")}
    assert f"/documents/{TARIFFS}?page=3" in links
    assert f"/v1/documents/{TARIFFS}/original?commune=montreval-sur-cisse#page=1" in links


def test_what_the_act_is_is_said_beside_its_text(browser: Browser) -> None:
    facts = " ".join(Page(browser.get(f"/documents/{TARIFFS}").text).text.split())
    assert "Nature Délibération Numéro 2026-031 Séance Conseil municipal, 18 juin 2026" in facts
    assert "S’applique à partir du 1 er septembre 2026" in facts.replace("1er", "1 er")
    unknown = Page(browser.get(f"/documents/{RULES}").text).text
    assert "Nature" not in unknown
    assert "Numéro" not in unknown


def test_every_kind_of_act_has_its_french_words(fresh_house: House) -> None:
    store = fresh_house.stores.documents
    (record,) = [file for file in store.files() if file.document_id == RULES]
    document = store.document(RULES)
    assert document
    browser = Browser(fresh_house.app)
    for kind in ActKind:
        store.save_file(record, replace(document, act=Act(kind=kind)), store.passages_of(RULES), ())
        shown = browser.get(f"/documents/{RULES}")
        assert shown.status_code == 200
        assert ("<dt>Nature</dt>" in shown.text) is (kind is not ActKind.AUTRE)
        assert "<dd></dd>" not in shown.text


def test_the_address_leads_to_the_cited_words_else_to_their_passage(browser: Browser) -> None:
    own = TARIFF_PASSAGES[1]
    at = own.text.index(ROWS[2])
    place = f"/documents/{TARIFFS}?passage={own.id}"
    words = browser.get(f"{place}&start={at}&end={at + len(ROWS[2])}").text
    first = ROWS[2].split(" | ")[0]
    assert f'<mark id="passage" tabindex="-1">{first}</mark>' in words.replace("\u00a0", " ")
    assert words.count('id="passage"') == 1
    whole = browser.get(place).text
    assert '<div class="cited stack" id="passage" tabindex="-1">' in whole


def test_a_page_read_by_ocr_says_so_and_names_what_is_to_be_checked(fresh_house: House) -> None:
    store = fresh_house.stores.documents
    (record,) = [file for file in store.files() if file.document_id == RULES]
    document = store.document(RULES)
    assert document
    own, *others = store.passages_of(RULES)
    scanned = replace(own, ocr_confidences=(0.8,) * (own.text.count("\n") + 1), doubtful=((0, 4),))
    before = Page(Browser(fresh_house.app).get(f"/documents/{RULES}").text).text
    assert "document numérisé" not in before
    store.save_file(record, document, [scanned, *others], ())
    shown = " ".join(Page(Browser(fresh_house.app).get(f"/documents/{RULES}").text).text.split())
    assert "Texte lu automatiquement sur un document numérisé" in shown
    assert f"À vérifier en particulier : {own.text[:4].strip()}." in shown.replace("\u00a0", " ")


def test_an_act_s_way_to_being_binding_is_told_from_its_stamps(browser: Browser) -> None:
    text = Page(browser.get(f"/documents/{TARIFFS}").text).text
    assert "Exécutoire depuis le 25 juin 2026" in text
    assert "Reçu en préfecture le 22 juin 2026" in text
    assert "Exécutoire" not in Page(browser.get(f"/documents/{RULES}").text).text


def test_another_page_keeps_the_way_back_to_the_passage(browser: Browser) -> None:
    page = Page(browser.get(f"/documents/{TARIFFS}?page=3&passage={TARIFF_PASSAGES[1].id}&start=0&end=9").text)
    assert "Le maire est chargé" in page.text
    back = [a["href"] for a in page.all("a") if a.get("aria-label") == "Page 2, passage cité"]
    assert back == [f"/documents/{TARIFFS}?page=2&passage={TARIFF_PASSAGES[1].id}&start=0&end=9#passage"]


def test_a_document_of_the_site_leads_back_to_it(browser: Browser) -> None:
    page = Page(browser.get(f"/documents/{RULES}").text)
    (link,) = [a for a in page.all("a") if a["href"] == RULES_ADDRESS]
    assert link["rel"] == "noopener noreferrer"
    assert "Sur le site montreval.example" in page.text
    assert "Sur le site" not in Page(browser.get(f"/documents/{TARIFFS}").text).text


def test_a_document_without_pages_is_shown_whole(browser: Browser) -> None:
    page = Page(browser.get(f"/documents/{RULES}").text)
    assert "livret de famille" in page.text
    assert "Panier-repas" in page.text
    assert not [n for n in page.all("nav") if n["aria-label"] == "Pages du document"]


def test_a_page_without_text_says_so(browser: Browser) -> None:
    assert "Aucun texte n’a pu être lu" in browser.get(f"/documents/{TARIFFS}?page=9").text


def test_a_passage_that_has_gone_is_said_to_have_changed(browser: Browser) -> None:
    assert "a changé depuis la réponse" in browser.get(f"/documents/{TARIFFS}?passage=disparu&start=0&end=5").text


def test_an_internal_document_does_not_exist_for_residents(browser: Browser) -> None:
    for address in (f"/documents/{NOTE}", f"/v1/documents/{NOTE}", f"/v1/documents/{NOTE}/original"):
        response = browser.get(address)
        assert response.status_code == 404
        assert "180 000" not in response.text


def test_a_withdrawn_document_stops_being_read_at_once(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    assert browser.get(f"/documents/{TARIFFS}").status_code == 200
    fresh_house.stores.documents.set_visibility(TARIFFS, Visibility.RETIRE)
    for address in (f"/documents/{TARIFFS}", f"/v1/documents/{TARIFFS}", f"/v1/documents/{TARIFFS}/original"):
        assert browser.get(address).status_code == 404


def test_addresses_of_no_form_are_refused_without_failing(browser: Browser) -> None:
    for address in ("/documents/..%2f..%2fetc", "/documents/%00", "/documents/d%ff", f"/documents/{TARIFFS}x"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"/documents/{TARIFFS}?start=-1").status_code == 422
    assert browser.get(f"/documents/{TARIFFS}?page=deux").status_code == 422


def test_another_commune_s_document_is_not_found_here(browser: Browser) -> None:
    assert browser.get(f"/c/saint-oyen-la-riviere/documents/{TARIFFS}").status_code == 404


def test_the_page_itself_can_be_seen_when_it_is_asked_for(fresh_house: House, tmp_path: Path) -> None:
    fill(fresh_house.stores, tmp_path, pdf=image_pdf(3))
    browser = Browser(fresh_house.app)
    page = Page(browser.get(f"/documents/{TARIFFS}?page=2").text)
    (picture,) = page.all("img")
    assert (picture["loading"], picture["src"]) == ("lazy", f"/documents/{TARIFFS}/images/2")
    assert picture["alt"].startswith("Image de la page 2")
    response = browser.get(picture["src"])
    assert (response.status_code, response.headers["content-type"]) == (200, "image/webp")
    assert Page(browser.get(f"/documents/{RULES}").text).all("img") == [], "a document without pages"
    there = f"/c/montreval-sur-cisse/documents/{TARIFFS}"
    assert Page(browser.get(there).text).all("img")[0]["src"] == f"{there}/images/1"


def test_no_picture_of_what_a_resident_may_not_see(fresh_house: House, tmp_path: Path) -> None:
    fill(fresh_house.stores, tmp_path, pdf=image_pdf(3))
    browser = Browser(fresh_house.app)
    address = f"/documents/{TARIFFS}/images/1"
    first = browser.get(address)
    assert first.status_code == 200
    for visibility in (Visibility.RETIRE, Visibility.INTERNE, Visibility.A_RELIRE):
        fresh_house.stores.documents.set_visibility(TARIFFS, visibility)
        assert browser.get(address).status_code == 404, "drawn before, and kept"
        assert browser.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 404
    assert browser.get(f"/documents/{NOTE}/images/1").status_code == 404
    assert browser.get(f"/c/saint-oyen-la-riviere{address}").status_code == 404
    assert browser.get("/documents/..%2f/images/1").status_code == 404


def test_pictures_are_counted_on_their_own(tmp_path: Path) -> None:
    house = open_house(tmp_path, pictures_burst=2, pictures_per_minute=1)
    browser = Browser(house.app)
    address = f"/documents/{TARIFFS}/images/1"
    assert [browser.get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert browser.get(f"/documents/{TARIFFS}").status_code == 200
    house.close()
