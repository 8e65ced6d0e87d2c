"""``parvis legi import`` killed with -9 at any moment: repeated, it ends with the same base."""

import random
import signal
import time
from pathlib import Path

import pytest

from eval.legi_archive import CGCT, Article, article_entry, many_articles, path_of, write_archive
from tests.proof.conftest import Tell
from tests.proof.product import SEED, begun, parvis_json, sized

pytestmark = pytest.mark.proof

FULL, FIRST = "Freemium_legi_global_20250713-140000.tar.gz", "LEGI_20250714-210000.tar.gz"


def archives_in(folder: Path, articles: int) -> Path:
    folder.mkdir()
    write_archive(folder / FULL, many_articles(articles))
    gone = path_of("code_en_vigueur", CGCT, "article", "LEGIARTI000006000000").removesuffix(".xml")
    changed = Article(legi_id="LEGIARTI000006000001", number="L1000-1", start="2010-01-01")
    suppressions = ("20250714-210000/liste_suppression_legi.dat", gone.encode(), 1)
    write_archive(folder / FIRST, [*many_articles(articles // 10), article_entry(changed), suppressions])
    return folder


def digest(data: Path) -> object:
    status = parvis_json("legi", "status", "--digest", "--data", data)
    assert status["is_loaded"]
    assert not status["is_being_made"]
    return status["digest"]


def test_an_import_killed_again_and_again_ends_with_the_same_base(tmp_path: Path, tell: Tell) -> None:
    kills, articles = sized(short=6, full=60), sized(short=8_000, full=30_000)
    draw = random.Random(SEED)
    source = archives_in(tmp_path / "archives", articles)
    started = time.monotonic()
    parvis_json("legi", "import", source, "--data", tmp_path / "whole")
    longest_s = time.monotonic() - started
    whole = digest(tmp_path / "whole")
    cut = 0
    for turn in range(0, kills, 2):
        data = tmp_path / f"killed{turn}"
        for _ in range(2):  # twice in a row: what was resumed is cut again
            process = begun("legi", "import", source, "--data", data)
            time.sleep(draw.uniform(0.2, 0.7) * longest_s)
            process.send_signal(signal.SIGKILL)
            cut += process.wait() == -signal.SIGKILL
        parvis_json("legi", "import", source, "--data", data)
        assert digest(data) == whole
    tell("imports of law killed with -9, then repeated", f"{cut} of {kills} cut, {kills // 2} bases, all the same")
    assert cut
