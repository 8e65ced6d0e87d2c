"""``python -m eval.figures_page``: runs every measuring command and writes what they say to ``docs/figures.md``.

A figure whose command printed SKIPPED, failed, or no longer says it, counts as not met: it is never left out. The
proofs' own figures come from ``--proofs``, the file that ``make proof`` has its tests write. With ``--quick`` only the
commands that take under two minutes are run; each row says the day on which it was measured, and the page on which
commit and machine the others were.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from eval.figures_asked import ASKED, QUICK, Asked, Sense
from eval.kept_figures import Row, Verdict, cells, kept_facts, kept_proofs, kept_rows

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "docs" / "figures.md"


def rows_of(command: str, output: str, asked: Sequence[Asked], on: str = "") -> list[Row]:
    """The figures asked of a command, found in what it printed; each gets a row, measured or not.

    ``on`` is the day of the run.
    """
    return [_row(command, output, one, on) for one in asked]


def _row(command: str, output: str, one: Asked, on: str) -> Row:
    found = re.search(one.pattern, output, re.MULTILINE)
    if found is None:
        verdict = Verdict.SKIPPED if re.search(r"^SKIPPED", output, re.MULTILINE) else Verdict.UNMEASURED
        return Row(figure=one.figure, measured="", target=one.target, command=command, verdict=verdict)
    measured = " ".join(found["shown"].split())
    verdict = _verdict(one, found)
    return Row(figure=one.figure, measured=measured, target=one.target, command=command, verdict=verdict, on=on)


def _verdict(one: Asked, found: re.Match[str]) -> Verdict:
    if one.limit is None:
        return Verdict.TOLD
    value = float(found["value"])
    is_met = value >= one.limit if one.sense is Sense.AT_LEAST else value <= one.limit
    return Verdict.MET if is_met else Verdict.NOT_MET


def answers_lines(written: str) -> str:
    """The JSON of ``eval.answers`` as lines ``set.figure: hits/total = share % [low, high]``."""
    lines = []
    for name, one in json.loads(written)["sets"].items():
        for figure, share in one["figures"].items():
            spread = f"[{share['low']:.1%}, {share['high']:.1%}]"
            lines.append(f"{name}.{figure}: {share['hits']}/{share['total']} = {share['value']:.2%} {spread}")
    return "\n".join(lines)


def states_line(output: str) -> str:
    """How many sources of ``eval.bench_reading`` have four file states that add up to their files."""
    rows = re.findall(r"^\S+/\S+ \| (\d+) = ([\d +]+) \|", output, re.MULTILINE)
    whole = [sum(map(int, states.split(" + "))) == int(files) for files, states in rows]
    files = sum(int(files) for files, _ in rows)
    share = 100 * sum(whole) / len(whole) if whole else 0
    return f"sources whole: {sum(whole)} of {len(whole)}, {files} files = {share:.0f} %" if rows else ""


def run_command(name: str, write: Callable[[str], object]) -> str:
    """Run ``python -m eval.<name>``, passing on what it prints as it goes; gives all of it, its JSON told in lines."""
    words = [sys.executable, "-m", f"eval.{name}"]
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        words += {"answers": ["--json", str(figures)], "bench_start": ["--test"]}.get(name, [])
        lines = []
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen(words, cwd=CHECKOUT, text=True, **pipes) as process:  # type: ignore[call-overload]
            for line in process.stdout:
                write(line)
                lines.append(line)
        output = "".join(lines)
        if figures.exists():
            output += answers_lines(figures.read_text("utf-8"))
    return f"{output}\n{states_line(output)}" if name == "bench_reading" else output


def _printed(name: str, kept: Path | None) -> str:
    """What the command prints: all of them take over an hour, and a run that was stopped goes on from its folder."""
    if kept is None:
        return run_command(name, sys.stdout.write)
    file = kept / f"{name}.txt"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        file.write_text(run_command(name, sys.stdout.write), "utf-8")
    return file.read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A proof's figure, how its test ended (``passed``, ``failed``, ``skipped``), its size (``short``, ``full``)."""

    figure: str
    measured: str
    outcome: str
    size: str


