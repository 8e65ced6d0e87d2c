"""Markers of rule and exception in sentences of règlements, orders and notices."""

import pytest

from french.markers import MarkerFamily, markers_in

OPEN, EXC, OPP, COND = MarkerFamily.OPEN, MarkerFamily.EXC, MarkerFamily.OPP, MarkerFamily.COND
RESTR, DEON, SCOPE, REF = MarkerFamily.RESTR, MarkerFamily.DEON, MarkerFamily.SCOPE, MarkerFamily.REF


def found(text: str) -> list[tuple[MarkerFamily, str]]:
    return [(m.family, text[m.start : m.end]) for m in markers_in(text)]


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        (
            "canteen rules",
            "Toutefois, en cas d'absence, le repas est dû sauf si la famille prévient.",
            [(OPP, "Toutefois"), (COND, "en cas d'"), (DEON, "est dû"), (EXC, "sauf si")],
        ),
        ("water order", "ne s'applique pas aux puits", [(EXC, "ne s'applique pas aux")]),
        ("water order", "hors arrosage des potagers", [(EXC, "hors arrosage")]),
        ("civil status", "légalisés si nécessaire", [(OPEN, "si nécessaire")]),
        ("hall rules", "à l'exception des associations", [(EXC, "à l'exception des")]),
        ("noise order", "à moins qu'un arrêté n'en dispose", [(EXC, "à moins qu'")]),
        (
            "hall rules",
            "La salle ne peut être louée que par eux",
            [(DEON, "ne peut"), (RESTR, "ne peut être louée que")],
        ),
        ("school", "sous réserve de places disponibles", [(OPEN, "sous réserve de places disponibles")]),
        (
            "school",
            "Des dérogations pourront être accordées",
            [(OPEN, "Des dérogations pourront être"), (DEON, "pourront")],
        ),
        ("poster", "sauf mention contraire", [(OPEN, "sauf mention contraire")]),
        ("order", "examiné au cas par cas", [(OPEN, "au cas par cas")]),
        ("aid", "sous réserve de fournir un justificatif", [(COND, "sous réserve de")]),
        ("aid", "S'il pleut, à défaut de salle", [(COND, "S'il"), (COND, "à défaut")]),
        ("library", "l'inscription est gratuite", [(DEON, "gratuite")]),
        ("order", "conformément à l'article 5 ci-dessus", [(REF, "article 5"), (REF, "ci-dessus")]),
        ("order", "l'arrêté susvisé", [(REF, "susvisé")]),
        ("hall rules", "réservée aux habitants", [(RESTR, "réservée aux")]),
        ("leisure centre", "QF et vacances scolaires", [(SCOPE, "QF"), (SCOPE, "vacances scolaires")]),
        ("canteen rules", "Le prix est connu. Mais il change.", [(OPP, "Mais")]),
    ],
)
def test_markers_have_a_family_and_a_span(document: str, text: str, expected: list[tuple[MarkerFamily, str]]) -> None:
    assert found(text) == expected, document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("minutes", "si bien que la séance est levée"),
        ("newsletter", "un si grand succès, ainsi, mais aussi"),
        ("minutes", "il ne vient pas parce que le train tarde"),
        ("poster", "le plus tard sera le mieux"),
        ("newsletter", "de l'or et de l'argent"),
        ("budget", "120 € hors taxes"),
    ],
)
def test_words_that_only_look_like_markers_are_none(document: str, text: str) -> None:
    assert found(text) == [], document


def test_an_exception_of_the_calendar_says_so() -> None:
    (calendar,) = markers_in("Ouvert tous les jours sauf le dimanche")
    (rule,) = markers_in("Ouvert aux chiens sauf le dimanche")
    assert calendar.is_calendar
    assert not rule.is_calendar


def test_what_may_only_tell_a_time_says_so() -> None:
    lorsque, si = markers_in("lorsque la mairie ferme, si elle ferme")
    assert (lorsque.is_temporal, si.is_temporal) == (True, False)
