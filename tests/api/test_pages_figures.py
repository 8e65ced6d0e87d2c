"""« Chiffres publics »: the page, its files, and their schemas say the same numbers."""

import csv
import io
import json
from datetime import date
from pathlib import Path

from jsonschema import Draft202012Validator

from api.figures_charts import Counted, columns, lying, round_step
from api.figures_files import COLUMNS, COUNTS
from domain.month_count import Measure
from tests.api.browser import Browser, Page
from tests.api.house import House

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
TODAY = date(2026, 11, 20)


def filled(house: House) -> Browser:
    house.stores.month_counts.add(
        TODAY,
        {
            Measure.QUESTIONS: 474,
            Measure.ANSWERED: 336,
            Measure.ELSEWHERE: 66,
            Measure.NOT_FOUND: 43,
            Measure.REFUSED: 4,
            Measure.OTHER: 25,
            Measure.WITHOUT_MODEL: 336,
        },
    )
    return Browser(house.app)


def test_the_page_shows_plots_and_the_same_numbers_in_tables(fresh_house: House) -> None:
    response = filled(fresh_house).get("/chiffres")
    words = " ".join(Page(response.text).text.split())
    assert response.status_code == 200
    assert response.text.count("<svg") >= 3
    assert "<script" not in response.text
    assert "novembre 2026 (au 20) 474" in words
    assert "moins de 10" in words
    assert "Réponses données sans modèle de langage" in words


def test_a_commune_without_any_figure_has_its_page(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    assert browser.get("/chiffres").status_code == 200
    assert browser.get("/c/le-breuil/chiffres.json").status_code == 200


def test_csv_and_json_keep_to_their_schemas_and_say_the_same(fresh_house: House) -> None:
    browser = filled(fresh_house)
    table = json.loads((SCHEMAS / "figures.tableschema.json").read_text("utf-8"))
    told = browser.get("/chiffres.json").json()
    Draft202012Validator(json.loads((SCHEMAS / "figures.schema.json").read_text("utf-8"))).validate(told)
    response = browser.get("/chiffres.csv")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert response.headers["content-type"].startswith("text/csv")
    assert tuple(rows[0]) == COLUMNS == tuple(field["name"] for field in table["fields"])
    assert (rows[-1]["questions"], told["mois"][-1]["questions"]) == ("474", 474)
    assert (rows[-1]["refusees"], told["mois"][-1]["refusees"]) == ("moins de 10", None)
    # 4 alone is the total less the others: « autres » (25) is hidden with it.
    assert rows[-1]["autres"] == "moins de 10"
    assert rows[-1]["satisfaction_pct"] == ""
    least = {field["name"] for field in table["fields"] if field["constraints"].get("minimum") == 10}
    assert least == COUNTS
    assert set(table["missingValues"]) == {"", "moins de 10"}


def test_bars_keep_to_their_box_and_what_is_hidden_has_none() -> None:
    counted = [Counted(label="juin", number="412", count=412), Counted(label="juil.", number="–", count=None)]
    plot = columns(counted, width=560, height=320)
    shown, hidden = plot.bars
    assert hidden.height == 0
    assert 0 < shown.y < plot.base == shown.y + shown.height
    assert [line.number for line in plot.lines] == [0, 200, 400, 600]
    assert lying(counted, width=350)[0].width + 110 <= 350


def test_the_grid_is_of_round_numbers() -> None:
    assert [round_step(highest) for highest in (0, 11, 60, 474, 688, 5000)] == [10, 10, 20, 200, 200, 2000]
