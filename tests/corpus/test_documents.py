import re
import tomllib
from fnmatch import fnmatch

import pytest

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS, SAMPLE_PROFILE
from corpus.build_documents import ManifestEntry, read_manifest
from tests.corpus.readers import pages_of, pdf_pages

ENTRIES = read_manifest()
NOTHING_TO_READ = [entry for entry in ENTRIES if entry.format in ("pdf_copy", "pdf_encrypted", "pdf_cut")]
DOCUMENTS = [entry for entry in ENTRIES if entry not in NOTHING_TO_READ]
FILES = {SAMPLE_DOCUMENTS / entry.path for entry in ENTRIES}
PROFILE = tomllib.loads(SAMPLE_PROFILE.read_text(encoding="utf-8"))
FICTIONAL_PHONE = re.compile(r"02 61 91 \d\d \d\d")  # a block that Arcep keeps for works of fiction
ANY_PHONE = re.compile(r"(?<![\d.,-])(?:\+33 ?|0)[1-9](?:[ .-]?\d\d){4}(?![\d-])")
NAMESPACES = ("http://purl.org/dc/", "http://www.w3.org/")
INTERNAL_ONLY = ("4471B", "une fois par trimestre", "inférieure à 15,00 €")
MAX_TOTAL_BYTES = 1_500_000


def named(path: str) -> ManifestEntry:
    return next(entry for entry in ENTRIES if entry.path.endswith(path))


def test_the_manifest_lists_exactly_the_files_that_exist() -> None:
    found = {path.relative_to(SAMPLE_DOCUMENTS).as_posix() for path in SAMPLE_DOCUMENTS.rglob("*") if path.is_file()}
    assert sorted(entry.path for entry in ENTRIES) == sorted(found)
    assert all(entry.shows and entry.title and entry.licence == "etalab-2.0" for entry in ENTRIES)


def test_every_content_file_serves_a_document() -> None:
    contents = {path for path in (CORPUS_FOLDER / "content").rglob("*") if path.is_file()}
    contents = {
        path for path in contents if not path.name.startswith("frame-") and path.parent.name != "marche-de-noel"
    }
    assert contents == {CORPUS_FOLDER / entry.content for entry in ENTRIES if entry.content} - FILES


def test_the_documents_are_as_many_as_the_readme_says_without_those_that_give_nothing() -> None:
    assert {entry.format for entry in NOTHING_TO_READ} == {"pdf_copy", "pdf_encrypted", "pdf_cut"}
    assert len(NOTHING_TO_READ) == 3
    assert len(DOCUMENTS) == 45


def test_a_copy_is_the_same_file_under_another_name() -> None:
    copy = next(entry for entry in ENTRIES if entry.format == "pdf_copy")
    original = CORPUS_FOLDER / copy.content
    assert original.name != copy.path.rsplit("/", 1)[1]
    assert (SAMPLE_DOCUMENTS / copy.path).read_bytes() == original.read_bytes()


def test_the_sample_stays_small_enough_to_be_committed() -> None:
    assert sum(path.stat().st_size for path in SAMPLE_DOCUMENTS.rglob("*") if path.is_file()) < MAX_TOTAL_BYTES


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.format == "pdf_scan"], ids=lambda e: e.path)
def test_a_scan_has_pages_and_no_text(entry: ManifestEntry) -> None:
    pages = pdf_pages((SAMPLE_DOCUMENTS / entry.path).read_bytes())
    assert pages
    assert not any(pages)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.format == "pdf"], ids=lambda e: e.path)
def test_each_page_of_a_text_pdf_says_its_number(entry: ManifestEntry) -> None:
    pages = pdf_pages((SAMPLE_DOCUMENTS / entry.path).read_bytes())
    for number, text in enumerate(pages, start=1):
        assert text.endswith(f"Page {number} sur {len(pages)}")


