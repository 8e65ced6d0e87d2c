"""Stamps of the transmission to the prefecture: what each program prints, and what it is checked against."""

from datetime import date

import pytest

from domain.act import Act, ActKind, Transmission
from domain.document import MediaType
from ingest.acts.stamps import find_transmission, stamp_signal
from ingest.inspection.inspecting import understand
from ingest.running import is_stamp
from ingest.text import Reading, ReadPage, TextLine

IDENTIFIER = "041-214100000-20310405-D2031_12-DE"
SENT, NEXT = date(2031, 4, 5), date(2031, 4, 6)


def pages(*texts: str) -> list[ReadPage]:
    return [ReadPage(number=1, lines=tuple(TextLine(text=text) for text in texts))]


@pytest.mark.parametrize(
    ("texts", "sent", "received", "published"),
    [
        (  # a corner stamp of four lines
            ("Envoyé en préfecture le 05/04/2031", "Reçu en préfecture le 05/04/2031", "Publié le 06/04/2031"),
            SENT,
            SENT,
            NEXT,
        ),
        (  # a foot of page
            (
                "Accusé de réception en préfecture",
                "Date de télétransmission : 05/04/2031",
                "Date de réception préfecture : 06/04/2031",
            ),
            SENT,
            NEXT,
            None,
        ),
        (("AR Prefecture", "Reçu le 05/04/2031", "Publié le 06/04/2031"), None, SENT, NEXT),
        (
            (
                "Accusé de réception - Ministère de l'Intérieur",
                "Acte certifié exécutoire",
                "Réception par le préfet : 05/04/2031",
                "Publication : 06/04/2031",
            ),
            None,
            SENT,
            NEXT,
        ),
        (("ENVOYÉ EN PRÉFECTURE LE 05/04/2031", "Publié le"), SENT, None, None),
    ],
)
def test_each_program_s_stamp_gives_its_days_and_none_of_it_is_text(
    texts: tuple[str, ...], sent: date | None, received: date | None, published: date | None
) -> None:
    lines = (*texts, f"ID : {IDENTIFIER}")
    assert [line for line in lines if not is_stamp(line)] == []
    assert find_transmission(pages("Le conseil municipal", *lines)) == Transmission(
        identifier=IDENTIFIER, sent_on=sent, received_on=received, published_on=published
    )


@pytest.mark.parametrize(
    "text",
    [
        "Reçu le dossier complet de la famille.",
        "L’arrêté a été envoyé en préfecture pour le contrôle de légalité.",
        "Publication du bulletin : 05/04/2031 au plus tard",
        "Affichage : du 05/04/2031 au 06/04/2031",
        "Le 041-214100000 est un numéro",
    ],
)
def test_what_only_looks_like_a_stamp_stays_text(text: str) -> None:
    assert not is_stamp(text)
    assert find_transmission(pages(text)) is None


def test_the_identifier_gives_the_day_and_the_number_of_the_act() -> None:
    stamp = Transmission(identifier=IDENTIFIER)
    assert (stamp.act_day, stamp.act_number) == (SENT, "D2031_12")
    assert Transmission(identifier="041-214100000-20311399-X-DE").act_day is None
    assert Transmission().act_day is None


def test_an_act_binds_once_published_and_transmitted() -> None:
    assert Transmission(sent_on=SENT, published_on=NEXT).enforceable_since == NEXT
    assert Transmission(received_on=NEXT, sent_on=SENT, published_on=SENT).enforceable_since == NEXT
    assert Transmission(received_on=SENT).enforceable_since is None
    assert Transmission(published_on=SENT).enforceable_since is None


def test_the_same_stamp_on_every_page_is_one_and_those_of_several_acts_are_none() -> None:
    one = pages(f"ID : {IDENTIFIER}", "Reçu en préfecture le 05/04/2031")
    assert find_transmission([*one, *one]) == Transmission(identifier=IDENTIFIER, received_on=SENT)
    other = pages("ID : 041-214100000-20310405-D2031_13-DE")
    assert find_transmission([*one, *other]) is None
    twice = pages("Reçu en préfecture le 05/04/2031", "Reçu en préfecture le 06/04/2031", f"ID : {IDENTIFIER}")
    assert find_transmission(twice) == Transmission(identifier=IDENTIFIER)


def act(number: str | None, kind: ActKind = ActKind.DELIBERATION) -> Act:
    return Act(kind=kind, number=number, transmission=Transmission(identifier=IDENTIFIER))


@pytest.mark.parametrize("number", ["D2031-12", "2031/012", "D 2031-12", "12", "2031-04-12", None])
def test_a_number_written_another_way_is_no_disagreement(number: str | None) -> None:
    assert stamp_signal(act(number), SENT) == ()


def test_a_stamp_of_another_day_or_number_is_found() -> None:
    (day,) = stamp_signal(act("2031-12"), NEXT)
    assert (day.rule, day.measures) == ("CT-07", (("stamp_day", "2031-04-05"), ("text_day", "2031-04-06")))
    (number,) = stamp_signal(act("2031-13"), SENT)
    assert number.measures == (("stamp_number", "D2031_12"), ("text_number", "2031-13"))
    assert stamp_signal(act("2031-13", ActKind.PROCES_VERBAL), NEXT) == (), "minutes are sent under another day"
    assert stamp_signal(Act(kind=ActKind.ARRETE), NEXT) == ()


def test_the_stamp_goes_from_the_text_to_the_act() -> None:
    lines = (
        "DÉLIBÉRATION N° 2031-12",
        f"ID : {IDENTIFIER}",
        "Reçu en préfecture le 05/04/2031",
        "Séance du 5 avril 2031",
        "Le conseil municipal, après en avoir délibéré, fixe le prix du repas à 4,10 €.",
    )
    read = Reading(media_type=MediaType.PDF, pages=tuple(pages(*lines)), page_count=1)
    structured, cut = understand(read, "acte.pdf")
    assert cut.act
    assert cut.act.transmission == Transmission(identifier=IDENTIFIER, received_on=SENT)
    assert "préfecture" not in structured[0].text
    assert IDENTIFIER not in structured[0].text


def test_a_number_with_a_hyphen_is_whole() -> None:
    stamp = Transmission(identifier="099-219900123-20310405-2031-012-DE")
    assert stamp.act_number == "2031-012"
    act = Act(kind=ActKind.DELIBERATION, number="2031-012", transmission=stamp)
    assert stamp_signal(act, date(2031, 4, 5)) == ()
