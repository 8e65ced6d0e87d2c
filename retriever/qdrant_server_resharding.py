"""Laying out again what a Qdrant server keeps: the shards of a collection are set when it is made."""

from collections.abc import Iterator

from domain.document import Visibility
from retriever.qdrant_server_client import ServerOptions, building_link
from retriever.qdrant_server_layout import ServerLayout, making_passages
from retriever.qdrant_server_state import make_state, state_name


def reshard(options: ServerOptions) -> Iterator[tuple[str, int]]:
    """Copy each collection into one laid out as ``options`` say, then serve that one; gives its name and its points.

    The caller sees to it that nothing is built meanwhile. Stopping between two leaves each of them whole.
    Raises IndexUnavailable, DiskFull: the collection that was being copied is served as before.
    """
    link = building_link(options)
    try:
        layout = ServerLayout(link)
        for visibility in (Visibility.PUBLIC, Visibility.INTERNE):
            for name in sorted(layout.of_passages(visibility)):
                yield name, layout.refill(name, making_passages(layout.dimensions(name)))
            if (name := state_name(visibility)) in layout.served():
                yield name, layout.refill(name, make_state)
    finally:
        link.close()