def test_telephones_and_sites_are_fictional() -> None:
    texts = {entry.path: " ".join(pages_of(SAMPLE_DOCUMENTS / entry.path)) for entry in DOCUMENTS}
    texts |= {p.name: p.read_text(encoding="utf-8") for p in CORPUS_FOLDER.rglob("*.md")}
    texts["profile"] = SAMPLE_PROFILE.read_text(encoding="utf-8")
    assert any(FICTIONAL_PHONE.search(text) for text in texts.values())
    for name, text in texts.items():
        assert [phone for phone in ANY_PHONE.findall(text) if not FICTIONAL_PHONE.fullmatch(phone)] == [], name
        assert all(mail.endswith(".example") for mail in re.findall(r"[\w.-]+@[\w.-]*\w", text)), name
        links = [link for link in re.findall(r"https?://[^\s\"']+", text) if not link.startswith(NAMESPACES)]
        assert all(".example" in link for link in links), name


def test_what_is_internal_is_said_nowhere_else_and_the_profile_hides_it() -> None:
    note = named("note-2026-07-impayes-restauration.pdf")
    (glob,) = PROFILE["commune"]["internal_paths"]
    assert [entry.path for entry in ENTRIES if fnmatch(entry.path, glob)] == [note.path]
    internal = " ".join(pages_of(SAMPLE_DOCUMENTS / note.path))
    public = [" ".join(pages_of(SAMPLE_DOCUMENTS / entry.path)) for entry in DOCUMENTS if entry is not note]
    for secret in INTERNAL_ONLY:
        assert secret in internal
        assert not any(secret in text for text in public)


def test_the_traps_that_the_readme_promises_are_laid() -> None:
    minutes = pages_of(SAMPLE_DOCUMENTS / named("2026-06-18-proces-verbal.pdf").path)
    assert "porter à 260 €" in minutes[1]
    assert "245 € 490 €" in minutes[2]
    assert sum("Association Montant 2025 Montant 2026" in page for page in minutes) == 2, "a table over two pages"
    water = pages_of(SAMPLE_DOCUMENTS / named("2025-112-tarifs-eau-assainissement.pdf").path)
    assert all("Commune et service Abonnement annuel Prix au m3" in page for page in water)
    rules, site = named("reglement-bibliotheque.pdf"), named("site/bibliotheque.html")
    assert "Samedi : de 9 h 30 à 17 h." in pages_of(SAMPLE_DOCUMENTS / rules.path)[0]
    assert "ferme à 17 h 30" in pages_of(SAMPLE_DOCUMENTS / site.path)[0]


def test_a_later_act_amends_one_line_and_another_corrects_a_slip_of_the_pen() -> None:
    amending = " ".join(pages_of(SAMPLE_DOCUMENTS / named("2026-049-garderie-modification.pdf").path))
    assert "2,90 € est remplacé par 3,05 € à compter du 4 janvier 2027" in amending
    correcting = " ".join(pages_of(SAMPLE_DOCUMENTS / named("2026-045-rectification-salle-des-fetes.pdf").path))
    assert "au lieu de : « 210 € », lire : « 220 € »" in correcting
    minutes = " ".join(pages_of(SAMPLE_DOCUMENTS / named("2026-06-18-proces-verbal.pdf").path))
    assert "2,10 € 2,90 €" in minutes
    assert "Journée en semaine 110 € 210 €" in minutes


def test_the_agenda_and_the_list_repeat_the_title_of_a_decision_and_say_nothing_of_it() -> None:
    agenda = pages_of(SAMPLE_DOCUMENTS / named("2026-11-05-ordre-du-jour.txt").path)[0]
    titles = " ".join(pages_of(SAMPLE_DOCUMENTS / named("2026-11-05-liste-des-deliberations.pdf").path))
    for text in (agenda, titles):
        assert "Tarifs des concessions funéraires à compter du 1" in text
        assert "365 €" not in text
    assert "herbe sur pied" in agenda
    assert "Retirée de l’ordre du jour" in titles


