"""Zip archives whose bytes depend on their content only: fixed dates, fixed order, no trace of the machine."""

import io
import zipfile
from collections.abc import Iterable

_DATE = (2026, 11, 24, 9, 0, 0)


def zip_members(members: Iterable[tuple[str, bytes]], *, stored: frozenset[str] = frozenset()) -> bytes:
    """An archive of (name, bytes) in the order given; those named in ``stored`` are not compressed."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, date_time=_DATE)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return output.getvalue()
