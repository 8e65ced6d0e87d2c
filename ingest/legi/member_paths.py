"""Paths inside DILA's archives: which kind of file, of which text, in which folder; and lists of suppressions.

``legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00/00/06/07/40/LEGITEXT…/article/LEGI/ARTI/…/ID.xml``;
in an increment a folder named by its stamp comes first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.legal_record import Removal

_SPLIT = re.compile(
    r"(?:\d{8}-\d{6}/)?legi/global/(?:code_et_TNC_(?:en|non)_vigueur)/(?P<kind>\w+)/(?P<family>LEGI|JORF)/TEXT"
    r"/(?P<digits>(?:\d\d/){0,5}\d\d)(?:/(?P<cid>(?:LEGI|JORF)TEXT\d{12})(?:/(?P<rest>.+))?)?"
)
_ID = re.compile(r"(?:LEGI|JORF)(?:ARTI|TEXT|SCTA)\d{12}")
_LIST = re.compile(r"(?:\d{8}-\d{6}/)?liste_suppression_legi(?:_dossier)?\.dat")

# « …/LEGIARTI000006842114 D »: some lists end their lines with a letter.
_LETTER = re.compile(r"\s+[A-Z]$")


class FileKind(StrEnum):
    """The four kinds of files of an archive; only two say what a visa needs."""

    ARTICLE = "article"
    SECTION = "section_ta"
    STRUCTURE = "texte/struct"
    VERSION = "texte/version"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPath:
    """Where a file stands: ``folder`` as in ``FilePlace``, its kind and its id."""

    folder: str
    kind: FileKind
    legi_id: str


def member_path(path: str) -> MemberPath | None:
    """The place of an XML file, or None for anything else."""
    found = _SPLIT.fullmatch(path.removeprefix("./").removesuffix(".xml"))
    if found is None or not found["rest"] or not path.endswith(".xml"):
        return None
    parts = found["rest"].split("/")
    kind = next((k for k in FileKind if f"{found['rest']}/".startswith(f"{k}/")), None)
    if kind is None or not _ID.fullmatch(parts[-1]):
        return None
    return MemberPath(folder=f"{found['kind']}/{found['cid']}", kind=kind, legi_id=parts[-1])


def is_suppression_list(path: str) -> bool:
    """Whether a member is one of the two lists of suppressions."""
    return _LIST.fullmatch(path.removeprefix("./")) is not None


def removals(text: str) -> Iterator[Removal | str]:
    """What a list removes, line by line; a line that names nothing of the base is given back as it is.

    A path may be a file (without ``.xml``), the folder of a text, one part of it, or a folder of many texts; one that
    is wider than two digits of an id is refused: it would empty the base.
    """
    for line in text.splitlines():
        path = _LETTER.sub("", line.strip()).rstrip("/").removeprefix("./")
        if not path:
            continue
        found = _SPLIT.fullmatch(path.removesuffix(".xml"))
        if found is None or len(found["digits"]) < len("00/00/00"):
            yield line
        elif not found["cid"]:
            yield Removal(folder=f"{found['kind']}/{found['family']}TEXT{found['digits'].replace('/', '')}")
        else:
            yield _of_text(f"{found['kind']}/{found['cid']}", (found["rest"] or "").split("/"))


def _of_text(folder: str, parts: list[str]) -> Removal:
    part = {"article": "article", "texte": "texte"}.get(parts[0], "")
    if _ID.fullmatch(parts[-1]):
        return Removal(folder=folder, legi_id=parts[-1], part=part)
    # The structure of sections is not kept: its removal touches nothing.
    return Removal(folder=folder, legi_id="-" if parts[0] and not part else "", part=part)
