"""The two scores against values counted by hand: words, sentences and syllables of ten short texts."""

import pytest

from french.readability import readability_of, reading_ease

COUNTED_BY_HAND = [
    ("La mairie ouvre ses portes du lundi au vendredi.", 9, 1, 13, 91.55),
    ("Les familles inscrivent leur enfant à la cantine avant la fin du mois.", 13, 1, 18, 91.90),
    ("Le conseil municipal a voté une subvention pour les associations sportives.", 11, 1, 22, 48.64),
    (
        "Le paiement est dû à la réception de la facture. En cas de retard, une majoration est appliquée au foyer.",
        20,
        2,
        31,
        82.77,
    ),
    ("Toute demande de dérogation doit être adressée au secrétariat général par courrier.", 12, 1, 24, 47.62),
    ("L’usager qui déménage prévient le service des eaux quinze jours avant son départ.", 13, 1, 21, 74.91),
    ("La bibliothèque prête des livres, des revues et des films aux habitants de la ville.", 15, 1, 21, 88.74),
    ("Nul ne peut stationner sur la voie publique sans autorisation préalable du maire.", 13, 1, 22, 69.25),
    ("Le président ouvre la réunion et les conseillers étudient les documents du budget.", 13, 1, 24, 57.93),
    (
        "Le tarif est de 3,40 € par repas. Les parents paient chaque fin de mois à la régie municipale de la commune.",
        14,
        1,
        20,
        87.65,
    ),
]


@pytest.mark.parametrize(("text", "words", "sentences", "counted", "score"), COUNTED_BY_HAND)
def test_the_score_is_the_one_counted_by_hand(
    text: str, words: int, sentences: int, counted: int, score: float
) -> None:
    found = readability_of(text, shortest=1)
    assert found is not None
    assert (found.words, found.sentences, found.syllables) == (words, sentences, counted)
    assert found.kandel_moles == pytest.approx(score, abs=0.5)


def test_lix_counts_words_of_more_than_six_letters() -> None:
    found = readability_of(COUNTED_BY_HAND[2][0], shortest=1)
    assert found is not None
    assert found.long_words == 5
    assert found.lix == pytest.approx(11 + 100 * 5 / 11)


def test_what_is_too_short_is_not_scored() -> None:
    text = " ".join(row[0] for row in COUNTED_BY_HAND)
    assert reading_ease(COUNTED_BY_HAND[0][0]) is None
    assert readability_of("") is None
    score = reading_ease(text)
    assert score is not None
    assert 60 < score < 90


def test_contacts_and_lists_do_not_make_a_text_easy() -> None:
    prose = "\n".join(row[0] for row in COUNTED_BY_HAND)
    contacts = (
        "\nM. le Maire reçoit. Tél. : 02 61 91 04 00\n- une pièce d’identité\n- un justificatif de domicile récent"
    )
    assert reading_ease(prose + contacts) == reading_ease(prose)
