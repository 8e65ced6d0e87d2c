from visas.recognising import recognise, split_visas

ACT = """Le conseil municipal de Valmoret,
Vu :
- le code général des collectivités territoriales,
- la loi n° 84-53 du 26 janvier 1984 ;

Vu le code de l'urbanisme, Vu les articles L. 153-36
et suivants du même code,
vu l'arrêté du 3 mars 2031 portant
Envoyé en préfecture le 03/06/2031
ID : 061-216100001-20310603-D12-DE
délégation,
VU, la délibération n° 2031-12 ;
Vu le budget,
Au vu de l'avis du comité,
Considérant qu'il y a lieu,
Après en avoir délibéré, vu arriver dans notre village le cortège,
Article 1er : d'approuver, au vu du rapport, le projet.
"""


def test_a_deliberation_is_taken_apart_into_its_visas() -> None:
    lines = split_visas(ACT)
    assert [line.text for line in lines] == [
        "le code général des collectivités territoriales",
        "la loi n° 84-53 du 26 janvier 1984",
        "le code de l'urbanisme",
        "les articles L. 153-36 et suivants du même code",
        "l'arrêté du 3 mars 2031 portant délégation",
        "la délibération n° 2031-12",
        "le budget",
    ]
    assert all(line.text.split()[0] in ACT[line.start : line.end] for line in lines)


def test_the_references_of_the_whole_are_those_of_its_visas() -> None:
    found = [one.key for one in recognise(ACT)]
    assert found == [
        *("code:cgct", "loi:84-53", "code:urbanisme", "?:L153-36+", "arrete:2031-03-03", "deliberation:2031-12"),
        "non_texte",
    ]


def test_a_text_without_visas_has_none() -> None:
    assert split_visas("Au vu du rapport, vu de la diminution des volumes, nous avons vu arriver le cortège.") == ()
