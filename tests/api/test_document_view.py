from api.document_view import UnitKind, page_window, passage_views
from tests.api.town import PRICE, ROWS, RULE_PASSAGES, TARIFF_PASSAGES, TARIFFS, passage


def marked(view: object) -> list[str]:
    units = view.units  # type: ignore[attr-defined]
    return [s.text for unit in units for line in unit.lines for cell in line for s in cell if s.is_marked]


def test_the_cited_words_and_no_others_are_marked() -> None:
    text = TARIFF_PASSAGES[1].text
    start = text.index(PRICE)
    views = passage_views(TARIFF_PASSAGES, cited=TARIFF_PASSAGES[1].id, start=start, end=start + len(PRICE))
    assert [v.is_cited for v in views] == [False, True, False]
    assert marked(views[1]) == [PRICE]
    assert marked(views[0]) == []


def test_marks_follow_the_cells_of_a_row() -> None:
    text = TARIFF_PASSAGES[1].text
    start = text.index(ROWS[2])
    (_, view, _) = passage_views(TARIFF_PASSAGES, cited=TARIFF_PASSAGES[1].id, start=start, end=start + len(ROWS[2]))
    assert marked(view) == ["Résidant hors de la commune", "sans objet", "5,60 €"]


def test_lists_and_tables_are_set_out_as_such() -> None:
    inscription, accueils = passage_views(RULE_PASSAGES, cited=None, start=0, end=0)
    assert [unit.kind for unit in inscription.units] == [UnitKind.PARAGRAPH, UnitKind.PARAGRAPH, UnitKind.LIST]
    assert inscription.units[2].lines[0][0][0].text == "livret de famille"
    assert accueils.units[0].header == ("Prestation", "Prix")
    assert accueils.context == ()


def test_the_first_row_names_the_columns_when_only_the_others_hold_figures() -> None:
    (_, view, _) = passage_views(TARIFF_PASSAGES, cited=None, start=0, end=0)
    assert view.units[2].header == ("Famille", "Quotient familial", "Repas")
    names = passage(TARIFFS, 0, "Maire | Jean Dault\nAdjointe | Lise Aubry")
    assert passage_views((names,), cited=None, start=0, end=0)[0].units[0].header == ()


def test_a_column_is_named_by_all_the_levels_of_its_header() -> None:
    levels = ("Salle | Habitants | Habitants", "Salle | Plein | Réduit")
    expected = ("Salle", "Habitants — Plein", "Habitants — Réduit")
    whole = passage(TARIFFS, 0, "\n".join((*levels, "Grande | 150 € | 90 €", "Petite | 80 € | 50 €")))
    (view,) = passage_views((whole,), cited=None, start=0, end=0)
    assert (view.units[0].header, len(view.units[0].lines)) == (expected, 2)
    carried = passage(TARIFFS, 1, "Grande | 150 € | 90 €", context=("Tarifs :", *levels, "EN SEMAINE"))
    (view,) = passage_views((carried,), cited=None, start=0, end=0)
    assert (view.units[0].header, view.context) == (expected, ("Tarifs :", "EN SEMAINE"))


def test_a_heading_is_written_once_and_not_when_the_text_begins_with_it() -> None:
    first = passage(TARIFFS, 0, "Horaires\nDe 9 h à 12 h.", heading_path=("Mairie", "Horaires"))
    second = passage(TARIFFS, 1, "Fermée le dimanche.", heading_path=("Mairie", "Horaires"))
    views = passage_views((first, second), cited=None, start=0, end=0)
    assert [v.headings for v in views] == [("Mairie",), ()]


def test_offsets_outside_the_passage_mark_nothing_and_break_nothing() -> None:
    views = passage_views(TARIFF_PASSAGES, cited=TARIFF_PASSAGES[0].id, start=5_000, end=9_000)
    assert marked(views[0]) == []


def test_the_page_opens_at_the_first_of_the_cited_words_even_when_they_also_stand_above() -> None:
    own = passage(TARIFFS, 0, "Camping | 4 €\n- Gîte : 4 €\nCamping | 4 €")
    (view,) = passage_views((own,), cited=own.id, start=own.text.rindex("Camping"), end=len(own.text))
    assert view.first_mark is view.units[2].lines[0][0][0]
    (bullet,) = passage_views((own,), cited=own.id, start=own.text.index("- Gîte"), end=len(own.text))
    assert bullet.first_mark is bullet.units[1].lines[0][0][0]
    (unmarked,) = passage_views((own,), cited=None, start=0, end=0)
    assert unmarked.first_mark is None


def test_a_long_document_shows_the_ends_and_the_neighbours() -> None:
    assert page_window(range(1, 501), 40) == (1, None, 38, 39, 40, 41, 42, None, 500)
    assert page_window(range(1, 4), 2) == (1, 2, 3)


def test_a_heading_inside_the_text_is_set_out_as_one() -> None:
    lines = ("Chapitre II – Le camping", "Tarifs", "La nuit coûte 9 €.", "Article 4. Chiens", "Article 4 est abrogé.")
    text = "\n".join((*lines, "Tarifs réduits"))
    (view,) = passage_views((passage(TARIFFS, 0, text, heading_path=("Tarifs",)),), cited=None, start=0, end=0)
    headings = [unit.lines[0][0][0].text for unit in view.units if unit.kind is UnitKind.HEADING]
    assert headings == ["Chapitre II – Le camping", "Tarifs", "Article 4. Chiens"]
    assert view.headings == ()


def test_the_document_s_title_is_not_repeated_as_a_heading() -> None:
    part = passage(TARIFFS, 0, "La nuit coûte 9 €.", heading_path=("Délibération n° 7", "Objet : Camping", "Article 1"))
    (view,) = passage_views((part,), title="Délibération n° 7 Objet : Camping", cited=None, start=0, end=0)
    assert view.headings == ("Article 1",)
