"""The search of an installation, for programs that use LlamaIndex: docs/retriever.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.commands.options import settings_for
from app.house import open_house
from domain.document import Visibility
from domain.errors import BadInput, UnknownCommune
from domain.search import CommuneScope
from retriever.llamaindex_retriever import ParvisRetriever
from retriever.ranking.seeking import Seeker


@contextmanager
def open_retriever(
    data: str | Path = "", *, commune: str = "", internal: bool = False, limit: int = 10
) -> Iterator[ParvisRetriever]:
    """A LlamaIndex retriever over the passages of a commune, for the duration of the block.

    ``data`` is the installation's folder (``PARVIS_DATA_DIR`` when empty), ``commune`` one of its communes (the only
    one when empty). ``internal``: its internal passages instead of the public ones. No ``parvis serve`` may run on the
    data. Raises BadInput, UnknownCommune; ``retrieve`` raises AlreadyRunning, IndexUnavailable.
    """
    settings = settings_for(str(data))
    if not settings.data_dir.is_dir():
        raise BadInput(f"{settings.data_dir} is not a folder; give the data folder of an installation")
    with open_house(replace(settings, max_open_indexes=1)) as house:
        slug = house.resolve(commune)
        services = house.get(slug)
        if services is None:
            raise UnknownCommune(f"no commune {slug!r} here")
        seeker = Seeker(
            profile=services.profile, index=house.searched, documents=services.documents, acts=services.acts
        )
        scope = CommuneScope(commune=slug, visibility=Visibility.INTERNE if internal else Visibility.PUBLIC)
        yield ParvisRetriever(seeker, scope=scope, clock=house.clock, limit=limit)
