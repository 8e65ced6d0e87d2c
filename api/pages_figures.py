"""« Chiffres publics » of a commune: a page with plots and tables, and the same numbers as CSV and JSON."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.context import CommuneServices
from api.figures_charts import MOST_MONTHS, Counted, columns, lying
from api.figures_files import figures_csv, figures_json
from api.figures_shelf import FiguresShelf
from api.page_response import commune_of, local_now, page
from api.public_figures import OUTCOMES, MonthFigures
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)
_CACHED = {"cache-control": "public, max-age=3600"}


@router.get("/chiffres")
def figures_page(request: Request) -> Response:
    """The last twelve months; the last month with questions is the one set out."""
    services = commune_of(request)
    months = list(_months(request, services)[-MOST_MONTHS:])
    told = [one for one in months if one.questions is not None]
    chosen = told[-1] if told else months[-1]
    by_month = [_by_month(one) for one in months]
    outcomes = _outcomes(chosen)
    values: dict[str, object] = {
        "current": "chiffres",
        "months": [{"name": month_name(one), "figures": one} for one in reversed(months)],
        "chosen": chosen,
        "chosen_name": month_name(chosen),
        "wide": columns(by_month, width=560, height=320),
        "narrow": columns(by_month[-6:], width=340, height=300),
        "outcomes": outcomes,
        "lying": lying(outcomes, width=350),
        "hidden": text("figures.hidden"),
        "method": text("figures.energy_method", watts=f"{services.profile.figures.core_watts:g}"),
    }
    return page(request, services, "figures.html", values)


@router.get("/chiffres.csv")
def figures_as_csv(request: Request) -> Response:
    """Every month, as open data."""
    services = commune_of(request)
    name = f'attachment; filename="chiffres-{services.profile.slug}.csv"'
    body = figures_csv(_months(request, services))
    return Response(body, media_type="text/csv; charset=utf-8", headers=_CACHED | {"content-disposition": name})


@router.get("/chiffres.json")
def figures_as_json(request: Request) -> Response:
    """The same as JSON."""
    services = commune_of(request)
    return JSONResponse(figures_json(services.profile, _months(request, services)), headers=_CACHED)


def month_name(one: MonthFigures) -> str:
    """« novembre 2026 », « novembre 2026 (au 20) » when it is not over."""
    name = f"{text(f'figures_month.{one.month.month}')} {one.month.year}"
    return f"{name} (au {one.until.day})" if one.until else name


def _months(request: Request, services: CommuneServices) -> Sequence[MonthFigures]:
    shelf: FiguresShelf = request.app.state.figures
    return shelf.months(services, local_now(request, services))


def _by_month(one: MonthFigures) -> Counted:
    number = "–" if one.questions is None else str(one.questions)
    label = text(f"figures_short_month.{one.month.month}")
    return Counted(label=label, number=number, count=one.questions, is_partial=one.until is not None)


def _outcomes(chosen: MonthFigures) -> Sequence[Counted]:
    """Outcomes with their share of the month's questions."""
    return [
        Counted(
            label=text(f"figures_outcome.{one}"),
            number=_share(chosen.outcomes[one], chosen),
            count=chosen.outcomes[one],
        )
        for one in OUTCOMES
    ]


def _share(count: int | None, chosen: MonthFigures) -> str:
    return "–" if count is None or not chosen.questions else f"{round(100 * count / chosen.questions)} %"
