"""How fast a site is visited when nothing makes us wait, and what memory it takes.

    python -m eval.bench_crawl [--pages 1000]

A site of so many pages, each with a menu, sixty links and a kilobyte of text, is served by another process on the
loopback interface; it is visited twice without any interval: first everything is received, then nothing has changed
(ETag). Real visits ask once a second: what is measured is the work beside the waiting. Prints figures, asserts none.
"""

import argparse
import hashlib
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.clock import SystemClock
from domain.ids import SourceName
from domain.profile import Site
from ingest.sites.crawl_report import CrawlReport
from ingest.sites.crawling import crawl
from ingest.sites.folder_mirror import FolderMirror
from ingest.sites.httpcore_fetching import HttpcoreFetcher
from ingest.sites.pace import Pace
from ingest.sites.reach import reach_of
from ingest.sites.web_address import host_of

LINKS_OF_A_PAGE = 60


def page_of(number: int, pages: int) -> bytes:
    """A page of the measured site: its number decides its words and where its links lead."""
    links = "".join(
        f"<li><a href='/rubrique-{n % 20}/page-{n}'>Voir la page {n} de la rubrique {n % 20}</a></li>"
        for n in ((number * 7 + step * step) % pages for step in range(LINKS_OF_A_PAGE))
    )
    text = f"<p>Le service numéro {number} accueille les habitants du lundi au vendredi de 9 h à 12 h.</p>" * 10
    menu = "<nav><a href='/'>Accueil</a> <a href='/rubrique-1/page-1'>Mairie</a></nav>"
    body = f"{menu}<h1>Page {number}</h1>{text}<ul>{links}</ul>"
    return f"<html><head><title>Page {number}</title></head><body>{body}</body></html>".encode()


def visit(home: str, pages: int, folder: Path) -> tuple[CrawlReport, float]:
    """The report of one visit of the whole site, and its seconds."""
    site = Site(source=SourceName("site"), start=home, pages=2 * pages, depth=50, interval_s=0.0)
    reach = reach_of(site, frozenset((host_of(home),)))
    start = time.perf_counter()
    with HttpcoreFetcher(reach, "Parvis bench") as fetcher:
        pace = Pace(0.0, time.monotonic, time.sleep)
        report = crawl(site, reach, FolderMirror(folder), fetcher, pace, SystemClock(), None)
    return report, time.perf_counter() - start


def serve(pages: int, ready: Connection) -> None:
    """Serve the site until the process is ended; sends its port first."""
    bodies = [page_of(number, pages) for number in range(pages)]
    etags = [f'"{hashlib.sha256(body).hexdigest()[:16]}"' for body in bodies]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16

        def do_GET(self) -> None:
            """One page, or nothing new."""
            name = self.path.rpartition("-")[2]
            number = 0 if self.path == "/" else int(name) if name.isdigit() else -1
            if not 0 <= number < pages:
                self._answer(404, b"")
            elif self.headers.get("If-None-Match") == etags[number]:
                self._answer(304, b"", etags[number])
            else:
                self._answer(200, bodies[number], etags[number])

        def _answer(self, status: int, body: bytes, etag: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    ready.send(server.server_address[1])
    server.serve_forever()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a bench measures."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_crawl", description="Visiting, measured")
    parser.add_argument("--pages", type=int, default=1_000, help="pages of the site; 1000")
    pages = parser.parse_args(arguments).pages
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(pages, there), daemon=True)
    process.start()
    try:
        home = f"http://127.0.0.1:{here.recv()}/"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with TemporaryDirectory() as folder:
            for name in ("first visit", "nothing changed"):
                report, seconds = visit(home, pages, Path(folder))
                asked = sum(report.fates.values())
                fates = ", ".join(f"{count} {fate.value}" for fate, count in sorted(report.fates.items()))
                sys.stdout.write(
                    f"{name}: {asked} pages in {seconds:.1f} s = {asked / seconds:.0f} pages/s ({fates})\n"
                )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(f"peak memory: {peak:.0f} MB, {peak - before:.0f} MB more than before the visits\n")
    finally:
        process.terminate()
        process.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
