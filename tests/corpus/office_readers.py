"""How these tests open office files, messages and data: with libraries that are not those of the product where others
exist, and never with the code that made the files."""

import datetime
import email
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Iterator

import lxml.etree


def docx_text(data: bytes) -> str:
    """Paragraphs and cells in the document's order, then the footnotes."""
    import docx
    import docx.table

    document = docx.Document(io.BytesIO(data))
    said = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            said += [cell.text for row in block.rows for cell in row.cells]
        else:
            said.append(block.text)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        said.append(xml_text(package.read("word/footnotes.xml")))
    return "\n".join(said)


def odf_text(data: bytes) -> str:
    """Every paragraph, heading and cell of an OpenDocument file."""
    import odfdo

    body = odfdo.Document(io.BytesIO(data)).body
    return "\n".join(element.inner_text for element in body.get_elements("//text:p|//text:h"))


def xlsx_values(data: bytes) -> dict[str, list[list[object]]]:
    """The values of each sheet, row by row."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def xlsx_text(data: bytes) -> str:
    rows = [row for sheet in xlsx_values(data).values() for row in sheet]
    return "\n".join(" ".join(_shown(value) for value in row if value is not None) for row in rows)


def _shown(value: object) -> str:
    """A date as the sheet shows it; an amount loses its unit, which is in the format of the cell."""
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value)


def eml_text(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    texts = [part.get_content() for part in message.walk() if part.get_content_type() == "text/plain"]
    return "\n".join([str(message["subject"]), *texts])


def ics_text(data: bytes) -> str:
    """Unfolded and unescaped: RFC 5545, 3.1 and 3.3.11."""
    text = data.decode("utf-8").replace("\r\n ", "")
    return re.sub(r"\\([,;\\])", r"\1", text.replace("\\n", " "))


def xml_text(data: bytes) -> str:
    return " ".join(lxml.etree.fromstring(data).itertext())


def json_text(data: bytes) -> str:
    """Every string of a JSON file, those that hold JSON opened in their turn."""
    return "\n".join(_strings(json.loads(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str) and value.startswith("[{"):
        yield from _strings(json.loads(value))
    elif isinstance(value, str):
        yield value


def doc_text(data: bytes) -> str:
    """What can be read of a binary Word file without a reader: its text stands in it as UTF-16."""
    return re.sub(r"[^\t\n\r -\u02ff\u2000-\u20ff]+", " ", data.decode("utf-16-le", "ignore"))


def member_text(name: str, data: bytes) -> str:
    """The text of a member of an archive, by its name."""
    from tests.corpus.readers import pdf_pages

    return " ".join(pdf_pages(data)) if name.endswith(".pdf") else data.decode("cp1252")


def zip_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return "\n".join(member_text(name, archive.read(name)) for name in archive.namelist())


def csv_text(data: bytes) -> str:
    """UTF-8 when it is, Windows-1252 otherwise."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")
