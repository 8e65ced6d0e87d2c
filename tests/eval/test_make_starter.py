from pathlib import Path

from eval.make_starter import chosen_articles, resemblances
from tests.visas.resolving.bases import article


def test_a_range_takes_the_numbers_between_its_ends_in_their_order(tmp_path: Path) -> None:
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("# numbers\ncgct L2121-2..L2121-10 1639Abis\nccp L1\n", "utf-8")
    (tmp_path / "replacements.csv").write_text(
        "old,new,link,since,source,note\ncgct:L4,cgct:L5,ressemblance,2016-01-01,calcul,\n", "utf-8"
    )
    numbers = ["L2121-11", "L4", "L2121-10", "L2121-9-1", "R2121-9", "L2121-1", "1639-A-BIS", "L2121-2"]
    found = chosen_articles(chosen, [article(n, "2000-01-01", code="cgct") for n in numbers])
    assert [one.number for one in found] == ["1639-A-BIS", "L4", "L2121-2", "L2121-9-1", "L2121-10"]


def test_successors_are_near_twins_and_parts_of_an_article_that_did_not_stay(tmp_path: Path) -> None:
    file = tmp_path / "code.csv"
    file.write_text(
        "ancien,nouveau,part_du_nouveau_dans_ancien,part_de_ancien_dans_nouveau,sort_ancien_numero\n"
        "L1,L10,0.95,0.9,disparu\n"
        "L1,L11,0.95,0.3,disparu\n"
        "L1,L12,0.4,0.9,disparu\n"
        "L2,L2,0.9,0.9,meme_article\n"
        "L2,L20,0.9,0.9,meme_article\n"
        "L3,L30,0.9,0.2,meme_section\n",
        "utf-8",
    )
    assert [row[:3] for row in resemblances(file, "urbanisme", "2016-01-01")] == [
        ("urbanisme:L1", "urbanisme:L10", "ressemblance"),
        ("urbanisme:L1", "urbanisme:L11", "ressemblance"),
    ]
