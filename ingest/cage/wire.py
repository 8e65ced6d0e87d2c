"""Outcomes as JSON, for the pipe between the cage and its workers. Reading checks every type: the other end may lie."""

import json
from datetime import date
from typing import Any

from domain.document import FileReason, MediaType
from domain.written import WrittenEvidence
from ingest.text import Box, LineKind, Outcome, Reading, ReadPage, Refusal, Signal, TextLine


def encode_outcome(outcome: Outcome) -> bytes:
    """One outcome as UTF-8 JSON; lone surrogates become U+FFFD."""
    if isinstance(outcome, Refusal):
        body: dict[str, Any] = {
            "refusal": [outcome.reason.value, outcome.detail, [_signal_row(s) for s in outcome.signals]]
        }
    else:
        body = {
            "reading": [
                outcome.media_type.value,
                outcome.page_count,
                outcome.declared_title,
                [_signal_row(s) for s in outcome.signals],
                [
                    [p.number, p.width, p.height, p.has_images, p.is_disordered, [_line_row(line) for line in p.lines]]
                    for p in outcome.pages
                ],
            ]
        }
        if outcome.trail or outcome.foot:
            body["site"] = [list(outcome.trail), [_line_row(line) for line in outcome.foot]]
        if outcome.dates:
            body["dates"] = [[evidence.value, day.isoformat()] for evidence, day in outcome.dates]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def decode_outcome(data: bytes) -> Outcome:
    """The outcome that ``encode_outcome`` wrote. Raises ValueError or TypeError on anything else."""
    body = json.loads(data)
    if "refusal" in body:
        reason, detail, signals = body["refusal"]
        return Refusal(reason=FileReason(reason), detail=str(detail), signals=tuple(map(_signal, signals)))
    media_type, page_count, title, signals, pages = body["reading"]
    trail, foot = body.get("site", ((), ()))
    return Reading(
        media_type=MediaType(media_type),
        page_count=None if page_count is None else int(page_count),
        declared_title=str(title),
        signals=tuple(map(_signal, signals)),
        pages=tuple(map(_page, pages)),
        trail=tuple(map(str, trail)),
        foot=tuple(map(_line, foot)),
        dates=tuple((WrittenEvidence(e), date.fromisoformat(day)) for e, day in body.get("dates", ())),
    )


def _signal_row(signal: Signal) -> list[Any]:
    return [signal.rule, signal.first_page, signal.last_page, [list(m) for m in signal.measures]]


def _signal(row: list[Any]) -> Signal:
    rule, first, last, measures = row
    return Signal(
        rule=str(rule),
        first_page=None if first is None else int(first),
        last_page=None if last is None else int(last),
        measures=tuple((str(name), str(value)) for name, value in measures),
    )


def _line_row(line: TextLine) -> list[Any]:
    box = line.box
    place = None if box is None else [round(v, 2) for v in (box.left, box.top, box.right, box.bottom)]
    return [
        line.text,
        line.kind.value,
        line.level,
        list(line.cells),
        line.is_header,
        place,
        round(line.size, 2),
        line.bold,
        line.drawn,
        line.table,
        line.link,
    ]


def _line(row: list[Any]) -> TextLine:
    text, kind, level, cells, is_header, place, size, bold, drawn, table, link = row
    box = None
    if place is not None:
        left, top, right, bottom = map(float, place)
        box = Box(left=left, top=top, right=right, bottom=bottom)
    return TextLine(
        text=str(text),
        kind=LineKind(kind),
        level=int(level),
        cells=tuple(map(str, cells)),
        is_header=bool(is_header),
        box=box,
        size=float(size),
        bold=bool(bold),
        drawn=None if drawn is None else (int(drawn[0]), int(drawn[1])),
        table=None if table is None else int(table),
        link=str(link),
    )


def _page(row: list[Any]) -> ReadPage:
    number, width, height, has_images, is_disordered, lines = row
    return ReadPage(
        number=None if number is None else int(number),
        width=float(width),
        height=float(height),
        has_images=bool(has_images),
        is_disordered=bool(is_disordered),
        lines=tuple(map(_line, lines)),
    )
