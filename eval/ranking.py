"""``python -m eval.ranking``: what each step of the ranking brings to the place of the right page, alone and together.

For each set (the sample commune's questions kept for looking and for judging apart, the gold ones on real communes):
the right page among the first 1, 5 and 10 distinct pages, then the same with one step left out, and with one step
alone, with the questions gained and lost and a paired 95 % interval. Nothing is answered: the search is asked once a
question, and its passages are ordered again and again.
"""

import argparse
import json
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from domain.answer import Question
from domain.document import Visibility
from domain.errors import ParvisError
from domain.ids import CommuneSlug
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile, Service
from domain.search import CommuneScope, SearchResult
from eval.answer_runs import ProductFailed, ingest
from eval.answer_scoring import CUTS, Expectation, Page, page_rank
from eval.answer_sets import CommuneSet, QuestionSet
from eval.answers import chosen_sets, say, share_as_json
from eval.intervals import share_of
from eval.mcnemar import Compared, compared
from eval.real_places import PlaceMoved
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_index import EdgePassageIndex
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.candidate import Then
from retriever.ranking.ranked import STEPS, ranked
from retriever.ranking.seeking import Seeker
from retriever.ranking.steps import Step
from storage.opening import Installation, open_installation

_NOON = time(12, tzinfo=UTC)

Ranks = Mapping[str, int | None]
"""For each question, the place of its right page from 1, None when it is not among the candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A question that a page answers, with what the search brought for it."""

    expectation: Expectation
    result: SearchResult
    documents: DocumentStore
    then: Then


def searched(question_set: QuestionSet, installation: Installation) -> list[Searched]:
    """Every question of a set that a page answers, searched. Raises UnknownCommune, IndexUnavailable."""
    index = EdgePassageIndex(lambda slug: installation.data_dir / "communes" / slug, embedding=StaticEmbedding())
    try:
        return [one for commune in question_set.communes for one in _searched_of(commune, installation, index)]
    finally:
        index.close()


def _searched_of(commune: CommuneSet, installation: Installation, index: PassageIndex) -> Iterator[Searched]:
    slug, profile = CommuneSlug(commune.slug), profile_of(commune)
    documents = installation.commune(slug).documents
    seeker = Seeker(profile=profile, index=index, documents=documents, acts=ActsReader(documents))
    for line, expectation in zip(commune.lines, commune.expectations, strict=True):
        if expectation.is_answerable:
            sought = seeker.seek(_question(line, slug), scope=CommuneScope(commune=slug))
            yield Searched(expectation=expectation, documents=documents, result=sought.result, then=sought.then)


def profile_of(commune: CommuneSet) -> CommuneProfile:
    """What the ranking may use of a commune's profile: its services' words and its communes déléguées."""
    table = tomllib.loads(commune.profile.read_text("utf-8")) if commune.profile else {}
    services = tuple(
        Service(slug=str(entry["slug"]), name=str(entry["name"]), aliases=tuple(entry.get("aliases", ())))
        for entry in table.get("service", [])
    )
    return CommuneProfile(
        slug=CommuneSlug(commune.slug),
        name=commune.name,
        services=services or (Service(slug="mairie", name="Mairie"),),
        delegated=tuple(table.get("commune", {}).get("communes_deleguees", ())),
    )


def _question(line: Mapping[str, object], slug: CommuneSlug) -> Question:
    history = line.get("history")
    day = date.fromisoformat(str(line["date"])[:10])
    return Question(
        text=str(line["question"]),
        commune=slug,
        history=tuple(map(str, history)) if isinstance(history, list) else (),
        asked_at=datetime.combine(day, _NOON),
    )


def ranks(asked: Sequence[Searched], steps: Sequence[Step]) -> dict[str, int | None]:
    """Where the right page comes for each question, once the candidates went through ``steps``."""
    return {one.expectation.id: _rank(one, steps) for one in asked}


def _rank(one: Searched, steps: Sequence[Step]) -> int | None:
    found = ranked(one.result, one.documents, Visibility.PUBLIC, one.then, steps=steps)
    pages = [Page(str(c.document.source), c.document.path, c.passage.page) for c in found]
    return page_rank(pages, one.expectation.pages)


