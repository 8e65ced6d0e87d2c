"""The figures that ``docs/figures.md`` shows: the command that prints each, how its line is told, and its target.

A pattern stands for a line of real form of its command (``tests/eval/test_figures_page.py`` holds one of each):
``shown`` is what the page repeats, ``value`` what is compared with the target.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sense(StrEnum):
    """On which side of its target a figure must be."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure. ``limit`` is None when it is told without a target; ``unit`` is written after the limit."""

    figure: str
    pattern: str
    limit: float | None = None
    sense: Sense = Sense.AT_LEAST
    unit: str = ""

    @property
    def target(self) -> str:
        """The target in words, empty without one."""
        return "" if self.limit is None else f"{self.sense} {self.limit:g}{self.unit}"


def _share(name: str, figure: str, words: str, limit: float | None = None) -> Asked:
    pattern = rf"^{name}\.{figure}: (?P<shown>\d+/\d+ = (?P<value>[\d.]+)%.*)$"
    return Asked(figure=words, pattern=pattern, limit=limit, unit=" %")


def _ndcg(name: str, limit: float | None = None) -> Asked:
    pattern = rf"^{name}: (?:.*\n)(?: .*\n)*?  nDCG@10  (?P<shown>(?P<value>[\d.]+) \[[\d., ]+\])"
    return Asked(figure=f"{name}, nDCG@10", pattern=pattern, limit=limit)


def _wait(words: str, told: str, limit: float) -> Asked:
    pattern = rf"^{told}: (?P<shown>(?:passed in )?(?P<value>[\d.]+) s)"
    return Asked(figure=words, pattern=pattern, limit=limit, sense=Sense.AT_MOST, unit=" s")


def _searched(passages: int, told: str, limit: float, sense: Sense, unit: str) -> Asked:
    pattern = rf"^{passages} passages, {told}: (?P<shown>(?P<value>[\d.]+) \S+)"
    return Asked(
        figure=f"search over {passages:,} passages, {told}", pattern=pattern, limit=limit, sense=sense, unit=unit
    )


def _size(passages: int) -> Asked:
    return Asked(
        figure=f"search over {passages:,} passages: real ones, indexed a second, built, built in MB, disk MB, opened in"
        " ms, memory MB (anonymous), p50 p95 max ms, processor ms, questions/s with 1, 2, 4 threads",
        pattern=rf"^{passages} \| (?P<shown>.*)$",
    )


_SEARCHED = (
    (20_000, "p95 of one question", 10, Sense.AT_MOST, " ms"),
    (20_000, "four threads", 250, Sense.AT_LEAST, " questions/s"),
    (20_000, "memory of the serving process", 550, Sense.AT_MOST, " MB"),
    (200_000, "p95 of one question", 30, Sense.AT_MOST, " ms"),
    (20_000, "indexing", 400, Sense.AT_LEAST, " passages/s"),
    (200_000, "indexing", 400, Sense.AT_LEAST, " passages/s"),
)


def _beside(peer: str) -> Asked:
    return Asked(figure=f"search by {peer}, cnil", pattern=rf"^cnil, {peer}: (?P<shown>.*)$")


