from ingest.passages import Cut, CutDocument
from ingest.sites.heading_trail import follows_links, with_trail
from ingest.sites.mirrored_page import MirroredPage


def document(title: str, *paths: tuple[str, ...]) -> CutDocument:
    cuts = tuple(Cut(text="x", page=1, start=0, end=1, heading_path=path, context=()) for path in paths)
    return CutDocument(title=title, session_date=None, act=None, decisions=(), successions=(), cuts=cuts)


def linked(text: str, page: str = "La cantine", media_type: str = "application/pdf") -> MirroredPage:
    return MirroredPage(address="a", path="r.pdf", digest="d", media_type=media_type, link_text=text, link_page=page)


def test_a_pages_trail_comes_before_its_headings_without_home_and_itself() -> None:
    cut = document("La cantine", ("La cantine",), ("La cantine", "Tarifs"))
    found = with_trail(cut, ("Accueil", "Enfance", "La  Cantine"), None, "c.html", "Valbrune-sur-Cisse")
    assert [c.heading_path for c in found.cuts] == [("Enfance", "La cantine"), ("Enfance", "La cantine", "Tarifs")]
    assert found.title == "La cantine"


def test_a_heading_that_says_the_trail_again_says_it_once() -> None:
    found = with_trail(document("T", ("Enfance", "Tarifs")), ("Enfance",), None, "c.html", "Valbrune-sur-Cisse")
    assert found.cuts[0].heading_path == ("Enfance", "Tarifs")


def test_a_linked_file_has_the_title_of_the_page_and_the_words_of_the_link() -> None:
    found = with_trail(document("Règlement intérieur", ()), (), linked("Règlement du restaurant"), "r.pdf", "Valbrune")
    assert found.cuts[0].heading_path == ("La cantine", "Règlement du restaurant")
    assert found.title == "Règlement intérieur"


def test_a_file_titled_by_its_name_takes_the_words_of_the_link() -> None:
    found = with_trail(document("doc 12", ()), (), linked("Règlement du restaurant"), "x/doc_12.pdf", "Valbrune")
    assert found.title == "Règlement du restaurant"
    assert found.cuts[0].heading_path == ("La cantine",)
    assert with_trail(document("doc 12", ()), (), linked(""), "x/doc_12.pdf", "Valbrune").title == "doc 12"


def test_links_to_a_page_add_nothing_to_its_own_trail() -> None:
    cut = document("Tarifs", ())
    assert with_trail(cut, (), linked("Voir les tarifs", media_type="text/html"), "t.html", "Valbrune") == cut
    assert with_trail(cut, (), None, "t.html", "Valbrune") == cut


def test_the_commune_in_a_trail_says_nothing_of_its_own_documents() -> None:
    trail = ("Vivre à Valbrune", "Mairie de Valbrune-sur-Cisse", "Les écoles de Valbrune et leurs horaires")
    found = with_trail(document("Cantine", ()), trail, None, "c.html", "Valbrune-sur-Cisse")
    assert found.cuts[0].heading_path == ("Les écoles de Valbrune et leurs horaires",)


def test_a_name_whose_words_are_the_titles_own_is_the_page_itself() -> None:
    cut = document("Collecte des déchets et déchèterie", ())
    found = with_trail(cut, ("Environnement", "Collecte et déchèterie"), None, "c.html", "Valbrune")
    assert found.cuts[0].heading_path == ("Environnement",)


def test_a_file_follows_its_link_when_its_headings_or_title_say_the_same() -> None:
    link = linked("Règlement du restaurant")
    assert follows_links(link, "Doc", ("la cantine", "Règlement du restaurant", "Article 1"), "Valbrune")
    assert follows_links(link, "Règlement du restaurant", ("La cantine",), "Valbrune")
    assert not follows_links(link, "Doc", ("La cantine",), "Valbrune")
    assert follows_links(linked("", page=""), "Doc", (), "Valbrune")
