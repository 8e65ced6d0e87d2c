"""What keeping a source up to date costs: an unchanged folder, a renamed one, and the parent's memory on long runs.

    [PARVIS_SHARED_DATA=…] python -m eval.bench_sync

The command itself is timed, from its start to its end, as cron starts it. Memory is measured on real communes'
documents, where they are. Prints figures and asserts none.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, time

from domain.clock import SystemClock
from domain.ids import CommuneSlug, SourceName
from domain.profile import CommuneProfile, Service
from eval.machine_state import resident_megabytes
from eval.retrieval import shared_data
from ingest.cage.pool import Cage
from ingest.identity import document_id
from ingest.source_run import ingest_source
from storage.opening import CommuneStores, open_installation

FILES = 1_000
FLOOR_UNCHANGED_S = 3.0
"""Seconds for an unchanged folder of 1,000 files that issue 3 asks for."""

SAMPLED_PAGES = 300
CHECKOUT = Path(__file__).resolve().parent.parent
AN_HOUR_S = 3_600


@dataclass(slots=True)
class MemoryWatch:
    """Resident memory of this process after every 300 pages; told of each file as it is settled."""

    commune: CommuneSlug
    source: SourceName
    stores: CommuneStores
    pages: int = 0
    samples: list[tuple[int, float]] = field(default_factory=list)

    def __call__(self, done: int, total: int, path: str) -> None:
        """One file more."""
        document = self.stores.documents.document(document_id(self.commune, self.source, path))
        if document is None:
            return
        self.pages += document.page_count or 1
        last = self.samples[-1][0] if self.samples else 0
        if not self.samples or self.pages - last >= SAMPLED_PAGES:
            self.samples.append((self.pages, resident_megabytes()))


def make_folder(folder: Path, files: int) -> None:
    """Small pages, an hour old: a stamp younger than two seconds is not believed."""
    aged = time() - AN_HOUR_S
    for number in range(files):
        page = folder / f"{number % 10}" / f"{number:04}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        text = f"# Page {number}\n\n" + f"Le guichet {number} de la mairie ouvre à 9 h et ferme à 17 h. " * 20
        page.write_text(text, "utf-8")
        os.utime(page, (aged, aged))


def timed_runs(folder: Path, data: Path) -> dict[str, float]:
    """Seconds of the whole command: first, again unchanged (the best of three), after one folder was renamed."""
    seconds = {"first run": _command_s(folder, data)}
    seconds["unchanged"] = min(_command_s(folder, data) for _ in range(3))
    inside = folder / "0"
    inside.rename(folder / "renamed")
    seconds["a tenth of the files moved"] = _command_s(folder, data)
    return seconds


def watched_reading(data: Path) -> list[tuple[int, float]]:
    """(pages read, megabytes) while real communes' PDFs and sites are read one after the other."""
    samples = [(0, resident_megabytes())]
    before = 0
    with TemporaryDirectory() as folder:
        installation = open_installation(Path(folder))
        try:
            with Cage(workers=2) as cage:
                for place in sorted((*(data / "docs" / "pdf").iterdir(), *(data / "docs" / "sites").iterdir())):
                    slug, source = CommuneSlug(place.name), SourceName(place.parent.name)
                    stores = installation.add_commune(slug, place.name)
                    watch = MemoryWatch(commune=slug, source=source, stores=stores, pages=before)
                    watch.samples = [samples[-1]]
                    profile = CommuneProfile(slug=slug, name=slug, services=(Service(slug="mairie", name="Mairie"),))
                    ingest_source(
                        place, source, profile, stores.documents, stores.originals, SystemClock(), cage, watch
                    )
                    samples += watch.samples[1:]
                    before = watch.pages
        finally:
            installation.close()
    return [*samples, (before, resident_megabytes())]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a bench measures."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        make_folder(place / "pages", FILES)
        for name, seconds in timed_runs(place / "pages", place / "data").items():
            floor = f" (at most {FLOOR_UNCHANGED_S:.0f})" if name == "unchanged" else ""
            sys.stdout.write(f"parvis ingest, {FILES} files, {name}: {seconds:.2f} s{floor}\n")
    data = shared_data()
    if data is None:
        sys.stdout.write("parent memory: SKIPPED, PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    samples = watched_reading(data)
    told = ", ".join(f"{megabytes:.0f} MB at {pages}" for pages, megabytes in samples)
    sys.stdout.write(f"parent memory by pages read: {told}\n")
    # The first sample is of before anything was imported to read.
    begun, ended = samples[min(1, len(samples) - 1)], samples[-1]
    growth = 100 * (ended[1] - begun[1]) / begun[1] if begun[1] else 0.0
    sys.stdout.write(f"parent memory from page {begun[0]} to page {ended[0]}: {growth:+.1f} %\n")
    return 0


def _command_s(folder: Path, data: Path) -> float:
    command = [sys.executable, "-m", "app.main", "ingest", str(folder), "--commune", "banc", "--data", str(data)]
    started = perf_counter()
    subprocess.run([*command, "--json"], cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