def read_proofs(file: Path | None) -> list[Proof]:
    """The proofs of a file written by ``make proof``; none when there is no file."""
    if file is None or not file.exists():
        return []
    return [Proof(**json.loads(line)) for line in file.read_text("utf-8").splitlines() if line.strip()]


def commit(checkout: Path) -> str:
    """The commit of the checkout, and whether anything but the page has changed since."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=checkout, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    name = git("rev-parse", "--short=12", "HEAD") or "unknown"
    changed = [line for line in git("status", "--porcelain").splitlines() if not line.endswith("docs/figures.md")]
    return f"{name}, with changes not committed" if changed else name


def machine() -> str:
    """Cores, memory, system and Python; no name and no path of the machine."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {memory_gib:.0f} GiB, {system}, Python {platform.python_version()}"


def facts_of(former: str, today: str) -> dict[str, str]:
    """What stands over the figures: when, of which commit and where they were measured.

    Most rows of a ``former`` page are kept, so its facts are too; those of now tell what was refreshed.
    """
    now = {"date": today, "commit": commit(CHECKOUT), "machine": machine()}
    was = kept_facts(former)
    return was | {"refreshed": f"{today}, commit {now['commit']}, machine {now['machine']}"} if was else now


def page(
    rows: Sequence[Row],
    proofs: Sequence[Proof],
    facts: Mapping[str, str],
    kept: Sequence[str] = (),
    *,
    today: str = "",
) -> str:
    """The whole page, in Markdown, written on ``today``; ``kept`` are its lines on proofs when none was run anew."""
    met = sum(row.verdict is Verdict.MET for row in rows)
    aimed = sum(row.verdict is not Verdict.TOLD for row in rows)
    lines = ["# Figures", "", "Written by `python -m eval.figures_page`, which `make proof` runs: do not edit.", ""]
    lines += [f"- {name}: {value}" for name, value in facts.items()]
    lines += ["", f"{met} of {aimed} targets are met. What is SKIPPED or not measured counts as not met.", ""]
    if any(row.on not in ("", today) for row in rows):
        lines += ["A row of an earlier day was kept: `--quick` runs only what takes under two minutes.", ""]
    lines += ["| figure | measured | target | | on | command |", "|---|---|---|---|---|---|"]
    lines += [
        cells(r.figure, r.measured or "–", r.target or "–", r.verdict, r.on or "–", f"`{r.command}`") for r in rows
    ]
    if kept and not proofs:
        return "\n".join([*lines, "", *kept, ""])
    lines += ["", "## Proofs", ""]
    if not proofs:
        return "\n".join([*lines, "None was run: `make proof` runs them and then writes this page.", ""])
    lines += ["| proof | measured | size | |", "|---|---|---|---|"]
    for one in proofs:
        lines.append(
            cells(one.figure, one.measured, one.size, "held" if one.outcome == "passed" else f"**{one.outcome}**")
        )
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Always 0 once the page is written: it tells what is not met."""
    parser = argparse.ArgumentParser(prog="python -m eval.figures_page", description="Write docs/figures.md")
    parser.add_argument("--proofs", type=Path, help="file of the proofs' figures")
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.add_argument("--kept", type=Path, help="folder of what each command printed: those found are not run again")
    parser.add_argument("--quick", action="store_true", help="run only what takes under two minutes; keep the rest")
    options = parser.parse_args(arguments)
    today = datetime.now(UTC).date().isoformat()
    former = options.out.read_text("utf-8") if options.quick and options.out.exists() else ""
    rows: list[Row] = []
    for name, asked in ASKED.items():
        command = f"python -m eval.{name}"
        if options.quick and name not in QUICK:
            rows += kept_rows(command, former, asked)
            continue
        sys.stdout.write(f"\n{command}\n")
        rows += rows_of(command, _printed(name, options.kept), asked, today)
    written = page(rows, read_proofs(options.proofs), facts_of(former, today), kept_proofs(former), today=today)
    options.out.write_text(written, "utf-8")
    sys.stdout.write(f"\n{options.out.name} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
