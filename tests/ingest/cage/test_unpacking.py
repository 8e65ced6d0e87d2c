import base64
import json
import random
from pathlib import Path

import pytest

from domain.document import FileReason
from ingest.cage.unpacking import Receiver, member_lines
from ingest.sniffing import Form
from ingest.text import Limits, Refusal
from tests.ingest.archives.files import zipped


def piece(data: bytes) -> bytes:
    return json.dumps({"piece": base64.b64encode(data).decode()}).encode()


def receiver(folder: Path, most_members: int = 3, most_bytes: int = 100) -> Receiver:
    return Receiver(folder, Limits(file_bytes=20), most_members, most_bytes)


def test_what_the_worker_tells_is_what_the_parent_has(tmp_path: Path) -> None:
    taking = Receiver(tmp_path, Limits(), 10, 10_000_000)
    noise = random.Random(1).randbytes(1_000_000)
    ends = [taking.take(line) for line in member_lines(Form.ZIP, zipped({"a.bin": noise, "b/c.txt": b"x"}), Limits())]
    assert ends[-1] is True
    assert not any(ends[:-1])
    assert [(m.path, m.location and m.location.read_bytes()) for m in taking.members] == [
        ("a.bin", noise),
        ("b/c.txt", b"x"),
    ]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", ".x", "a\\b", "a\u202eb"])
def test_a_worker_that_lies_about_names_is_not_believed(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="named"):
        receiver(tmp_path).take(json.dumps({"member": [name, None, ""]}).encode())
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_floods_is_stopped(tmp_path: Path) -> None:
    taking = receiver(tmp_path)
    taking.take(b'{"member": ["a", null, ""]}')
    assert taking.take(piece(b"x" * 15)) is False
    assert taking.take(piece(b"x" * 15)) is False
    assert taking.members[0].reason is FileReason.TOO_LARGE
    assert taking.members[0].location is None
    flood = [taking.take(piece(b"x" * 15)) for _ in range(8)]
    assert isinstance(flood[-1], Refusal)
    assert flood[-1].reason is FileReason.ABNORMAL


def test_more_members_than_may_be_are_refused(tmp_path: Path) -> None:
    taking = receiver(tmp_path)
    told = [taking.take(json.dumps({"member": [f"m{n}", None, ""]}).encode()) for n in range(4)]
    assert told[:3] == [False, False, False]
    assert isinstance(told[3], Refusal)


@pytest.mark.parametrize(
    "line", [b"[]", b"nonsense", b'{"member": ["a"]}', b'{"piece": "not base64!"}', b'{"broken": ["no such", ""]}']
)
def test_a_line_that_makes_no_sense_is_an_error(tmp_path: Path, line: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        receiver(tmp_path).take(line)