def test_the_hostile_page_hides_its_orders_and_nothing_else_says_them() -> None:
    page = named("site/habitat-energie.html")
    source = (SAMPLE_DOCUMENTS / page.path).read_text(encoding="utf-8")
    assert 'style="display:none"' in source
    assert "font-size:1px" in source
    others = [" ".join(pages_of(SAMPLE_DOCUMENTS / entry.path)) for entry in DOCUMENTS if entry is not page]
    for order in ("02 61 91 99 09", "Isol’Avenir"):
        assert order in source
        assert not any(order in text for text in others)


def test_every_format_that_a_commune_publishes_is_there() -> None:
    found = sorted({entry.path.rsplit(".", 1)[1] for entry in ENTRIES})
    assert " ".join(found) == "csv doc docx eml html ics json md ods odt pdf txt xlsx xml zip"


def test_the_archive_holds_what_its_content_lists() -> None:
    listed = tomllib.loads((CORPUS_FOLDER / "content/marche-de-noel.toml").read_text(encoding="utf-8"))["member"]
    contents = set((CORPUS_FOLDER / "content/marche-de-noel").iterdir())
    assert contents == {CORPUS_FOLDER / "content" / member["content"] for member in listed}


def test_the_adopted_reglement_and_its_draft_differ_by_an_amount() -> None:
    adopted = pages_of(SAMPLE_DOCUMENTS / named("reglement-jardins-familiaux.odt").path)[0]
    draft = pages_of(SAMPLE_DOCUMENTS / named("projet-reglement-jardins-familiaux.docx").path)[0]
    assert "42 €" in adopted
    assert "42 €" not in draft
    assert "36 €" in draft
    assert len(set(adopted.split()) & set(draft.split())) > 0.85 * len(set(adopted.split()))


def test_the_annuaire_gives_villechaume_other_hours_than_the_site() -> None:
    records = pages_of(SAMPLE_DOCUMENTS / named("annuaire/mairies.json").path)[0]
    site = pages_of(SAMPLE_DOCUMENTS / named("site/mairie-villechaume.html").path)[0]
    assert "Mardi 14:00:00 17:30:00" in records
    assert "Mardi 14 h – 18 h" in site


def test_the_newsletter_is_set_in_two_columns() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SAMPLE_DOCUMENTS / named("le-mail-47-octobre-2026.pdf").path) as document:
        page = document[0].get_textpage()
        left = page.get_text_bounded(right=document[0].get_width() / 2)
        right = page.get_text_bounded(left=document[0].get_width() / 2)
    assert "Repas ou colis des aînés" in left
    assert "Affouage" in right
    assert "Affouage" not in left


@pytest.mark.parametrize("name", ["2026-031-tarifs-restauration-scolaire.pdf", "reglement-salle-des-fetes.pdf"])
def test_some_words_are_cut_at_the_end_of_a_line(name: str) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SAMPLE_DOCUMENTS / named(name).path) as document:
        raw = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    # pdfium gives a hyphen at a line's end as U+FFFE, without the line break
    assert re.search(r"[a-zé](?:\ufffe|-\r?\n)[a-zé]", raw)


@pytest.mark.parametrize("name", ["2026-018-marche-toiture-ecole.pdf", "2026-044-emploi-adjoint-technique.pdf"])
def test_stale_visas_stand_beside_visas_in_force(name: str) -> None:
    text = " ".join(pages_of(SAMPLE_DOCUMENTS / named(name).path))
    assert re.search(r"code des marchés publics|loi n° 84-53 du 26 janvier 1984", text)
    assert "L. 2121-29" in text


def test_the_profile_names_the_two_sources_and_no_word_twice() -> None:
    folders = {source["name"]: CORPUS_FOLDER / source["folder"] for source in PROFILE["source"]}
    assert set(folders) == {entry.source for entry in ENTRIES}
    assert all(folder.is_dir() for folder in folders.values())
    aliases = [alias for service in PROFILE["service"] for alias in service["aliases"]]
    assert sorted(aliases) == sorted(set(aliases))
    assert PROFILE["service"][0]["slug"] == "accueil"
