"""The register of decisions as the CSV of SCDL « Délibérations » 2.1.5 (schema.data.gouv.fr, scdl/deliberations).

What the model requires and a document does not say is not invented: a decision without number or day is left out. A
decision of which nothing says the matter is given 9.1, « autres domaines de compétences des communes ». The columns of
votes are filled where all five are known (``api/scdl_votes.py``).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.scdl_rules import COLUMNS
from api.scdl_votes import vote_cells
from domain.act import Decision
from domain.profile import CommuneProfile
from domain.register import RegisterLine
from ingest.acts.matters import OTHER_MATTER, matter_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A CSV file's text and what to know of it."""

    text: str
    written: int
    without_number: int
    without_day: int
    without_matter: int
    with_vote: int


def scdl_csv(lines: Sequence[RegisterLine], profile: CommuneProfile, *, siret: str, base_url: str) -> Export:
    """The file, UTF-8 text with commas and CRLF (RFC 4180). ``base_url`` is where documents are served, or empty."""
    complete = [line for line in lines if line.decision.number and line.decision.day]
    return Export(
        text=csv_text(_rows(complete, profile, siret, base_url)),
        written=len(complete),
        without_number=sum(line.decision.number is None for line in lines),
        without_day=sum(line.decision.number is not None and line.decision.day is None for line in lines),
        without_matter=sum(line.decision.matter is None for line in complete),
        with_vote=sum(bool(vote_cells(line.decision.vote)) for line in complete),
    )


def csv_text(rows: Iterable[dict[str, str]]) -> str:
    """Rows by column as the model's CSV, its header first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def scdl_row(decision: Decision, profile: CommuneProfile, *, siret: str, url: str) -> dict[str, str]:
    """One decision by column; ``url`` is where it is read, or empty."""
    matter = decision.matter or OTHER_MATTER
    return {
        "COLL_NOM": profile.name,
        "COLL_SIRET": siret,
        "DELIB_ID": decision.number or "",
        "DELIB_DATE": decision.day.isoformat() if decision.day else "",
        "DELIB_MATIERE_CODE": matter,
        "DELIB_MATIERE_NOM": matter_name(matter),
        "DELIB_OBJET": decision.title,
        **vote_cells(decision.vote),
        "DELIB_URL": url,
    }


def _rows(
    lines: Iterable[RegisterLine], profile: CommuneProfile, siret: str, base_url: str
) -> Iterable[dict[str, str]]:
    for line in lines:
        decision = line.decision
        address = f"{base_url}/c/{profile.slug}/documents/{decision.document_id}"
        page = f"?page={decision.page}" if decision.page else ""
        url = decision.link or (f"{address}{page}" if base_url else "")
        yield scdl_row(decision, profile, siret=siret, url=url)