def within(found: Ranks, cut: int) -> list[bool]:
    """For each question, whether its right page is among the first ``cut``."""
    return [rank is not None and rank <= cut for rank in found.values()]


def variants() -> dict[str, tuple[Step, ...]]:
    """The rankings compared with the whole one: without any step, without each, and with each alone."""
    without = {f"without {step.name}": tuple(s for s in STEPS if s is not step) for step in STEPS}
    return {"no step": ()} | without | {f"{step.name} alone": (step,) for step in STEPS}


def groups(asked: Sequence[Searched], set_name: str) -> dict[str, list[Searched]]:
    """The questions of a set, those kept for judging apart from those that were looked at."""
    split: dict[str, list[Searched]] = defaultdict(list)
    for one in asked:
        split[f"{set_name} {one.expectation.split}".strip()].append(one)
    return dict(sorted(split.items()))


def print_group(name: str, asked: Sequence[Searched]) -> dict[str, object]:
    """The figures of a group of questions, in lines; what ``--json`` writes of them."""
    whole = ranks(asked, STEPS)
    bare = ranks(asked, ())
    told: dict[str, object] = {f"page_at_{cut}": share_as_json(share_of(within(whole, cut))) for cut in CUTS}
    say(f"\n{name}: {len(asked)} questions that a page answers")
    for cut in CUTS:
        say(f"  page_at_{cut:<3} {share_of(within(whole, cut))}")
    for variant, steps in variants().items():
        found = ranks(asked, steps)
        base = bare if variant.endswith(" alone") else whole
        first, second = (found, bare) if base is bare else (whole, found)
        told[variant] = gains = {cut: compared(within(first, cut), within(second, cut)) for cut in CUTS}
        hits = "/".join(str(sum(within(found, cut))) for cut in CUTS)
        say(f"  {variant:<20} {hits:<12} " + "   ".join(f"@{cut} {gains[cut]}" for cut in CUTS[:2]))
    print_kinds(asked, whole, bare)
    return {key: _as_json(value) for key, value in told.items()}


def print_kinds(asked: Sequence[Searched], whole: Ranks, bare: Ranks) -> None:
    """The hits at each cut for each kind of question, then what they are when no step is taken."""
    for kind in dict.fromkeys(one.expectation.kind for one in asked):
        ids = [one.expectation.id for one in asked if one.expectation.kind == kind]
        hits = ["/".join(str(sum(within({i: r[i] for i in ids}, cut))) for cut in CUTS) for r in (whole, bare)]
        say(f"    {kind:<18} {len(ids):>3}  {hits[0]:<12} no step {hits[1]}")


def _as_json(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {
        f"page_at_{key}": {"gained": one.gained, "lost": one.lost, "interval": one.interval}
        if isinstance(one, Compared)
        else one
        for key, one in value.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every set at hand was measured, 2 when the product or a set cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m eval.ranking", description="Measure the steps of the ranking")
    parser.add_argument("--set", choices=("gold", "sample", "real", "all"), default="all")
    parser.add_argument("--split", choices=("dev", "test"), help="one half of each set that is split")
    parser.add_argument("--data", type=Path, help="keep what was ingested in this folder and use it again")
    parser.add_argument("--as-ingested", action="store_true", help="with --data: read no source again")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    options = parser.parse_args(arguments)
    told: dict[str, object] = {}
    try:
        for question_set in chosen_sets(options.set, options.split):
            with tempfile.TemporaryDirectory(prefix="parvis-eval-") as scratch:
                data = (options.data or Path(scratch)) / question_set.name
                data.mkdir(parents=True, exist_ok=True)
                for commune in () if options.data and options.as_ingested else question_set.communes:
                    ingest(commune, data)
                with closing(open_installation(data)) as installation:
                    for name, group in groups(searched(question_set, installation), question_set.name).items():
                        told[name] = print_group(name, group)
    except (ProductFailed, PlaceMoved, ParvisError, OSError) as error:
        say(f"cannot measure: {error}")
        return 2
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
