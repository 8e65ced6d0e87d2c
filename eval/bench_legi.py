"""How fast the base of law is loaded and asked: articles a second, memory on the way, a check of 60 references.

    python -m eval.bench_legi [--articles 200000] [--versions 1700000] [--only import|lookup]

The archive is made first, in the real layout (a fourth of its files are sections, structures and texts); the import is
the command itself, in its own process, whose memory is read at each quarter. Lookups run on a base of many versions,
opened read-only, after the system's cache was asked to forget the file. Prints figures and asserts none.
"""

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from domain.legal_base import Coverage
from domain.legal_record import FilePlace, RecordedArticle, RecordedLink
from eval.legi_archive import many_articles, write_archive
from eval.machine_state import machine_line
from storage.legal_layers import LayeredLegalBase
from storage.legal_starter import open_starter
from storage.sqlite_legal_base import SqliteLegalBase
from storage.sqlite_legal_build import LegalBuild
from visas.resolving.resolve import resolve

CHECKOUT = Path(__file__).resolve().parent.parent
ARCHIVE = "Freemium_legi_global_20250713-140000.tar.gz"
FLOOR_ARTICLES_S = 3_000
CEILING_CHECK_MS = 300
REFERENCES = 60
_WATCH_S = 0.05


def import_figures(articles: int) -> Iterator[str]:
    """Lines on the import of a made archive."""
    with TemporaryDirectory() as work:
        made = write_archive(Path(work) / ARCHIVE, many_articles(articles))
        yield f"archive of {articles} articles: {made.stat().st_size / 1e6:.0f} MB compressed"
        command = [sys.executable, "-m", "app.main", "legi", "import", str(made), "--data", str(Path(work) / "data")]
        begun = perf_counter()
        running = subprocess.Popen([*command, "--json"], cwd=CHECKOUT, stdout=subprocess.DEVNULL)
        samples: list[tuple[float, float]] = []
        while running.poll() is None:
            samples.append((perf_counter() - begun, _megabytes(running.pid)))
            try:
                running.wait(_WATCH_S)
            except subprocess.TimeoutExpired:
                continue
        seconds = perf_counter() - begun
        yield f"imported in {seconds:.1f} s: {articles / seconds:.0f} articles a second (floor {FLOOR_ARTICLES_S})"
        quarters = [_near(samples, seconds * share) for share in (0.25, 0.5, 0.75, 0.98)]
        yield (
            "resident memory at a quarter, half, three quarters, the end: "
            + ", ".join(f"{megabytes:.0f}" for megabytes in quarters)
            + f" MB; peak {max(megabytes for _, megabytes in samples):.0f} MB"
        )
        base = Path(work) / "data" / "legal" / "legal.sqlite"
        yield f"base: {base.stat().st_size / 1e6:.0f} MB, exit code {running.returncode}"


def lookup_figures(versions: int) -> Iterator[str]:
    """Lines on a check of 60 references in a base of many versions."""
    with TemporaryDirectory() as work:
        file = Path(work) / "legal.sqlite"
        begun = perf_counter()
        fill_base(file, versions)
        size = file.stat().st_size / 1e6
        yield f"base of {versions} versions: {size:.0f} MB, made in {perf_counter() - begun:.0f} s"
        rng = random.Random(7)
        firsts: list[float] = []
        others: list[float] = []
        for turn in range(20):
            forget(file)
            keys = [_key(rng.randrange(versions // 3)) for _ in range(REFERENCES)]
            begun = perf_counter()
            base = SqliteLegalBase(file)
            found = [resolve(base, key, date(2024, 5, 2), about="tarifs de la cantine") for key in keys]
            (firsts if turn == 0 else others).append((perf_counter() - begun) * 1_000)
            base.close()
            if any(not resolutions or resolutions[0].version is None for resolutions in found):
                raise RuntimeError("a reference of the base was not found in it")
        others.sort()
        yield (
            f"{REFERENCES} references, base opened each time: first {firsts[0]:.0f} ms, median {others[9]:.0f} ms, "
            f"longest {others[-1]:.0f} ms (ceiling {CEILING_CHECK_MS})"
        )
        begun = perf_counter()
        LayeredLegalBase([SqliteLegalBase(file), open_starter()])
        yield f"opening it over the shipped facts: {(perf_counter() - begun) * 1_000:.0f} ms"


def fill_base(file: Path, versions: int) -> None:
    """Make a base of that many versions of articles, in ten codes."""
    build = LegalBuild(file.with_name("making"))
    batch: list[RecordedArticle] = []
    for number in range(versions):
        batch.append(_version(number))
        if len(batch) == 20_000:
            build.write(batch)
            batch = []
    build.write(batch)
    codes = sorted(build.subjects())
    build.cover(
        [Coverage(subject=code, since=None, until=date(2025, 7, 13), source="made", is_complete=True) for code in codes]
    )
    build.finish(file)


def _version(number: int) -> RecordedArticle:
    article, version = divmod(number, 3)
    years = (1996, 2005, 2015)
    code, name = _key(article).split(":")
    link = RecordedLink(
        kind="CONCORDANCE", is_undergone=True, target="cgct:L2121-29", target_id="LEGIARTI000006390000", label="art. 1"
    )
    return RecordedArticle(
        place=FilePlace(folder=f"code_en_vigueur/{code}", legi_id=f"LEGIARTI{number:012}", written_at=1),
        code=code,
        number=name,
        start=date(years[version], 3, 1),
        end=None if version == 2 else date(years[version + 1], 3, 1),
        state_word="",
        article_id=f"LEGIARTI{article * 3:012}",
        heading="Partie législative / Livre II",
        changed_by="LOI n°2015-991 du 7 août 2015 - art. 14 (V)",
        text=f"Texte de l'article {number}. " * 20,
        links=(link,) if number % 7 == 0 else (),
    )


def _key(article: int) -> str:
    codes = ("cgct", "urbanisme", "ccp", "cgi", "casf", "education", "environnement", "rural", "travail", "sante")
    return f"{codes[article % 10]}:L{article // 400 + 1000}-{article // 10 % 40 + 1}"


def forget(file: Path) -> None:
    """Ask the system's cache to forget a file."""
    with file.open("rb") as opened:
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _megabytes(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _near(samples: list[tuple[float, float]], at: float) -> float:
    return min(samples, key=lambda sample: abs(sample[0] - at))[1]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--versions", type=int, default=1_700_000)
    parser.add_argument("--only", choices=["import", "lookup"])
    options = parser.parse_args()
    sys.stdout.write(machine_line() + "\n")
    if options.only != "lookup":
        for line in import_figures(options.articles):
            sys.stdout.write(line + "\n")
    if options.only != "import":
        for line in lookup_figures(options.versions):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
