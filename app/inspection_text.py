"""An inspection told in a terminal, in French: editors read it. Nothing of the file is taken for markup."""

from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from domain.act import Act, Vote
from domain.finding import Finding
from domain.written import Written, WrittenEvidence
from ingest.inspection.model import InspectedPage, InspectedTable, Inspection, OutlineEntry
from prompts.catalogue import rule_sentence, text

_PASSAGE_START = 160


def print_inspection(console: Console, seen: Inspection) -> None:
    """State and facts first, then what to look at, then page by page what was read."""
    console.rule(Text(seen.title or seen.name), align="left")
    console.print(_facts(seen))
    _print_findings(console, seen.findings)
    if seen.pages:
        console.print(_pages(seen.pages))
    if any(page.legibility.waits_for_ocr for page in seen.pages):
        console.print(Text(text("inspect.without_ocr")))
    if seen.outline:
        console.print(_outline(seen.outline))
    for table in seen.tables:
        console.print(_table(table))
    _print_decisions(console, seen)
    _print_passages(console, seen)


def _facts(seen: Inspection) -> Table:
    reason = text(f"file_reason.{seen.reason.value}") if seen.reason else ""
    act = seen.act
    rows = [
        ("state", " ".join(filter(None, (text(f"file_state.{seen.state.value}") + ".", reason, seen.detail)))),
        ("legibility", text(f"legibility.{seen.legibility.value}")),
        ("visibility", text(f"visibility.{seen.visibility.value}") if seen.visibility else ""),
        ("kind", text(f"kind.{act.kind.value}") if act else ""),
        ("number", (act.number or "") if act else ""),
        ("instance", (act.instance or "") if act else ""),
        ("session", _day(seen.session_date)),
        ("written", _written(seen.written)),
        ("effect", _day(act.effect_date if act else None)),
        *_stamp_rows(act),
    ]
    grid = Table.grid(padding=(0, 2))
    for name, value in rows:
        if value:
            grid.add_row(Text(text(f"inspect.{name}"), style="bold"), Text(value))
    return grid


def _written(written: Written | None) -> str:
    """The day with what tells it; the year alone where only that is known."""
    if written is None:
        return ""
    is_year = written.evidence is WrittenEvidence.PERIOD
    day = str(written.on.year) if is_year else _day(written.on)
    return f"{day} ({text(f'written.{written.evidence.value}')})"


def _stamp_rows(act: Act | None) -> list[tuple[str, str]]:
    stamp = act.transmission if act else None
    if stamp is None:
        return []
    return [
        ("stamp", stamp.identifier or ""),
        ("sent", _day(stamp.sent_on)),
        ("received", _day(stamp.received_on)),
        ("published", _day(stamp.published_on)),
        ("enforceable", _day(stamp.enforceable_since)),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _print_findings(console: Console, findings: Iterable[Finding]) -> None:
    _title(console, "findings")
    for finding in findings:
        last = dict(finding.measures).get("last_page")
        place = ""
        if finding.page is not None:
            first = str(finding.page)
            key = "page_range" if last else "page_short"
            place = text(f"inspect.{key}", page=first, first=first, last=last or "")
        line = f"{text(f'severity.{finding.severity.value}')}, {finding.rule} {place}".rstrip()
        console.print(Text(f"  {line} : {rule_sentence(finding.rule)}"))
    if not findings:
        console.print(Text(f"  {text('inspect.nothing')}"))


def _pages(pages: Iterable[InspectedPage]) -> Table:
    columns = ("page", "characters", "words", "unreadable", "images", "columns", "order", "notes")
    table = Table(*(text(f"inspect.{name}") for name in columns), title=text("inspect.pages"), title_justify="left")
    for page in pages:
        seen = page.legibility
        notes = [name for name in ("waits_for_ocr", "is_disordered") if getattr(seen, name)]
        table.add_row(
            str(page.number or ""),
            str(seen.characters),
            str(seen.words),
            _share(seen.unreadable_share),
            text("inspect.has_images") if seen.has_images else "",
            str(seen.columns),
            _share(seen.out_of_order_share),
            ", ".join(text(f"inspect.{name}") for name in notes),
        )
    return table


def _share(share: float) -> str:
    return f"{share:.0%}".replace("%", " %") if share else ""


def _outline(entries: Iterable[OutlineEntry]) -> Tree:
    tree = Tree(Text(text("inspect.outline"), style="bold"))
    _grow(tree, entries)
    return tree


def _grow(tree: Tree, entries: Iterable[OutlineEntry]) -> None:
    for entry in entries:
        place = f" ({text('inspect.page_short', page=str(entry.page))})" if entry.page else ""
        _grow(tree.add(Text(entry.text + place)), entry.children)


def _table(seen: InspectedTable) -> Table:
    place = text("inspect.page_short", page=str(seen.page)) if seen.page else ""
    title = " – ".join(filter(None, (place, *seen.lead)))
    table = Table(title=Text(title), title_justify="left", show_header=bool(seen.headers), show_lines=True)
    width = max(len(cells) for cells in (*seen.headers, *(row.cells for row in seen.rows)))
    for column in range(width):
        heads = [cells[column] for cells in seen.headers if column < len(cells)]
        table.add_column(Text("\n".join(heads)))
    groups: tuple[str, ...] = ()
    for row in seen.rows:
        if row.groups and row.groups != groups:
            table.add_row(Text(" › ".join(row.groups), style="italic"))
        groups = row.groups
        table.add_row(*map(Text, row.cells))
    return table


def _print_decisions(console: Console, seen: Inspection) -> None:
    if seen.decisions:
        _title(console, "decisions")
    for decision in seen.decisions:
        found = decision.found
        place = f" ({text('inspect.page_short', page=str(found.page))})" if found.page else ""
        console.print(Text(f"  {found.number or '–'} : {found.title}{place}{_vote(found.vote)}"))


def _vote(vote: Vote | None) -> str:
    if vote is None:
        return ""
    told = [text(f"outcome.{vote.outcome.value}")] if vote.outcome else []
    counts = (("favour", vote.in_favour), ("against", vote.against), ("abstentions", vote.abstentions))
    told += [text(f"inspect.{name}", count=str(count)) for name, count in counts if count is not None]
    return f" – {', '.join(told)}" if told else ""


def _print_passages(console: Console, seen: Inspection) -> None:
    if seen.passages:
        _title(console, "passages")
    for passage in seen.passages:
        cut = passage.cut
        place = text("inspect.page_short", page=str(cut.page)) if cut.page else ""
        path = " › ".join(cut.heading_path)
        console.print(Text(f"  {place} [{cut.start}–{cut.end}] {path}".rstrip(), style="bold"))
        start = " ".join(cut.text.split())
        console.print(Text(f"    {start[:_PASSAGE_START]}{'…' if len(start) > _PASSAGE_START else ''}"))


def _title(console: Console, name: str) -> None:
    console.print(Text(text(f"inspect.{name}"), style="bold"))
