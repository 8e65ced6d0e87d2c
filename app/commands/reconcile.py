"""``parvis reconcile``: whether folders, database, indexes, originals and pages read by OCR agree."""

from typing import Annotated

import typer

from answering.answer_json import JsonValue
from api.back_door import Work
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.doorway import doorway
from app.house import INGEST_LOCK, House, open_house
from app.local_door import LOCK_FILE
from app.locks import exclusive, is_held
from app.reconcile_repair import repair
from app.reconciliation import Mismatch, Reconciliation
from app.reconciliation import reconcile as compare
from app.work import InProcess
from domain.ids import CommuneSlug

EXIT_MISMATCH = 1


def reconcile(
    commune: CommuneOption = "",
    repairing: Annotated[bool, typer.Option("--repair", help="Put right what does not agree.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Compare each source's folder with the database, the indexes, the originals. Ends with 1 when they disagree."""
    settings = settings_for(data)
    with open_house(settings) as house:
        slug = house.resolve(commune)
        if is_held(settings.data_dir / LOCK_FILE):
            with doorway(settings) as work:
                before, after = _compare(house, slug, work, repairing)
        else:
            before, after = _compare(house, slug, InProcess(house), repairing)
    if as_json:
        print_json(_as_json(before, after, repairing))
    else:
        _tell(before, after, repairing)
    if after.mismatches:
        raise typer.Exit(EXIT_MISMATCH)


def _compare(house: House, slug: CommuneSlug, work: Work, repairing: bool) -> tuple[Reconciliation, Reconciliation]:
    """What was found, and what is left after the repair (the same without one)."""
    lock = house.commune_dir(slug) / INGEST_LOCK
    busy = f"an ingestion of {slug} is running; wait for it to end"
    with exclusive(lock, busy=busy):
        before = compare(house, slug, work)
    if not repairing or not before.mismatches:
        return before, before
    repair(house, slug, work, before.mismatches)
    with exclusive(lock, busy=busy):
        return before, compare(house, slug, work)


def _as_json(before: Reconciliation, after: Reconciliation, repairing: bool) -> dict[str, JsonValue]:
    left = set(after.mismatches)
    figures = ("files", "documents", "originals", "passages_public", "passages_interne", "ocr_pages")
    return {
        "commune": str(before.commune),
        "agrees": not after.mismatches,
        "checked": {name: after.checked.get(name, 0) for name in figures},
        "mismatches": [
            _mismatch(one, is_repaired=repairing and one not in left)
            for one in (*before.mismatches, *(m for m in after.mismatches if m not in before.mismatches))
        ],
    }


def _mismatch(one: Mismatch, *, is_repaired: bool) -> dict[str, JsonValue]:
    return {
        "kind": one.kind.value,
        "source": one.source or None,
        "path": one.path or None,
        "document": one.document or None,
        "index": one.index or None,
        "passages": one.passages,
        "detail": one.detail or None,
        "repaired": is_repaired,
    }


def _tell(before: Reconciliation, after: Reconciliation, repairing: bool) -> None:
    console, left = out(), set(after.mismatches)
    checked = ", ".join(f"{count} {name}" for name, count in sorted(after.checked.items()))
    for one in before.mismatches:
        told = [one.source, one.path, one.document, one.index and f"index {one.index}", one.detail]
        fate = "repaired: " if repairing and one not in left else ""
        count = f", {one.passages} passages" if one.passages else ""
        console.print(f"{fate}{one.kind.value}: {' '.join(part for part in told if part)}{count}", markup=False)
    console.print(f"{before.commune}: {len(after.mismatches)} mismatches left; compared {checked}", markup=False)
