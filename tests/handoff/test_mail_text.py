from dataclasses import replace
from html.parser import HTMLParser

import pytest

from domain.mail import MailText, Recipient, WaitingMail
from domain.profile import CommuneProfile, Service
from domain.request import Contact, Message, RequestStep, Side
from handoff.mail_text import resident_mail, service_mail
from handoff.mails_due import TO_RESIDENT, TO_SERVICE
from tests.handoff.conftest import MONTREVAL, NOON
from tests.handoff.test_mails_due import REQUEST

LINK = "https://parvis.example/c/montreval-sur-cisse/demande/MONT-2026-00001-K7?cle=s-e_cret&x=1"
MAIRIE = Service(slug="mairie", name="Accueil <b>de</b> la mairie", address=("2 place Haute",), phone="02 61 91 04 00")
PROFILE = CommuneProfile(slug=MONTREVAL, name="Montreval-sur-Cisse", services=(MAIRIE,))
ANSWERED = replace(
    REQUEST,
    messages=(
        Message(text="Oui.\n<script>alert(1)</script>", author="Sophie", sent_at=NOON),
        Message(text="Et le dimanche ?", author="", sent_at=NOON, side=Side.RESIDENT),
    ),
)


def waiting(step: RequestStep, detail: str = "") -> WaitingMail:
    return WaitingMail(
        id=1,
        reference=REQUEST.reference,
        recipient=Recipient.RESIDENT,
        message_id="<1@montreval.example>",
        step=step,
        step_at=NOON,
        detail=detail,
        attempts=0,
        thread=(),
    )


class Page(HTMLParser):
    """What a reader of the HTML has, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.attributes = "", set[str](), dict[str, str | None]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{tag} {name}": value for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def of_resident(step: RequestStep) -> MailText:
    return resident_mail(PROFILE, ANSWERED, waiting(step, "Département"), link=LINK)


@pytest.mark.parametrize("step", sorted(TO_RESIDENT))
def test_the_resident_reads_what_happened_and_where_to_go_on(step: RequestStep) -> None:
    said = of_resident(step)
    assert said.subject.startswith("Demande MONT-2026-00001-K7 : ")
    assert f"\n{LINK}\n" in said.text
    assert "02 61 91 04 00" in said.text


@pytest.mark.parametrize("step", sorted(TO_SERVICE))
def test_the_service_reads_what_to_do_and_never_the_secret(step: RequestStep) -> None:
    said = service_mail(PROFILE, ANSWERED, waiting(step), link="https://parvis.example/console/demandes/M")
    assert "MONT-2026-00001-K7" in said.subject
    assert "https://parvis.example/console/demandes/M" in said.text
    assert "cle=" not in said.text + said.html
    assert ("> Bonjour" in said.text) == (step is not RequestStep.COMPLETE)
    assert ("> Et le dimanche ?" in said.text) == (step is RequestStep.COMPLETE)


@pytest.mark.parametrize("step", sorted(TO_RESIDENT))
def test_the_html_says_the_same_in_french_and_fetches_nothing(step: RequestStep) -> None:
    said = of_resident(step)
    page = Page(said.html)
    assert page.attributes["html lang"] == "fr"
    assert page.tags <= {"html", "head", "meta", "title", "body", "main", "h1", "p", "a", "blockquote"}
    assert "url(" not in said.html
    assert page.attributes["a href"] == LINK
    unquoted = "\n".join(line.removeprefix("> ").removeprefix(">") for line in said.text.splitlines())
    assert unquoted.split() == page.words.split(said.subject, 2)[2].split()


def test_an_answer_is_quoted_with_its_author_and_is_no_markup() -> None:
    said = of_resident(RequestStep.REPLY)
    assert "> Oui.\n> <script>alert(1)</script>\n>\n> Sophie\n" in said.text
    assert "<script>" not in said.html


def test_an_erased_answer_is_not_quoted() -> None:
    said = resident_mail(PROFILE, REQUEST, waiting(RequestStep.REPLY), link=LINK)
    assert ">" not in said.text.replace("<b>", "").replace("</b>", "")


def test_a_request_whose_secret_is_no_longer_known_has_no_link() -> None:
    said = resident_mail(PROFILE, REQUEST, waiting(RequestStep.CLOSE), link=None)
    assert "http" not in said.text
    assert "lien secret que vous avez gardé" in said.text


def test_the_service_knows_how_to_reach_the_resident_or_that_it_cannot() -> None:
    reachable = replace(REQUEST, draft=replace(REQUEST.draft, contact=Contact(name="Élise", phone="06 00 00 00 00")))
    silent = replace(REQUEST, draft=replace(REQUEST.draft, contact=Contact()))
    told = [service_mail(PROFILE, one, waiting(RequestStep.SEND), link="L").text for one in (reachable, silent)]
    assert "Élise\n06 00 00 00 00" in told[0]
    assert "pas laissé de coordonnées" in told[1]


def test_the_hour_is_that_of_the_commune() -> None:
    overseas = replace(PROFILE, timezone="Indian/Reunion")
    said = resident_mail(overseas, REQUEST, waiting(RequestStep.SEND), link=LINK)
    assert "le 02/03/2026 à 15 h 00" in said.text
