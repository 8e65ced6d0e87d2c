"""The public figures as open data: CSV (docs/schemas/figures.tableschema.json) and JSON (figures.schema.json)."""

import csv
import io
from collections.abc import Sequence

from answering.answer_json import JsonValue
from api.public_figures import MonthFigures
from domain.month_count import Measure
from domain.profile import CommuneProfile
from prompts.catalogue import text

COLUMNS = (
    "mois",
    "arrete_au",
    "questions",
    "repondues",
    "orientees",
    "non_trouvees",
    "refusees",
    "autres",
    "part_sans_modele_pct",
    "demandes",
    "premiere_reponse_mediane_h",
    "premiere_reponse_p90_h",
    "satisfaction_pct",
    "passages_corriges",
    "energie_estimee_wh",
)
"""French: the file is read by residents and by the national open data portal."""

COUNTS = frozenset(
    {
        "questions",
        "repondues",
        "orientees",
        "non_trouvees",
        "refusees",
        "autres",
        "demandes",
        "passages_corriges",
    }
)


def figures_rows(months: Sequence[MonthFigures]) -> list[dict[str, JsonValue]]:
    """One row a month, by column; a count under ten and a number that is not published are None."""
    return [_row(one) for one in months]


def figures_json(profile: CommuneProfile, months: Sequence[MonthFigures]) -> dict[str, JsonValue]:
    """Of ``docs/schemas/figures.schema.json``."""
    rows: list[JsonValue] = [row for row in figures_rows(months)]  # noqa: C416 (a list of another type)
    return {
        "commune": str(profile.slug),
        "insee": profile.insee,
        "licence": "Licence Ouverte 2.0",
        "methode_energie": text("figures.energy_method", watts=f"{profile.figures.core_watts:g}"),
        "mois": rows,
    }


def figures_csv(months: Sequence[MonthFigures]) -> str:
    """Commas and points, as the schema says; « moins de 10 » where a count is hidden, empty where nothing is known."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in figures_rows(months):
        lines.writerow([_cell(name, row[name]) for name in COLUMNS])
    return written.getvalue()


def _cell(name: str, value: JsonValue) -> str:
    if value is None:
        return text("figures.hidden") if name in COUNTS else ""
    return str(value)


def _row(one: MonthFigures) -> dict[str, JsonValue]:
    values: tuple[JsonValue, ...] = (
        f"{one.month:%Y-%m}",
        one.until.isoformat() if one.until else None,
        one.questions,
        one.outcomes[Measure.ANSWERED],
        one.outcomes[Measure.ELSEWHERE],
        one.outcomes[Measure.NOT_FOUND],
        one.outcomes[Measure.REFUSED],
        one.outcomes[Measure.OTHER],
        one.without_model_pct,
        one.requests,
        one.first_answer_median_h,
        one.first_answer_p90_h,
        one.satisfied_pct,
        one.findings_fixed,
        one.energy_wh,
    )
    return dict(zip(COLUMNS, values, strict=True))
