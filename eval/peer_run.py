"""One peer on one question set, in a process of its own, so that its memory and its failures are its own.

    python -m eval.peer_run PEER SET_FOLDER OUT.json [QUESTIONS]

Started by ``eval.compare_search``. Whatever the peer raises is written as its error: a peer that cannot run offline is
named, not imitated.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.machine_state import children_peak_megabytes, peak_megabytes, resident_megabytes
from eval.retrieval import QuestionSet, SetQuestion, ndcg, read_set
from eval.retrieval_scores import DEPTH
from eval.search_peers import SearchPeer, open_peer, versions

_BY_DOCUMENT = 100
"""Passages asked for where hits are counted by document."""

_UNTIMED = 5
"""Questions asked before the clock counts: a first one opens files and fills caches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRun:
    """What one peer did on one set. ``gains`` (nDCG@10), ``found`` (within ten) and ``times_ms`` are by question.

    ``empty_mb`` is resident with the library loaded and nothing indexed, ``peak_mb`` the most at any time.
    ``building_mb`` is the most of the child process that ours builds its index in; 0 for a peer that has none.
    """

    peer: str
    set: str
    given: str = ""
    versions: str = ""
    passages: int = 0
    gains: list[float] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    index_s: float = 0.0
    empty_mb: float = 0.0
    peak_mb: float = 0.0
    building_mb: float = 0.0
    error: str = ""


def run_peer(name: str, peer: SearchPeer, questions: QuestionSet) -> PeerRun:
    """Index the set in a peer and ask it every question."""
    empty_mb = resident_megabytes()
    begun = perf_counter()
    peer.index(questions.passages)
    index_s = perf_counter() - begun
    for question in questions.questions[:_UNTIMED]:
        peer.search(question.text, _limit(questions))
    asked = [_asked(peer, questions, question) for question in questions.questions]
    return PeerRun(
        peer=name,
        set=questions.name,
        given=peer.given,
        versions=versions(peer.libraries),
        passages=len(questions.passages),
        gains=[gain for gain, _, _ in asked],
        found=[found for _, found, _ in asked],
        times_ms=[spent for _, _, spent in asked],
        index_s=index_s,
        empty_mb=empty_mb,
        peak_mb=peak_megabytes(),
        building_mb=children_peak_megabytes(),
    )


def _limit(questions: QuestionSet) -> int:
    return _BY_DOCUMENT if questions.by_document else DEPTH


def _asked(peer: SearchPeer, questions: QuestionSet, question: SetQuestion) -> tuple[float, bool, float]:
    begun = perf_counter()
    ids = peer.search(question.text, _limit(questions))
    spent_ms = (perf_counter() - begun) * 1000
    hits = relevance(questions, question, ids)
    return ndcg(hits, len(question.relevant)), any(hits), spent_ms


def relevance(questions: QuestionSet, question: SetQuestion, ids: Sequence[str]) -> list[bool]:
    """Whether each of the first ten answers: passages, or documents at their best passage, each counted once."""
    names: list[str] = list(dict.fromkeys(ids))
    if questions.by_document:
        documents = {str(passage): str(document) for passage, document in questions.documents.items()}
        names = list(dict.fromkeys(documents[name] for name in names))
    return [name in question.relevant for name in names[:DEPTH]]


def measured(name: str, folder: Path, most: int | None = None) -> PeerRun:
    """The run of a peer on the set in ``folder``, its first ``most`` questions; its error when it cannot."""
    questions = read_set(folder)
    if most is not None:
        questions = QuestionSet(
            name=questions.name,
            passages=questions.passages,
            questions=questions.questions[:most],
            by_document=questions.by_document,
        )
    try:
        with closing(open_peer(name)) as peer:
            return run_peer(name, peer, questions)
    except Exception as error:
        return PeerRun(peer=name, set=questions.name, error=f"{type(error).__name__}: {error}")


def write_run(run: PeerRun, out: Path) -> None:
    """Write a run as JSON, whole or not at all."""
    pending = out.with_suffix(".part")
    pending.write_text(json.dumps(asdict(run)), encoding="utf-8")
    pending.replace(out)


def read_run(file: Path) -> PeerRun:
    """Read what ``write_run`` wrote."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return PeerRun(**content)


if __name__ == "__main__":
    _name, _folder, _out, *_most = sys.argv[1:]
    write_run(measured(_name, Path(_folder), int(_most[0]) if _most else None), Path(_out))
