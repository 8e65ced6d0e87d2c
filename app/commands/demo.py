"""``parvis demo``: the sample commune, ingested and served; what ``make run`` does."""

from typing import Annotated

import typer

from app.commands.account import invite_agent, one_time_link
from app.commands.options import settings_for
from app.console import DataOption, out
from app.house import open_house
from app.ingesting import ingest_profile_sources
from app.reporting import reported, today_in
from app.run_reports import report_line
from app.watching import watch_commune
from corpus import SAMPLE_PROFILE

DEMO_AGENT = "agent@montreval-sur-cisse.example"


def demo(
    host: Annotated[str, typer.Option(help="Address to listen on; PARVIS_HOST, or 127.0.0.1.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; PARVIS_PORT, or 8000.")] = 0,
    data: DataOption = "",
) -> None:
    """Ingest the sample commune, check its documents and visas once, print a one-time link for its agent, and serve."""
    from app.server import serve

    settings = settings_for(data, host=host, port=port)
    with open_house(settings) as house:
        slug, reports = ingest_profile_sources(house, SAMPLE_PROFILE, quiet=False)
        if house.stores(slug).report.runs(limit=1) == []:
            reported(house, slug, day=today_in(house, slug), quiet=False)
        if house.stores(slug).watch.runs(limit=1) == []:
            watch_commune(house, slug, quiet=False)
        invitation = invite_agent(house, commune=slug, email=DEMO_AGENT, name="Agent de démonstration")
        link = one_time_link(house, invitation)
    for report in reports:
        out().print(report_line(report), markup=False)

    def started(url: str) -> None:
        out().print(f"\nChat     {url}/\nWidget   {url}/demo\nConsole  {link}\n(Ctrl+C stops)", markup=False)

    serve(settings, started=started)
