import pytest

from domain.document import FileReason
from ingest.archives.mail import attachments, read_mail
from ingest.text import Refused
from tests.ingest.archives.files import mail


def told(data: bytes) -> list[str]:
    return [line.text for line in read_mail(data).pages[0].lines]


def test_a_mail_gives_its_subject_its_day_and_its_text_and_no_address() -> None:
    data = mail("La rue du Moulin est fermée du 10 au 14 mars.\n", subject="TR: Re: Avis de travaux – été")
    assert read_mail(data).declared_title == "Avis de travaux – été"
    assert told(data) == [
        "Avis de travaux – été",
        "Message du mardi 4 mars 2031.",
        "La rue du Moulin est fermée du 10 au 14 mars.",
    ]


def test_the_text_is_preferred_to_the_page_and_the_page_is_read_where_it_is_alone() -> None:
    page = "<p>Version <b>page</b>.</p>"
    assert told(mail("Version texte.\n", html=page))[-1] == "Version texte."
    assert told(mail("", html=page))[-1] == "Version page."


def test_signature_and_quoted_messages_stand_apart() -> None:
    text = (
        "La salle est réservée.\n\n-- \nService des fêtes\n01 02 03 04 05\n\n"
        "Le 3 mars 2031 à 10:12, Une Habitante a écrit :\n> Bonjour, la salle est-elle libre ?\n"
    )
    assert told(mail(text))[2:] == [
        "La salle est réservée.",
        "Signature",
        "Service des fêtes",
        "01 02 03 04 05",
        "Messages précédents",
        "Le 3 mars 2031 à 10:12, Une Habitante a écrit :",
        "Bonjour, la salle est-elle libre ?",
    ]


def test_an_answer_below_what_it_quotes_is_the_message() -> None:
    text = "Le 3 mars 2031, Une Habitante a écrit :\n> La salle est-elle libre ?\nOui, elle est libre.\n"
    assert told(mail(text))[2] == "Oui, elle est libre."


@pytest.mark.parametrize(
    "rule", ["-----Message d'origine-----", "________________________________", "De : Mairie <mairie@x.fr>"]
)
def test_the_ways_in_which_programs_announce_what_they_quote(rule: str) -> None:
    assert told(mail(f"Oui.\n\n{rule}\nAncien texte\n"))[2:4] == ["Oui.", "Messages précédents"]


def test_attachments_are_named_and_pictures_of_the_text_are_not() -> None:
    data = mail("Ci-joint.", annexe__pdf=b"%PDF-1.4", été__csv=b"a;b")
    picture = b"Content-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename=logo.png\n\nx"
    boundary = data.split(b'boundary="')[1].split(b'"')[0]
    data = data.replace(b"--" + boundary + b"--", b"--" + boundary + b"\n" + picture + b"\n--" + boundary + b"--")
    assert [name for name, _ in attachments(data)] == ["annexe.pdf", "été.csv"]


def test_an_encoded_header_and_an_old_character_set_are_read() -> None:
    data = (
        b"Subject: =?iso-8859-1?Q?R=E9union_publique?=\r\nDate: hier\r\n"
        b"Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        b"\xc0 18 h \x96 salle des f\xeates.\r\n"
    )
    assert told(data) == ["Réunion publique", "À 18 h – salle des fêtes."]


def test_what_is_no_mail_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_mail(b"\n\nrien")
    assert refused.value.reason is FileReason.DAMAGED
