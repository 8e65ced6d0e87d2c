"""One commune's indexes rebuilt by a command, and served at once."""

from collections.abc import Callable

from app.doorway import doorway
from app.house import INGEST_LOCK, House
from app.index_upkeep import rebuild_if_behind
from app.local_door import LOCK_FILE
from app.locks import exclusive, is_held
from domain.document import Visibility
from domain.ids import CommuneSlug


def reindex_commune(
    house: House, slug: CommuneSlug, progress: Callable[[int], None] | None = None, *, force: bool = False
) -> dict[Visibility, int]:
    """Passages of each index that was rebuilt. Raises AlreadyRunning when an ingestion or another rebuild goes on."""
    busy = f"an ingestion of {slug} is running and rebuilds its indexes at its end; try again then"
    with exclusive(house.commune_dir(slug) / INGEST_LOCK, busy=busy):
        built = rebuild_if_behind(house, slug, progress, force=force)
    if is_held(house.settings.data_dir / LOCK_FILE):
        with doorway(house.settings) as work:
            work.reload(slug)
    return built
