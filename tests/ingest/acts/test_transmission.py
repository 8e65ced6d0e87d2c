from datetime import date

import pytest

from domain.act import ActKind
from domain.document import MediaType
from ingest.acts.recognition import find_act
from ingest.acts.transmission import SentAct, find_sent
from ingest.structure import structure_pages
from ingest.text import ReadPage
from tests.ingest.acts.test_recognition import line


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        # slips of acknowledgement, of several senders' software
        ("Matière de l’acte : 7.5 - Subventions", "7.5"),
        ("Matières de l'acte : 7 .10 .3", "7.10"),
        ("Classification matières/sous-matières : 8.1 Enseignement", "8.1"),
        ("Code matière 1.1.1", "1.1"),
        ("Nomenclature ACTES : 4.1 Personnel titulaire", "4.1"),
        ("Matière: 6.1-Police municipale", "6.1"),
        ("Domaine : 3.2 Aliénations", "3.2"),
        ("Matière : 7.11 - Divers", None),  # the list has no such code
        ("En matière de voirie : 7.5 km", None),
        ("Matières sèches : 7.5 t", None),
        ("Vu la nomenclature budgétaire et comptable M57", None),
    ],
)
def test_the_matter_is_the_code_that_the_slip_gives(text: str, matter: str | None) -> None:
    assert find_sent([text]).matter == matter


def test_the_stamp_says_the_day_the_number_and_the_nature_of_the_act() -> None:
    sent = find_sent(["Envoyé en préfecture le 18/06/2031", "ID : 099-219900123-20310613-D2031_12-DE"])
    assert sent == SentAct(kind=ActKind.DELIBERATION, day=date(2031, 6, 13), number="D2031_12")
    assert find_sent(["02A-219900123-20310613-47-AR-1-1_1"]).kind is ActKind.ARRETE
    assert find_sent(["Nature de l’acte : 3 - Arrêtés individuels"]).kind is ActKind.ARRETE
    assert find_sent(["Nature de l'acte: Actes réglementaires"]).kind is ActKind.ARRETE
    assert find_sent(["099-219900123-20319913-47-AR"]).day is None


def test_two_acts_in_one_file_say_nothing_of_either() -> None:
    stamps = [
        "ID : 099-219900123-20310613-12-DE",
        "ID : 099-219900123-20310613-13-DE",
        "Matière : 7.5",
        "Matière : 1.1",
    ]
    assert find_sent(stamps) == SentAct(kind=ActKind.DELIBERATION)


def test_what_was_sent_is_trusted_where_the_words_do_not_say() -> None:
    page = ReadPage(number=1, lines=(line("Objet : Vie du village"), line("Le maire est chargé de l’exécution.")))
    sent = SentAct(matter="8.9", kind=ActKind.DELIBERATION, day=date(2031, 6, 13), number="D2031_12")
    act, (decision,) = find_act(structure_pages([page]), MediaType.PDF, sent.day, "", sent)
    assert (act.kind, act.number) == (ActKind.DELIBERATION, "D2031_12")
    assert (decision.number, decision.matter) == ("D2031_12", "8.9")
    told = ReadPage(number=1, lines=(line("# Règlement intérieur du foyer"),))
    assert find_act(structure_pages([told]), MediaType.PDF, None, "", sent)[0].kind is ActKind.REGLEMENT
