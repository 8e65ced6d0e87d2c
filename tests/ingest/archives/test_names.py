import pytest

from ingest.archives.names import decoded_name, member_path, numbered


@pytest.mark.parametrize(
    ("name", "path", "is_safe"),
    [
        ("dossier/acte.docx", "dossier/acte.docx", True),
        ("dossier\\acte.docx", "dossier/acte.docx", True),  # Windows
        ("./acte.docx", "acte.docx", True),
        ("e\u0301te\u0301.pdf", "été.pdf", True),  # macOS
        ("acte\u202efdp.exe", "actefdp.exe", True),  # a name that reads backwards
        ("../../etc/passwd", "etc/passwd", False),
        ("a/../../b.pdf", "a/b.pdf", False),
        ("/etc/cron.d/x", "etc/cron.d/x", False),
        ("..\\..\\x.txt", "x.txt", False),
        ("C:\\Windows\\x.txt", "C:/Windows/x.txt", False),
        ("a" * 700 + ".pdf", "a" * 200, False),
        ("dossier/", "", True),
        ("__MACOSX/._acte.docx", "", True),
        (".DS_Store", "", True),
    ],
)
def test_a_name_is_made_harmless_and_told_unsafe_when_it_leads_out(name: str, path: str, is_safe: bool) -> None:
    assert member_path(name) == (path, is_safe)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("délibération.pdf".encode(), "délibération.pdf"),  # UTF-8 without its mark
        ("délibération.pdf".encode("cp437"), "délibération.pdf"),
        ("À_LIRE.txt".encode("cp850"), "À_LIRE.txt"),
        (b"acte.pdf", "acte.pdf"),
    ],
)
def test_a_name_without_the_mark_of_utf8_is_read_as_it_was_written(raw: bytes, name: str) -> None:
    assert decoded_name(raw.decode("cp437"), is_utf8=False) == name


def test_a_name_that_comes_twice_is_numbered() -> None:
    seen: dict[str, int] = {}
    assert [numbered("a.pdf", seen), numbered("a.pdf", seen)] == ["a.pdf", "a.pdf [2]"]
