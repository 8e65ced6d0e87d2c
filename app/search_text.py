"""What ``parvis search`` prints: the passages, and with ``--explain`` how each got its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from api.back_door import Json

_TEXT = 160
"""Characters of a passage that are printed."""


def search_lines(result: Json, *, explains: bool) -> Iterator[str]:
    """The lines of a search's JSON form."""
    explanation = cast(Json, result["explanation"])
    if explains:
        yield from _question_lines(result, explanation)
    passages = cast(Mapping[str, Json], explanation["passages"])
    for rank, hit in enumerate(cast(Sequence[Json], result["hits"]), start=1):
        page = f" p. {hit['page']}" if hit["page"] else ""
        yield f"{rank:3} {hit['score']:.3f} {hit['source']}/{hit['path']}{page}"
        if explains:
            yield from _passage_lines(passages[str(hit["passage"])])
        yield f"        {' '.join(str(hit['text']).split())[:_TEXT]}"


def _question_lines(result: Json, explanation: Json) -> Iterator[str]:
    weights = cast(Mapping[str, float], result["stems"])
    unknown = set(cast(Sequence[str], result["unknown_stems"]))
    for name in ("corrections", "abbreviations"):
        if changes := cast(Mapping[str, str], explanation[name]):
            yield f"{name}: " + ", ".join(f"{typed} → {searched}" for typed, searched in changes.items())
    yield "stems: " + ", ".join(f"{s} {w:.2f}{' (unknown)' if s in unknown else ''}" for s, w in weights.items())
    for stem, terms in cast(Mapping[str, Sequence[str]], explanation["expansions"]).items():
        yield f"also called: {stem} → " + " | ".join(terms)
    yield "weights: " + _numbers(cast(Mapping[str, float], explanation["shares"]))


def _passage_lines(passage: Json) -> Iterator[str]:
    arms, raw = cast(Mapping[str, float], passage["arms"]), cast(Mapping[str, float], passage["raw"])
    if arms:
        scores = ", ".join(f"{arm} {share:.3f} ({raw[arm]:.2f})" for arm, share in arms.items())
        yield f"        {scores} → fused {passage['fused']:.3f}"
    if boosts := cast(Mapping[str, float], passage["boosts"]):
        yield "        boosts: " + _numbers(boosts)
    for name in ("marks", "standing"):
        if held := cast(Sequence[str], passage[name]):
            yield f"        {name}: " + ", ".join(held)
    if instead_of := cast(Sequence[str], passage["instead_of"]):
        yield "        shown instead of: " + ", ".join(instead_of)


def _numbers(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in values.items())
