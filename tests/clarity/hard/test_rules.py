"""Each rule on hard passages, by texts of real form that it must and must not find."""

import pytest

from clarity.detecting import observe
from clarity.hard.administrative_word import administrative_words
from clarity.hard.gauge import gauge
from clarity.observation import Observation
from clarity.read_text import read_pasted
from domain.finding import Severity


def found(rule: str, text: str, glossary: frozenset[str] = frozenset()) -> list[Observation]:
    return [one for one in observe(read_pasted(text), glossary=glossary) if one.rule == rule]


PLAIN = "La mairie reçoit les familles le matin. "
LONG = "La commune " + "aide les familles et " * 12 + "les écoles."


@pytest.mark.parametrize(
    ("rule", "document", "text", "quote"),
    [
        ("LX-01", "minutes", LONG, LONG),
        ("LX-02", "page", PLAIN * 7, (PLAIN * 7).strip()),
        (
            "LX-03",
            "order",
            "Le parent qui vient, dont le nom est connu, présente la carte qui lui a été remise.",
            "Le parent",
        ),
        ("LX-04", "rules", "Aucune inscription ne sera prise sans la fiche.", "Aucune"),
        ("LX-04", "rules", "Les enfants ne pourront pas quitter la cour sans leurs parents.", "Les enfants"),
        ("LX-04", "rules", "La modification ne peut intervenir sans un vote.", "La modification"),
        ("LX-04", "rules", "Nul ne peut entrer sans carte.", "Nul"),
        ("LX-04", "court", "La demande n’est pas irrecevable.", "La demande"),
        ("LX-04", "rules", "Qui ne paie pas ne mange pas et ne revient plus.", "Qui"),
        ("LX-05", "page", "Le dossier (avec la fiche (voir plus bas)) est complet.", "(avec la fiche (voir plus bas))"),
        ("LX-07", "order", "Les riverains susvisés paient.", "susvisés"),
        ("LX-08", "order", "Il sera procédé à une visite.", "Il sera procédé"),
        (
            "LX-09",
            "page",
            "Apportez une pièce d’identité, un justificatif de domicile, une photo récente et le livret de famille.",
            "Apportez",
        ),
        ("LX-10", "poster", "IL EST STRICTEMENT INTERDIT DE STATIONNER DEVANT LE PORTAIL", "IL EST STRICTEMENT"),
        ("LX-11", "rules", "La caution prévue à l’article 7 doit être versée.", "La caution"),
    ],
)
def test_what_is_hard_is_found_where_it_stands(rule: str, document: str, text: str, quote: str) -> None:
    places = [one.place for one in found(rule, text)]
    assert places, document
    assert places[0].quote.startswith(quote)
    assert text[places[0].start : places[0].end] == places[0].quote


@pytest.mark.parametrize(
    ("rule", "document", "text"),
    [
        ("LX-01", "order", "; ".join(["la commune aide les familles du village toute l’année"] * 8)),
        ("LX-01", "tariffs", "Repas " + ", ".join(f"classe {n} du matin au soir {n},50 €" for n in range(2, 10))),
        ("LX-02", "page", PLAIN * 6),
        ("LX-03", "page", "Le parent qui vient présente la carte dont il dispose."),
        ("LX-04", "rules", "La salle ne peut être ni louée ni prêtée."),
        ("LX-04", "rules", "Le camping est interdit aux mineurs non accompagnés."),
        ("LX-04", "page", "Les chiens ne sont pas admis ; l’entrée se fait sans rendez-vous."),
        ("LX-04", "page", "Les aides ne sont pas acquises et il faudrait un budget sans elles."),
        ("LX-04", "page", "La régie ne tardera pas à répondre sans délai."),
        ("LX-05", "page", "Le candidat(e) signe (en deux exemplaires)."),
        ("LX-06", "page", "Le centre communal d’action sociale (CCAS) reçoit. Le CCAS aide."),
        ("LX-07", "page", "La mairie demande une photo."),
        ("LX-08", "page", "Il est interdit de fumer. Il est ouvert le lundi."),
        ("LX-09", "hours", "Ouvert lundi, mardi, jeudi et vendredi."),
        ("LX-10", "page", "La SPL ADTO et la CAF de VALMORET aident."),
        ("LX-11", "rules", "Article 7 : caution\nLa caution prévue à l’article 7 doit être versée."),
        ("LX-11", "order", "Le tri est obligatoire selon l’article 12 de la loi du 10 février 2020."),
    ],
)
def test_what_reads_well_is_left_alone(rule: str, document: str, text: str) -> None:
    assert found(rule, text) == [], document


def test_a_very_long_sentence_is_worse_than_a_long_one() -> None:
    longer = LONG.replace(".", " ") + LONG
    assert [one.severity for one in found("LX-01", LONG)] == [Severity.MINEUR]
    assert [one.severity for one in found("LX-01", longer)] == [Severity.MAJEUR]


def test_an_acronym_is_found_once_and_matters_more_when_it_comes_back() -> None:
    page = PLAIN * 20
    once = f"{page}\nLa demande est envoyée au SIVOLU."
    often = f"{once}\nLe bureau du SIVOLU répond.\nLe président du SIVOLU signe."
    assert [(one.severity, one.place.quote) for one in found("LX-06", once)] == [(Severity.MINEUR, "SIVOLU")]
    assert [one.severity for one in found("LX-06", often)] == [Severity.MAJEUR]


def test_the_list_of_the_commune_explains_and_a_cut_out_may_be_explained_elsewhere() -> None:
    text = "La demande est envoyée au SIVOLU."
    assert [one.severity for one in found("LX-06", text)] == [Severity.INFO]
    assert found("LX-06", text, frozenset({"S.I.V.O.L.U."})) == []


def test_each_listed_word_matches_itself_and_has_an_equivalent() -> None:
    pattern, plain = administrative_words()
    assert len(plain) > 50
    assert all(plain.values())
    assert pattern.fullmatch("susvisees")
    assert not pattern.search("il a visite la mairie")
    assert found("LX-07", "Il faut attester de son domicile.")[0].measures == (("plain", "prouver"),)


def test_the_gauge_counts_prose_alone_and_is_never_an_alert() -> None:
    prose = "\n".join(["La mairie reçoit les familles le matin et elle répond à leurs questions le soir."] * 10)
    items = "\n- une photo\n- un chèque"
    measured = gauge(read_pasted(prose + items))
    assert measured == gauge(read_pasted(prose))
    assert measured.kandel_moles is not None
    assert measured.lix is not None
    assert (measured.sentences, measured.long_sentences) == (10, 0)
    assert gauge(read_pasted(PLAIN)).kandel_moles is None
    assert found("LX-12", prose) == []
