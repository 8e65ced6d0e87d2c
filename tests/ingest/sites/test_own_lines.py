from dataclasses import dataclass

from domain.document import FileReason, MediaType
from ingest.sites.own_lines import without_shared_lines
from ingest.text import LineKind, Outcome, Reading, ReadPage, Refusal, TextLine


@dataclass(frozen=True)
class File:
    path: str


def line(text: str) -> TextLine:
    """« # » opens a heading, « - » an item, « a | b » is a row, « ! a | b » a header."""
    if text.startswith("# "):
        return TextLine(text=text[2:], kind=LineKind.HEADING, level=2)
    if " | " in text:
        cells = tuple(text.removeprefix("! ").split(" | "))
        return TextLine(text=" | ".join(cells), kind=LineKind.ROW, cells=cells, is_header=text.startswith("! "))
    return TextLine(text=text, kind=LineKind.ITEM if text.startswith("- ") else LineKind.PARAGRAPH)


def page(*texts: str, foot: tuple[str, ...] = ()) -> Reading:
    lines = tuple(map(line, texts))
    return Reading(media_type=MediaType.HTML, pages=(ReadPage(number=None, lines=lines),), foot=tuple(map(line, foot)))


def own(pages: dict[str, Outcome], internal: str = "interne/") -> dict[str, list[str]]:
    found = {}
    outcomes = [(File(path), outcome) for path, outcome in pages.items()]
    for file, outcome in without_shared_lines(outcomes, lambda path: path.startswith(internal)):
        assert isinstance(outcome, Reading)
        assert outcome.foot == ()
        found[file.path] = [line.text for page in outcome.pages for line in page.lines]
    return found


PHONE = "Mairie de Valbrune, 4 place des Tilleuls. Téléphone : 01 99 00 12 34"
NAMES = ("cantine", "bibliotheque", "voirie", "associations")


def framed(name: str) -> Reading:
    return page(
        "Accueil", "Vie municipale", f"# {name}", f"Le service {name} est ouvert.", "À la une", "En un clic", PHONE
    )


def test_menus_and_blocks_go_and_what_a_block_tells_stays_once_on_the_most_general_page() -> None:
    pages: dict[str, Outcome] = {f"{name}.html": framed(name) for name in NAMES}
    pages["index.html"] = framed("index")
    found = own(pages)
    assert found["voirie.html"] == ["voirie", "Le service voirie est ouvert."]
    assert found["index.html"] == ["index", "Le service index est ouvert.", PHONE]
    assert sum(PHONE in lines for lines in found.values()) == 1


def test_what_stays_once_stays_where_residents_see_it() -> None:
    pages: dict[str, Outcome] = {f"interne/{name}.html": framed(name) for name in ("index", "a", "b")}
    pages["z.html"] = framed("z")
    found = own(pages)
    assert [path for path, lines in found.items() if PHONE in lines] == ["z.html"]


def test_two_pages_prove_nothing() -> None:
    found = own({"a.html": framed("a"), "b.html": framed("b")})
    assert all(len(lines) == 7 for lines in found.values())


def test_a_label_that_recurs_among_a_pages_own_text_is_kept() -> None:
    pages: dict[str, Outcome] = {
        f"{name}.html": page(f"# {name}", "Tarifs", f"{name} : 3 €", "Horaires", f"de 9 h à {n} h", "Bonne visite.")
        for n, name in enumerate(NAMES, 11)
    }
    assert own(pages)["voirie.html"] == ["voirie", "Tarifs", "voirie : 3 €", "Horaires", "de 9 h à 13 h"]


def test_headers_of_tables_and_headings_above_own_text_are_kept() -> None:
    pages: dict[str, Outcome] = {
        f"{name}.html": page(
            f"# {name}",
            f"Voici {name}.",
            "# Tarifs",
            "! Salle | Prix",
            f"{name} | {n} €",
            "# Contact",
            f"Demander {n}.",
        )
        for n, name in enumerate(NAMES)
    }
    assert own(pages)["voirie.html"][2:5] == ["Tarifs", "Salle | Prix", "voirie | 2 €"]
    assert "Contact" in own(pages)["voirie.html"]


