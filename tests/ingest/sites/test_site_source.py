"""A site's pages ingested as a source: judged together, in whatever order and however often."""

from datetime import date
from pathlib import Path

from domain.document import FileReason, FileState, Visibility
from domain.passage import Passage
from domain.written import WrittenEvidence
from ingest.sites.mirrored_page import MirroredPage
from ingest.source_run import ingest_source
from tests.ingest.conftest import PROFILE, SOURCE, Town
from tests.ingest.memory_store import FixedClock
from tests.ingest.pdf_files import drawn_pdf
from tests.ingest.sites.trap_server import html

PHONE = "Mairie de Valbrune, 4 place des Tilleuls, 60990 Valbrune. Téléphone : 01 99 00 12 34."
NAMES = ("cantine", "marche", "voirie", "sport")


def framed(name: str, text: str = "") -> bytes:
    body = (
        f"<div class='haut'><p>Valbrune, un village</p><p>En un clic</p></div><h1>Le service {name}</h1>"
        f"<p>{text or f'Le service {name} est ouvert à tous les habitants de la commune.'}</p>"
        f"<div class='bas'><p>À la une</p><p>{PHONE}</p></div>"
    )
    return html(body, title=name)


def write_site(town: Town) -> None:
    for name in NAMES:
        town.write(f"{name}.html", framed(name))


def everything(town: Town) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {
        d.path: [(p.text, p.heading_path) for p in town.store.passages_of(d.id)] for d in town.store.documents(SOURCE)
    }


def whole(town: Town) -> str:
    return "\n".join(text for passages in everything(town).values() for text, _ in passages)


def test_the_frame_of_a_site_is_read_once_and_what_it_tells_is_found_once(town: Town) -> None:
    write_site(town)
    report = town.ingest()
    assert report.read == 4
    assert whole(town).count("01 99 00 12 34") == 1
    assert "En un clic" not in whole(town)
    assert whole(town).count("Le service voirie est ouvert") == 1


def test_pages_that_come_one_by_one_end_as_if_they_had_come_together(town: Town, tmp_path: Path) -> None:
    for name in reversed(NAMES):
        town.write(f"{name}.html", framed(name))
        report = town.ingest()
        assert sum(report.states.values()) == report.files
    (tmp_path / "b").mkdir()
    at_once = Town(tmp_path / "b", town.cage)
    write_site(at_once)
    at_once.ingest()
    assert everything(town) == everything(at_once)


def test_what_a_removed_page_kept_for_all_is_kept_by_another(town: Town) -> None:
    write_site(town)
    town.ingest()
    (keeper,) = [path for path, passages in everything(town).items() if any("01 99" in text for text, _ in passages)]
    (town.folder / keeper).unlink()
    report = town.ingest(allow_removals=True)
    assert report.removed == 1
    assert whole(town).count("01 99 00 12 34") == 1
    assert keeper not in everything(town)


def test_a_change_that_concerns_one_page_saves_only_that_page(town: Town) -> None:
    write_site(town)
    town.write("copie.html", framed("sport"))
    town.ingest()
    unchanged = town.store.generation()
    assert town.ingest().read == 0
    assert town.store.generation() == unchanged
    town.write("voirie.html", framed("voirie", "La rue du Lavoir est barrée jusqu'à vendredi."))
    report = town.ingest()
    assert (report.read, report.unchanged) == (1, 3)
    assert town.store.generation() == unchanged + 1


def test_a_page_set_aside_by_a_person_stays_so_when_it_is_judged_again(town: Town) -> None:
    for name in NAMES[:2]:
        town.write(f"{name}.html", framed(name))
    town.ingest()
    document = town.document("cantine.html")
    town.store.set_visibility(document.id, Visibility.RETIRE)
    write_site(town)
    town.ingest()
    assert "En un clic" not in whole(town)
    assert town.document("cantine.html").visibility is Visibility.RETIRE


def test_a_page_that_has_only_the_sites_frame_has_no_text(town: Town) -> None:
    write_site(town)
    town.write("nue.html", framed("x").partition(b"<h1>")[0])
    town.ingest()
    assert town.record("nue.html").reason is FileReason.NO_TEXT


def test_shells_spam_and_pages_not_found_are_rejected_with_their_reason(town: Town) -> None:
    town.write("app.html", html("<div id='root'></div><p>Chargement</p><script src='app.js'></script>"))
    town.write("404.html", html("<h1>Page introuvable</h1><p>Retour à l'accueil</p>"))
    town.write("parking.html", html("<h1>Ce nom de domaine est à vendre</h1>"))
    town.write("pirate.html", html("<h1>Casino en ligne</h1><p>Free spins, bonus sans dépôt, poker en ligne</p>"))
    report = town.ingest()
    assert report.states == {FileState.REJECTED: 4}
    assert {town.record(p).reason for p in ("app.html", "404.html", "parking.html", "pirate.html")} == {
        FileReason.SITE_SHELL,
        FileReason.PAGE_NOT_FOUND,
        FileReason.PARKED_DOMAIN,
        FileReason.SPAM_PAGE,
    }


