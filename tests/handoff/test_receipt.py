from dataclasses import replace
from datetime import UTC, date, datetime

from domain.ids import CommuneSlug, RequestReference
from domain.profile import CommuneProfile, Service
from domain.request import Request, RequestDraft, RequestState
from handoff.receipt import receipt_of, receipt_text, written_day, written_moment

MAIRIE = Service(
    slug="mairie",
    name="Mairie de Montreval",
    address=("4 place du Mail", "41990 Montreval"),
    phone="02 61 91 04 00",
    email="mairie@montreval.example",
)
PROFILE = CommuneProfile(
    slug=CommuneSlug("montreval"),
    name="Montreval",
    services=(MAIRIE, Service(slug="scolaire", name="Service scolaire", phone="02 61 91 04 12")),
    answer_working_days=5,
)
SENT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
REQUEST = Request(
    reference=RequestReference("MONT-2026-00001-A1"),
    draft=RequestDraft(commune=PROFILE.slug, service="scolaire", message="Mon message, qui n’y figure pas"),
    state=RequestState.EN_ATTENTE,
    version=2,
    sent_at=SENT,
    counts_from=SENT,
    acknowledged_at=SENT,
)


def test_it_holds_the_mentions_of_the_decree() -> None:
    assert receipt_text(REQUEST, PROFILE).split("\n\n")[:2] == [
        "Accusé de réception de votre demande",
        "Référence : MONT-2026-00001-A1\n"
        "Reçue le : vendredi 20 novembre 2026 à 14 h 05\n"
        "Service chargé de votre demande : Service scolaire\n"
        "Adresse : 4 place du Mail, 41990 Montreval\n"
        "Adresse électronique : mairie@montreval.example\n"
        "Téléphone : 02 61 91 04 12\n"
        "La commune s’engage à répondre au plus tard le : vendredi 27 novembre 2026",
    ]
    assert "L112-11 et R112-11-1" in receipt_text(REQUEST, PROFILE)
    assert "son silence ne vaut ni accord, ni refus" in receipt_text(REQUEST, PROFILE)
    assert receipt_of(REQUEST, PROFILE).is_complete


def test_what_the_resident_wrote_is_not_in_it() -> None:
    assert REQUEST.draft.message not in receipt_text(REQUEST, PROFILE)


def test_no_day_is_said_that_the_commune_did_not_promise() -> None:
    assert "s’engage" not in receipt_text(REQUEST, replace(PROFILE, answer_working_days=None))


def test_before_it_was_acknowledged_it_only_proves_registration() -> None:
    registered = receipt_text(replace(REQUEST, acknowledged_at=None), PROFILE)
    assert registered.startswith("Accusé d’enregistrement de votre demande\n")


def test_a_commune_of_which_nothing_is_known_gives_nothing_invented() -> None:
    bare = replace(PROFILE, services=(Service(slug="mairie", name="Mairie"),))
    said = receipt_text(REQUEST, bare)
    assert "Service chargé de votre demande : Mairie\n" in said
    assert not any(word in said for word in ("Adresse", "Téléphone", "None"))
    assert not receipt_of(REQUEST, bare).is_complete


def test_days_and_hours_are_written_as_people_say_them() -> None:
    assert written_day(date(2026, 5, 1)) == "vendredi 1er mai 2026"
    assert written_moment(datetime(2026, 8, 3, 9, 0, tzinfo=UTC)) == "lundi 3 août 2026 à 9 h"
    assert written_moment(datetime(2026, 8, 3, 9, 5, tzinfo=UTC)) == "lundi 3 août 2026 à 9 h 05"
