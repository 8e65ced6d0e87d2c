"""The XML files of LEGI, with the states and anomalies that real ones have."""

from datetime import date

import pytest

from domain.legal_record import RecordedArticle, RecordedText
from eval.legi_archive import Article, Link, Text, article_entry, section_entry, structure_entry, text_entry
from ingest.legi.lxml_records import RefusedFile, read_member
from ingest.legi.member_paths import member_path

ID = "LEGIARTI000006390000"
STATES = [
    *("VIGUEUR", "VIGUEUR_DIFF", "ABROGE", "ABROGE_DIFF", "MODIFIE", "TRANSFERE", "PERIME", "ANNULE", "DISJOINT"),
    *("SUBSTITUE", "REMPLACE", "DENONCE", "VIGUEUR_ETEN", "VIGUEUR_NON_ETEN", "INITIALE", "MODIFIE_MORT_NE"),
    *("ABROGE_MORT_NE", "SANS_ETAT"),
]


def read(entry: tuple[str, bytes, int]) -> RecordedArticle | RecordedText | None:
    path, data, written_at = entry
    where = member_path(path)
    assert where is not None
    return read_member(where, data, written_at)


def article(**values: object) -> RecordedArticle:
    given = {"legi_id": ID, "number": "L2121-29", "start": "2000-01-01", **values}
    found = read(article_entry(Article(**given)))  # type: ignore[arg-type]
    assert isinstance(found, RecordedArticle)
    return found


@pytest.mark.parametrize("state", [*STATES, ""])
def test_every_state_is_kept_as_a_word_and_the_days_are_read(state: str) -> None:
    found = article(state=state, end="2010-01-01")
    assert (found.state_word, found.start, found.end) == (state, date(2000, 1, 1), date(2010, 1, 1))


@pytest.mark.parametrize(
    ("written", "end"),
    [("2999-01-01", None), ("2222-02-22", date(2222, 2, 22)), ("1999-01-01", date(1999, 1, 1)), ("", None)],
)
def test_days_that_mean_something_else(written: str, end: date | None) -> None:
    assert article(end=written).end == end


def test_a_day_of_the_civil_code_and_a_number_that_ends_with_a_point() -> None:
    found = article(start="1804-02-15", number="R*123-1.", cid="LEGITEXT000006070721")
    assert (found.start, found.number, found.code) == (date(1804, 2, 15), "R123-1", "civil")


def test_an_article_of_a_law_is_under_the_laws_key() -> None:
    found = article(
        cid="JORFTEXT000000320434", nature="LOI", text_number="84-53", number="34", folder="TNC_non_vigueur"
    )
    assert (found.code, found.number, found.place.folder) == ("loi:84-53", "34", "TNC_non_vigueur/JORFTEXT000000320434")


def test_headings_are_given_from_the_widest_and_the_first_version_names_the_article() -> None:
    found = article(headings=("Partie législative", "La commune", "Le conseil"), first="LEGIARTI000006380000")
    assert found.heading == "Partie législative / La commune / Le conseil"
    assert found.article_id == "LEGIARTI000006380000"


def test_a_text_without_words_is_kept() -> None:
    assert article(text="").text == ""


def test_both_words_of_a_pair_say_the_same_and_citations_are_left_out() -> None:
    found = article(
        links=(
            Link(kind="CITATION", number="L1"),
            Link(kind="CODIFICATION", side="source", label="Ordonnance - art. 1"),
            Link(kind="MODIFIE", side="cible"),
            Link(kind="MODIFIE", side="source"),
            Link(
                kind="CONCORDANCE",
                side="cible",
                cid="LEGITEXT000037701019",
                nature="CODE",
                text_number="",
                number="L. 2113-1",
            ),
        )
    )
    told = [(link.kind, link.is_undergone, link.target) for link in found.links]
    assert told == [
        ("CODIFICATION", True, "loi:2015-991"),
        ("MODIFIE", True, "loi:2015-991"),
        ("MODIFIE", False, "loi:2015-991"),
        ("CONCORDANCE", False, "ccp:L2113-1"),
    ]
    assert found.changed_by == "LOI n°2015-991 du 7 août 2015 - art. 14 (V)"


def text(**values: str) -> RecordedText:
    given = {
        "legi_id": "LEGITEXT000006068812",
        "cid": "JORFTEXT000000504704",
        "title": "Loi portant statut des gardes",
        "start": "1983-07-14",
        "number": "83-634",
        "signed": "1983-07-13",
        **values,
    }
    found = read(text_entry(Text(**given)))
    assert isinstance(found, RecordedText)
    return found


def test_a_law_is_known_by_its_number_and_the_day_of_its_signature() -> None:
    found = text()
    assert (found.key, found.signed_on, found.start) == ("loi:83-634", date(1983, 7, 13), date(1983, 7, 14))


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"nature": "DECRET", "number": "2016-360"}, "decret:2016-360"),
        ({"nature": "LOI_ORGANIQUE", "number": "2013-402"}, "loi:2013-402"),
        ({"nature": "LOI", "number": "", "signed": "1901-07-01"}, "loi:1901-07-01"),
        ({"nature": "ARRETE", "number": "", "signed": "1996-07-10"}, "arrete:1996-07-10"),
        ({"nature": "CODE", "number": "", "cid": "LEGITEXT000006070162"}, "code:communes"),
        ({"nature": "CONVENTION", "number": ""}, "texte:JORFTEXT000000504704"),
    ],
)
def test_each_kind_of_text_has_its_key(values: dict[str, str], key: str) -> None:
    assert text(**values).key == key


def test_a_glued_title_is_parted_and_a_day_that_means_none_is_none() -> None:
    found = text(title="Décret du 18 décembre 2014modifiant le décret du 3 mai", signed="2999-01-01", number="1-1")
    assert found.title == "Décret du 18 décembre 2014 modifiant le décret du 3 mai"
    assert found.signed_on is None


def test_a_text_without_a_first_day_begins_when_it_was_published() -> None:
    assert text(start="", published="1983-07-15").start == date(1983, 7, 15)


def test_sections_and_structures_are_not_kept() -> None:
    assert read(section_entry("LEGISCTA000006180000", "Le conseil", [ID])) is None
    assert read(structure_entry("LEGITEXT000006070633")) is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><ARTICLE>&x;</ARTICLE>', "entities"),
        (b"<ARTICLE><META>", "no XML"),
        (b"\xff\xfe\x00", "no XML"),
        (b"<SECTION_TA/>", "root"),
        (b"<ARTICLE/>", "META_ARTICLE"),
    ],
)
def test_a_file_that_says_nothing_is_refused_with_the_reason(data: bytes, told: str) -> None:
    path, _, _ = article_entry(Article(legi_id=ID, number="L1", start="2000-01-01"))
    with pytest.raises(RefusedFile, match=told):
        read((path, data, 1))


def test_an_article_without_a_first_day_is_refused() -> None:
    with pytest.raises(RefusedFile, match="first day"):
        article(start="")
