"""``parvis serve``: the chat, the console and the report."""

from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import DataOption, out


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; PARVIS_HOST, or 127.0.0.1.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; PARVIS_PORT, or 8000.")] = 0,
    data: DataOption = "",
) -> None:
    """Serve until interrupted. The server owns the indexes: other commands go through it."""
    from app.server import serve as run

    run(
        settings_for(data, host=host, port=port),
        started=lambda url: out().print(f"Parvis answers on {url}", markup=False),
    )
