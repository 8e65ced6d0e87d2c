import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from ingest.pdf.reading import read_pdf
from ingest.text import Limits, Reading, Signal
from tests.ingest.pdf_files import drawn_pdf

LINES = [["La salle des associations se loue cent vingt euros la journée."]]


def _action(kind: str, **more: object) -> DictionaryObject:
    action = DictionaryObject({NameObject("/S"): NameObject(kind)})
    action.update({NameObject(f"/{name}"): value for name, value in more.items()})
    return action


def _with(**entries: object) -> PdfWriter:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn_pdf(LINES))))
    writer.root_object.update({NameObject(f"/{name}"): value for name, value in entries.items()})
    return writer


def _signals(writer: PdfWriter) -> list[Signal]:
    out = io.BytesIO()
    writer.write(out)
    reading = read_pdf(out.getvalue(), Limits(), lambda _: None)
    assert isinstance(reading, Reading)
    return [signal for signal in reading.signals if signal.rule.startswith("HF")]


SCRIPT = TextStringObject("app.alert(1)")


@pytest.mark.parametrize(
    ("writer", "what"),
    [
        (_with(OpenAction=_action("/JavaScript", JS=SCRIPT)), "/JavaScript"),
        (_with(AA=DictionaryObject({NameObject("/WC"): _action("/Launch")})), "/Launch"),
        (_with(OpenAction=_action("/GoTo", Next=ArrayObject([_action("/SubmitForm")]))), "/SubmitForm"),
    ],
)
def test_a_file_that_tries_something_on_opening_is_signalled(writer: PdfWriter, what: str) -> None:
    [signal] = [signal for signal in _signals(writer) if signal.rule == "HF-04"]
    assert what in dict(signal.measures)["tries"]


def test_attachments_and_scripts_that_only_lie_there_are_told_apart() -> None:
    writer = _with()
    writer.add_attachment("../../../piege.txt", b"contenu")
    writer.pages[0][NameObject("/A")] = _action("/JavaScript", JS=SCRIPT)
    [signal] = _signals(writer)
    assert (signal.rule, dict(signal.measures)["holds"]) == ("HF-05", "JavaScript, attachments")


def test_a_plain_file_and_one_that_opens_on_a_page_try_nothing() -> None:
    assert _signals(_with()) == []
    assert _signals(_with(OpenAction=_action("/GoTo"))) == []