def test_a_document_of_a_copy_keeps_its_address_and_the_words_that_lead_to_it(town: Town) -> None:
    town.write("valbrune.example/r.pdf", drawn_pdf([["Le repas est servi à midi."]]))
    trail = "<ol class='breadcrumb'><li>Accueil</li><li>Enfance</li><li>La cantine</li></ol>"
    text = "<h1>La cantine</h1><p>Le restaurant de l'école accueille les enfants à midi.</p>"
    town.write("valbrune.example/cantine.html", html(trail + text))
    mirrored = {
        path: MirroredPage(
            address=f"https://{path}",
            path=path,
            digest="",
            media_type=media_type,
            link_text="Règlement du restaurant scolaire",
            link_page="La cantine",
        )
        for path, media_type in (
            ("valbrune.example/r.pdf", "application/pdf"),
            ("valbrune.example/cantine.html", "text/html"),
        )
    }
    arguments = (town.folder, SOURCE, PROFILE, town.store, town.originals, FixedClock(), town.cage)
    ingest_source(*arguments, mirrored=mirrored)
    rules, page = town.document("valbrune.example/r.pdf"), town.document("valbrune.example/cantine.html")
    assert (rules.address, page.address) == ("https://valbrune.example/r.pdf", "https://valbrune.example/cantine.html")
    assert rules.title == "Règlement du restaurant scolaire"
    (of_rules,) = town.store.passages_of(rules.id)
    (of_page,) = town.store.passages_of(page.id)
    assert isinstance(of_rules, Passage)
    assert of_rules.heading_path == ("La cantine",)
    assert of_page.heading_path == ("Enfance", "La cantine")
    assert "Enfance" not in of_page.text


def test_a_server_s_day_is_believed_for_a_file_and_not_for_a_page_that_it_makes(town: Town) -> None:
    town.write("valbrune.example/avis.txt", b"Le repas est servi a midi dans le restaurant de l'ecole.")
    town.write("valbrune.example/cantine.html", html("<h1>La cantine</h1><p>Le repas est servi à midi à l'école.</p>"))
    mirrored = {
        path: MirroredPage(
            address=f"https://{path}",
            path=path,
            digest="",
            media_type=media_type,
            last_modified="Sat, 03 May 2025 10:00:00 GMT",
        )
        for path, media_type in (
            ("valbrune.example/avis.txt", "text/plain"),
            ("valbrune.example/cantine.html", "text/html"),
        )
    }
    arguments = (town.folder, SOURCE, PROFILE, town.store, town.originals, FixedClock(), town.cage)
    ingest_source(*arguments, mirrored=mirrored)
    notice, page = town.document("valbrune.example/avis.txt"), town.document("valbrune.example/cantine.html")
    assert (notice.written_on, notice.written_evidence) == (date(2025, 5, 3), WrittenEvidence.SERVER)
    assert (page.written_on, page.written_evidence) == (None, None)


def test_a_page_has_the_day_of_the_site_map_when_each_page_has_its_own(town: Town) -> None:
    write_site(town)
    names = (*NAMES, "piscine")
    town.write("piscine.html", framed("piscine"))
    mirrored = {
        f"{name}.html": MirroredPage(
            address=f"https://valbrune.example/{name}",
            path=f"{name}.html",
            digest="",
            media_type="text/html",
            map_day=f"2025-0{number}-03",
        )
        for number, name in enumerate(names, 1)
    }
    arguments = (town.folder, SOURCE, PROFILE, town.store, town.originals, FixedClock(), town.cage)
    ingest_source(*arguments, mirrored=mirrored)
    page = town.document("marche.html")
    assert (page.written_on, page.written_evidence) == (date(2025, 2, 3), WrittenEvidence.SERVER)


def test_a_document_is_read_again_when_its_link_says_something_else_and_then_no_more(town: Town) -> None:
    path = "valbrune.example/r.pdf"
    town.write(path, drawn_pdf([["Règlement intérieur", "Le repas est servi à midi."]]))

    def ingest(text: str, address: str = f"https://{path}") -> tuple[int, str, str | None]:
        page = MirroredPage(
            address=address, path=path, digest="", media_type="application/pdf", link_text=text, link_page="La cantine"
        )
        arguments = (town.folder, SOURCE, PROFILE, town.store, town.originals, FixedClock(), town.cage)
        report = ingest_source(*arguments, mirrored={path: page})
        document = town.document(path)
        return report.read, document.title, document.address

    assert ingest("Règles du restaurant")[:2] == (1, "Règles du restaurant")
    assert ingest("Règles du restaurant")[0] == 0
    told = ingest("Restaurant scolaire, ce qu'il faut savoir")
    assert told[:2] == (1, "Restaurant scolaire, ce qu'il faut savoir")
    assert ingest("Restaurant scolaire, ce qu'il faut savoir")[0] == 0
    read, _, address = ingest("Restaurant scolaire, ce qu'il faut savoir", f"http://{path}")
    assert (read, address) == (1, f"http://{path}")


def test_pages_of_a_site_that_moves_to_https_are_judged_together_again(town: Town) -> None:
    write_site(town)

    def ingest(scheme: str) -> tuple[int, int]:
        pages = {
            f"{name}.html": MirroredPage(
                address=f"{scheme}://valbrune.example/{name}.html",
                path=f"{name}.html",
                digest="",
                media_type="text/html",
            )
            for name in NAMES[: 2 if scheme == "https" else 4]
        }
        arguments = (town.folder, SOURCE, PROFILE, town.store, town.originals, FixedClock(), town.cage)
        report = ingest_source(*arguments, mirrored=pages)
        return report.read, report.unchanged

    assert ingest("http") == (4, 0)
    before = everything(town)
    assert ingest("https") == (2, 2)
    assert everything(town) == before
    assert town.document("cantine.html").address == "https://valbrune.example/cantine.html"
    assert ingest("https") == (0, 4)


def test_files_of_a_folder_have_no_address(town: Town) -> None:
    town.write("cantine.html", framed("cantine"))
    town.ingest()
    assert town.document("cantine.html").address is None
