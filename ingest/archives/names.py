"""Names of files inside an archive: kept as data, compared, never used as paths on a disk. Pure."""

import re
import unicodedata
from collections.abc import Collection

from ingest.characters import clean_characters

_LONGEST_PART, _LONGEST = 200, 600
_DRIVE = re.compile(r"^[A-Za-z]:")
# What systems add to archives and no one put there: « __MACOSX/._pv.pdf », « .DS_Store ».
_SYSTEM = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_BOXES = re.compile(r"[│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀]")


def decoded_name(name: str, is_utf8: bool) -> str:
    """The name of a ZIP entry. Without the UTF-8 mark it was read as cp437: it may be UTF-8 all the same, or cp850.

    French Windows writes cp850, where « À » is what cp437 calls a box-drawing character; macOS and Linux write UTF-8
    and some forget the mark.
    """
    if is_utf8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850") if _BOXES.search(name) else name


def member_path(name: str) -> tuple[str, bool]:
    """The name with ``/`` separators, NFC, harmless; and whether it stays inside its archive as it was written.

    Empty for what is no file of anyone's: folders, files of the system, names that begin with a dot.
    """
    raw = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")).replace("\\", "/")
    parts = [clean_characters(part) for part in raw.split("/")]
    inside = [part[:_LONGEST_PART] for part in parts if part not in ("", ".", "..")]
    if not inside or raw.endswith("/"):
        return "", True
    is_safe = not raw.startswith("/") and not _DRIVE.match(raw) and ".." not in parts and len(raw) <= _LONGEST
    if is_safe and any(part.lower() in _SYSTEM or part.startswith(".") for part in inside):
        return "", True
    return "/".join(inside)[-_LONGEST:], is_safe


def numbered(path: str, seen: dict[str, int]) -> str:
    """The path, with « [2] » when the archive holds that name already; ``seen`` counts them."""
    seen[path] = seen.get(path, 0) + 1
    return path if seen[path] == 1 else f"{path} [{seen[path]}]"


def path_and_containers(path: str, files: Collection[str]) -> list[str]:
    """A file's path, and those of the containers that it is in, which are ``files`` of the source too."""
    above = [path[:at] for at, character in enumerate(path) if character == "/"]
    return [path, *(container for container in above if container in files)]
