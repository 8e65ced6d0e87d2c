"""Makes the shipped facts of law again: numbers and days of the chosen articles, from the files of intervals.

    PARVIS_SHARED_DATA=… python -m eval.make_starter [--into storage/starter_law]

Numbers and days are facts of Légifrance (Licence Ouverte 2.0); no text of law is taken. Which articles: ``chosen.txt``,
beside the result. Texts and replacements are written by hand and checked there; the successors of recodifications
that nobody published are taken from the computed concordance, as such, where two texts share four fifths both ways.
"""

import argparse
import csv
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.legal_codes import code_named
from domain.legal_number import article_number, folded_number
from domain.legal_record import RecordedArticle
from ingest.legi.interval_csv import code_of_file, interval_files, read_intervals

SAME_TEXT = 0.8
"""Share of each text in the other from which the computed concordance is offered as a successor, to be confirmed."""

STAYED = 0.5
"""Share from which an article is taken to have stayed under its number, whatever else resembles it."""

MOSTLY_FROM = 0.5
"""Share of a new article that comes from an old one, gone or reused, from which it is one of its successors.

Recodifications cut long articles in several: of 438 articles of the urban code gone or reused, 150 have a successor
that shares four fifths both ways, 411 one that mostly comes from them.
"""

HEADINGS = 3
UNTIL = "2023-12-06"
STARTER = Path(__file__).resolve().parent.parent / "storage" / "starter_law"


def chosen_articles(file: Path, versions: Sequence[RecordedArticle]) -> list[RecordedArticle]:
    """The versions of one code whose number is chosen, by number then day."""
    wanted = [parts for parts in _chosen_lines(file) if parts[0] == versions[0].code]
    names = [name for parts in wanted for name in parts[1:]]
    ends = [tuple(_order(end) for end in name.split("..")) for name in names if ".." in name]
    single = {folded_number(name) for name in names if ".." not in name} | _replaced(file, versions[0].code)

    def is_chosen(number: str) -> bool:
        order = _order(number)
        return folded_number(number) in single or any(low <= order <= high for low, high in ends)

    return sorted((v for v in versions if is_chosen(v.number)), key=lambda v: (_order(v.number), v.start))


def resemblances(file: Path, code: str, since: str) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows of replacements from one file of the computed concordance."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if not row["ancien"].startswith("ANNEXE")]
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    parts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        both = (float(row["part_du_nouveau_dans_ancien"]), float(row["part_de_ancien_dans_nouveau"]))
        shares[row["ancien"]][row["nouveau"]] = min(both)
        if both[0] >= MOSTLY_FROM and row["sort_ancien_numero"] != "meme_section":
            parts[row["ancien"]].add(row["nouveau"])
    for old, news in sorted(shares.items()):
        if news.get(old, 0.0) >= STAYED:
            continue
        kept = {new for new, share in news.items() if share >= SAME_TEXT} | parts[old]
        best = sorted(((news[new], new) for new in kept if new != old), reverse=True)
        for _share, new in best:
            source = "rapprochement des textes par le calcul, non officiel"
            old_key, new_key = (f"{code}:{article_number(number)}" for number in (old, new))
            yield (old_key, new_key, "ressemblance", since, source, "À confirmer sur Légifrance.")


def _replaced(file: Path, code: str) -> set[str]:
    """Numbers of a code that have a computed successor: a number used again must be known in both its senses."""
    with file.with_name("replacements.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["link"] == "ressemblance"]
    olds = [row["old"].split(":", 1) for row in rows]
    return {folded_number(number) for subject, number in olds if subject == code}


def _chosen_lines(file: Path) -> list[list[str]]:
    lines = file.read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def _order(number: str) -> tuple[str, tuple[int, ...], str]:
    """Letter, figures, then what follows them: « L2121-9 » before « L2121-10 »."""
    name = folded_number(number)
    letter = re.match(r"[a-z]*", name)
    assert letter is not None
    figures = re.match(r"\d+(?:-\d+)*", name[letter.end() :])
    numbers = figures.group() if figures else ""
    return letter.group(), tuple(int(n) for n in numbers.split("-") if n), name[letter.end() + len(numbers) :]


def _write_articles(shared: Path, into: Path) -> int:
    header = ["code", "number", "start", "end", "article", "heading", "digest"]
    codes = {parts[0] for parts in _chosen_lines(into / "chosen.txt")}
    count = 0
    with (into / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        for source in interval_files(shared / "legal" / "codes_history_lexhub_2023"):
            if code_of_file(source) not in codes:
                continue
            found = chosen_articles(into / "chosen.txt", list(read_intervals(source)))
            senses: dict[str, str] = {}
            articles: dict[str, set[str]] = defaultdict(set)
            for v in found:
                articles[v.number].add(v.article_id)
            for v in found:
                sense = senses.setdefault(v.article_id, str(len(senses)))
                # Headings tell apart the articles of a reused number; the others need none.
                heading = "/".join(v.heading.split("/")[-HEADINGS:]) if len(articles[v.number]) > 1 else ""
                end = v.end.isoformat() if v.end else ""
                out.writerow([v.code, v.number, v.start.isoformat(), end, sense, heading, v.text_digest])
            count += len(found)
    return count


def _write_resemblances(shared: Path, into: Path) -> int:
    """Appends the computed successors to those written by hand, which are kept."""
    file = into / "replacements.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        kept = [row for row in csv.reader(lines) if row[2] != "ressemblance"]
    by_hand = {row[0] for row in kept}
    added = []
    for source in sorted((shared / "legal" / "concordance_calculee").glob("*.csv")):
        title, _, since = source.stem.rpartition("_")
        code = code_named(title)
        if code in ("urbanisme", "cch"):
            added += [row for row in resemblances(source, code, since) if row[0] not in by_hand]
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([*kept, *added])
    return len(added)


def main() -> None:
    """Write ``articles.csv`` and the computed part of ``replacements.csv``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=STARTER)
    into = parser.parse_args().into
    shared = os.environ.get("PARVIS_SHARED_DATA", "")
    if not shared:
        sys.stdout.write("SKIPPED starter facts: set PARVIS_SHARED_DATA to the folder of outside data\n")
        return
    computed = _write_resemblances(Path(shared), into)
    versions = _write_articles(Path(shared), into)
    sys.stdout.write(f"{versions} versions of articles, {computed} computed successors\n")


if __name__ == "__main__":
    main()