def test_the_words_of_a_decision_are_no_frame_however_often_they_recur() -> None:
    decides = "Le conseil municipal, après en avoir délibéré, à l'unanimité"
    pages: dict[str, Outcome] = {
        f"{n}.html": page(f"# Délibération {n}", f"Objet {n}", decides, "DÉCIDE :", f"- le tarif est de {n} €")
        for n in range(5)
    }
    assert decides in own(pages)["3.html"]
    assert "DÉCIDE :" in own(pages)["3.html"]


def test_the_name_of_the_site_on_every_page_goes_and_that_of_a_part_stays() -> None:
    pages: dict[str, Outcome] = {f"{n}.html": page("# Valbrune", f"# Page {n}", f"Texte {n}.") for n in range(9)}
    pages |= {f"tarifs/{n}.html": page("# Tarifs", f"# Salle {n}", f"Texte {n} bis.") for n in range(4)}
    found = own(pages)
    assert found["3.html"] == ["Page 3", "Texte 3."]
    assert found["tarifs/3.html"] == ["Tarifs", "Salle 3", "Texte 3 bis."]


def test_two_sites_in_one_source_are_judged_apart() -> None:
    pages: dict[str, Outcome] = {f"ville/{name}.html": framed(name) for name in NAMES}
    pages |= {f"agglo/{n}.html": page(f"# {n}", f"Texte {n}.") for n in range(20)}
    assert own(pages)["ville/voirie.html"] == ["voirie", "Le service voirie est ouvert."]


def test_contacts_of_the_footer_are_found_once_and_not_where_a_page_says_them_itself() -> None:
    foot = ("Mairie", "01 99 00 12 34", "du lundi au vendredi de 9 h à 12 h")
    pages: dict[str, Outcome] = {f"{n}.html": page(f"# Page {n}", f"Texte {n}.", foot=foot) for n in range(3)}
    pages["index.html"] = page("# Accueil", foot=foot)
    found = own(pages)
    assert found["index.html"] == ["Accueil", *foot]
    assert found["2.html"] == ["Page 2", "Texte 2."]
    pages["contact.html"] = page("# Contact", *foot, foot=foot)
    assert [path for path, lines in own(pages).items() if foot[1] in lines] == ["contact.html"]


def test_a_footer_that_is_read_with_the_page_too_is_there_once() -> None:
    pages: dict[str, Outcome] = {f"{n}.html": page(f"# {n}", f"Texte {n}.", PHONE, foot=(PHONE,)) for n in range(4)}
    found = own(pages)
    assert [lines.count(PHONE) for lines in found.values()] == [1, 0, 0, 0]


def test_a_footer_of_one_page_is_that_pages() -> None:
    assert own({"a.html": page("# A", foot=("Tél. 01 99 00 12 34",))})["a.html"] == ["A", "Tél. 01 99 00 12 34"]


def test_other_files_pass_at_once_and_are_left_as_they_are() -> None:
    pdf = Reading(media_type=MediaType.PDF, pages=(ReadPage(number=1, lines=(line(PHONE),)),) * 5)
    refusal = Refusal(reason=FileReason.DAMAGED)
    outcomes: list[tuple[File, Outcome]] = [(File("index.html"), framed("a")), (File("b.pdf"), pdf)]
    outcomes.append((File("c.html"), refusal))
    found = list(without_shared_lines(outcomes, lambda path: False))
    assert [file.path for file, _ in found] == ["b.pdf", "c.html", "index.html"]
    assert found[0][1] is pdf
    assert found[1][1] is refusal


def test_the_order_of_the_files_changes_nothing() -> None:
    pages: dict[str, Outcome] = {f"{name}.html": framed(name) for name in (*NAMES, "index")}
    assert own(pages) == own(dict(reversed(pages.items())))
