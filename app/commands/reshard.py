"""``parvis reshard``: lays out again what the Qdrant server keeps, after the settings or the nodes have changed."""

from contextlib import ExitStack

from answering.answer_json import JsonValue
from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.house import INGEST_LOCK, open_house
from app.locks import exclusive
from app.search_engine import server_options


def reshard(data: DataOption = "", as_json: JsonOption = False) -> None:
    """Copy what the Qdrant server keeps into collections laid out as the settings say now; search goes on."""
    settings = settings_for(data)
    options = server_options(settings)
    from retriever.qdrant_server_resharding import reshard as copied

    rows: list[JsonValue] = []
    with open_house(settings) as house, ExitStack() as held:
        for slug in house.slugs():
            busy = f"an ingestion of {slug} is running; reshard when it is done"
            held.enter_context(exclusive(house.commune_dir(slug) / INGEST_LOCK, busy=busy))
        for name, points in copied(options):
            rows.append({"name": name, "points": points})
            if not as_json:
                out().print(f"{name}: {points} points", markup=False)
    if as_json:
        print_json({"shards": options.shards, "replicas": options.replicas, "collections": rows})
