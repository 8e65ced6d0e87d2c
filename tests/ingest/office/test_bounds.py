import struct
import zipfile

import pytest

from domain.document import FileReason
from ingest.office.bounded_xml import parse_xml
from ingest.office.bounded_zip import BoundedZip
from ingest.office.packages import read_package
from ingest.text import Refused
from tests.ingest.office.files import docx, odf, package


def reason_of(data: bytes) -> FileReason:
    with pytest.raises(Refused) as refused:
        read_package(data)
    return refused.value.reason


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>',
        "<!DOCTYPE x>",
    ],
)
def test_a_document_type_is_refused_whatever_it_declares(head: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_xml(f"{head}<x>&e;</x>".encode())
    assert refused.value.reason is FileReason.ABNORMAL


def test_xml_nested_deeper_than_any_document_is_refused() -> None:
    assert parse_xml(b"<a>" * 200 + b"</a>" * 200).tag == "a"
    with pytest.raises(Refused) as refused:
        parse_xml(b"<a>" * 300 + b"</a>" * 300)
    assert refused.value.reason is FileReason.ABNORMAL


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    assert reason_of(docx("<w:p><w:r><w:t>" + " " * 30_000_000 + "</w:t></w:r></w:p>")) is FileReason.ABNORMAL


def test_an_entry_that_lies_about_its_size_is_counted_not_believed() -> None:
    data = bytearray(docx("<w:p/>" + " " * 20_000_000))
    real = len("<w:p/>") + 20_000_000
    for place in range(len(data) - 4):
        if abs(struct.unpack_from("<I", data, place)[0] - real) < 2_000:
            struct.pack_into("<I", data, place, 1_000)
    with pytest.raises(Refused) as refused:
        BoundedZip(bytes(data)).read("word/document.xml")
    assert refused.value.reason in (FileReason.ABNORMAL, FileReason.DAMAGED)


def test_a_package_of_very_many_entries_is_refused() -> None:
    parts = {f"word/media/{n}.xml": "" for n in range(2_100)}
    assert reason_of(package({"word/document.xml": "<x/>", **parts}, zipfile.ZIP_STORED)) is FileReason.ABNORMAL


def test_a_package_without_the_part_of_any_document_is_mislabelled_and_a_broken_one_damaged() -> None:
    assert reason_of(package({"notes.txt": "x"})) is FileReason.MISLABELLED
    assert reason_of(docx("<w:p/>")[:-40]) is FileReason.DAMAGED
    assert reason_of(package({"word/document.xml": "<w:document"})) is FileReason.DAMAGED


def test_an_encrypted_open_document_is_told_as_such() -> None:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<m><encryption-data/></m>",
    }
    assert reason_of(package({**parts, "content.xml": "zzz"})) is FileReason.ENCRYPTED


def test_blanks_repeated_without_end_are_bounded() -> None:
    found = read_package(odf('<text:p>a<text:s text:c="2000000000"/>b</text:p>')).pages[0].lines
    assert len(found[0].text) < 1_100