ASKED: Mapping[str, Sequence[Asked]] = {
    "answers": (
        _share("sample", "page_at_5", "sample commune, right page in the first five", 85),
        _share("sample", "value_in_answer", "sample commune, expected value in the answer", 70),
        _share("sample", "rightly_declined", "sample commune, rightly declined"),
        _share("sample", "verbatim", "sample commune, sentences shown verbatim", 100),
        _share("gold", "page_at_5", "real communes, right page in the first five", 50),
        _share("gold", "value_in_answer", "real communes, expected value in the answer", 30),
        _share("gold", "rightly_declined", "real communes, rightly declined"),
        _share("gold", "verbatim", "real communes, sentences shown verbatim", 100),
    ),
    "fabrications": (
        _share("fabrications_dev", "exact_withheld", "planted figures, links and citations withheld", 100),
        _share("fabrications_dev", "others_withheld", "other planted fabrications withheld", 90),
        _share("fabrications_dev", "true_shown", "true sentences shown", 96),
        Asked(
            figure="checking a sentence, its passage read anew, p95",
            pattern=r"^fabrications_dev, a sentence, its passage read anew: (?P<shown>.* p95 (?P<value>[\d.]+) ms.*)$",
            limit=5,
            sense=Sense.AT_MOST,
            unit=" ms",
        ),
    ),
    "retrieval": (_ndcg("spf", 0.93), _ndcg("cnil", 0.59), _ndcg("faq_cc"), _ndcg("crpa"), _ndcg("piaf")),
    "bench_search": (
        *(_searched(*asked) for asked in _SEARCHED),
        *(_size(passages) for passages in (1_000, 5_000, 20_000, 50_000, 100_000, 200_000)),
    ),
    "compare_search": (
        Asked(
            figure="peers whose nDCG@10 is above ours (paired, 95 %)",
            pattern=r"^nDCG@10 of peers beside ours: (?P<shown>above in (?P<value>\d+), .*)$",
            limit=0,
            sense=Sense.AT_MOST,
        ),
        *(_beside(peer) for peer in ("parvis", "llamaindex", "bm25s", "haystack", "haystack-stems", "qdrant-local")),
    ),
    "bench_answers": (
        Asked(
            figure="answer over HTTP, 20,000 passages, one client, p95",
            pattern=r"^1 client: +(?P<shown>\d+ answers, .*?p95 (?P<value>[\d.]+) ms.*? failures)",
            limit=80,
            sense=Sense.AT_MOST,
            unit=" ms",
        ),
        Asked(figure="the same with four clients", pattern=r"^4 clients: +(?P<shown>.*)$"),
        Asked(
            figure="longest wait while 1,000 files are ingested",
            pattern=r"^while (?P<shown>\d+ files are ingested .*? worst (?P<value>[\d.]+) ms, \d+ failures)",
            limit=500,
            sense=Sense.AT_MOST,
            unit=" ms",
        ),
    ),
    "bench_reading": (
        Asked(
            figure="real communes ingested whole, the four states adding up",
            pattern=r"^sources whole: (?P<shown>.* = (?P<value>\d+) %)$",
            limit=100,
            unit=" %",
        ),
        Asked(
            figure="reading",
            pattern=r"^total: (?P<shown>\d+ text pages in [\d.]+ s = (?P<value>[\d.]+) pages/s)",
            limit=30,
            unit=" pages/s",
        ),
        Asked(figure="tables read meanwhile", pattern=r"^tables: (?P<shown>.*)$"),
        Asked(figure="LlamaIndex on the same files", pattern=r"^LlamaIndex: (?P<shown>.*)$"),
        Asked(figure="answer spans inside one passage", pattern=r"^answer spans inside one passage: (?P<shown>.*)$"),
        Asked(figure="memory", pattern=r"^peak memory: (?P<shown>.*)$"),
        Asked(figure="hostile files", pattern=r"^hostile files: (?P<shown>.*)$"),
    ),
    "bench_sync": (
        Asked(
            figure="an unchanged folder of 1,000 files, the whole command",
            pattern=r"^parvis ingest, \d+ files, unchanged: (?P<shown>(?P<value>[\d.]+) s)",
            limit=3,
            sense=Sense.AT_MOST,
            unit=" s",
        ),
        Asked(
            figure="the same, a folder of 100 files renamed",
            pattern=r"^parvis ingest, \d+ files, a tenth of the files moved: (?P<shown>[\d.]+ s)",
        ),
        Asked(
            figure="memory of the parent while real communes are read, growth",
            pattern=r"^parent memory (?P<shown>from page \d+ to page \d+: (?P<value>[+-][\d.]+) %)",
            limit=10,
            sense=Sense.AT_MOST,
            unit=" %",
        ),
    ),
    "bench_start": (
        _wait("make run, from a clean clone to the first answer", "make run from a clean clone", 240),
        _wait("make run again", "second start", 5),
        _wait("make test", "make test", 600),
    ),
}
"""By module of ``eval/``, in the order in which they are run. The targets are those of the issues."""

QUICK = frozenset({"fabrications"})
"""Those seen to take under two minutes on two cores: what ``--quick`` runs. ``answers`` took seven."""
