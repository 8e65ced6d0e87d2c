"""LibreOffice: old and foreign office files made into DOCX or XLSX, in a process of its own. Runs beside the cage.

One conversion at a time, each with a profile of its own in a folder that goes when it ends: no macro is trusted, no
setting is kept, no other instance is met. The whole process group is killed when the time is up, and what it wrote is
read in the cage like any other file. What is optional is found on the PATH as ``soffice``.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.document import FileReason
from ingest.sniffing import Form
from ingest.text import WORKER, Refusal

PROGRAM = "soffice"
# LibreOffice 7.4 converts a .doc of 20 pages in 2 s on one core, its first start included; a worn machine takes 10.
LONGEST_S = 60
# Address space: the program maps 1.5 GB of libraries and fonts before it reads anything.
MOST_MEMORY = 4 * 1024**3
MOST_WRITTEN = 100_000_000
TARGETS = {Form.DOC: Form.DOCX, Form.RTF: Form.DOCX, Form.XLS: Form.XLSX, Form.PPT: Form.PPTX}
"""What each form is made into."""

# The libraries of Writer, Calc and Impress, beside the program.
_PARTS = {Form.DOC: "libswlo.so", Form.RTF: "libswlo.so", Form.XLS: "libsclo.so", Form.PPT: "libsdlo.so"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = {
    Form.DOC: ("WordDocument",),
    Form.XLS: ("Workbook", "Book"),
    Form.PPT: ("PowerPoint Document",),
}
# Macros never, no update of links, nothing from the net: (path, property, value) of the profile's settings.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    # A date « of the system » is shown as a French system shows it.
    ("Setup/L10N", "ooSetupSystemLocale", "fr-FR"),
)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Where the new file lies until the block ends, and what it is."""

    path: Path
    form: Form


def is_there(form: Form = Form.DOC) -> bool:
    """Whether LibreOffice is on the PATH, with the part of it that reads the form: Debian packs them apart."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    parts = {path.name for path in Path(program).resolve().parent.glob("libs?lo.so")}
    return not parts or _PARTS[form] in parts


def form_of_ole(data: bytes, form: Form) -> Form | FileReason:
    """What an OLE file holds, by the names of its streams; a reason when it is none of Office's old formats."""
    if _ENCRYPTED in data:
        return FileReason.ENCRYPTED
    found = [
        kind for kind, names in _STREAMS.items() if any(name.encode("utf-16-le") + b"\0\0" in data for name in names)
    ]
    if not found:
        return FileReason.UNSUPPORTED
    return form if form in found else found[0]


@contextmanager
def converted(path: Path, form: Form, longest_s: float = LONGEST_S) -> Iterator[Converted | Refusal]:
    """The file made into one that the readers know; it is gone when the block ends."""
    program = shutil.which(PROGRAM)
    if program is None:
        yield Refusal(reason=FileReason.NEEDS_LIBREOFFICE, detail=f"{PROGRAM} is not on the PATH")
        return
    if form is not Form.RTF:
        told = form_of_ole(path.read_bytes(), form)
        if isinstance(told, FileReason):
            yield Refusal(reason=told, detail="by the names of its OLE streams")
            return
        form = told
    with tempfile.TemporaryDirectory(prefix="parvis-office-", ignore_cleanup_errors=True) as folder:
        with _one_at_a_time:
            made = _run(program, path, form, Path(folder), longest_s)
        yield made


def _run(program: str, path: Path, form: Form, folder: Path, longest_s: float) -> Converted | Refusal:
    target = TARGETS[form]
    copy = folder / f"in.{form.value}"
    shutil.copyfile(path, copy)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    command = [
        *(
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nologo",
        ),
        *("--nodefault", "--convert-to", target.value, "--outdir", str(folder / "out"), str(copy)),
    ]
    code = _finished(command, folder, longest_s)
    if isinstance(code, Refusal):
        return code
    made = folder / "out" / f"in.{target.value}"
    if not made.is_file() or made.is_symlink() or not made.stat().st_size:
        return Refusal(reason=FileReason.CONVERSION_FAILED, detail=f"{PROGRAM} ended with {code} and made no file")
    return Converted(path=made, form=target)


def _finished(command: list[str], folder: Path, longest_s: float) -> int | Refusal:
    """How the program ended; a refusal when the time was up. Nothing that it started lives on."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment | {"HOME": str(folder), "TMPDIR": str(folder)},
        cwd=folder,
        start_new_session=True,
        preexec_fn=_confine,
    )
    try:
        code: int = process.wait(timeout=longest_s)
    except subprocess.TimeoutExpired:
        return Refusal(reason=FileReason.TOO_SLOW, detail=f"{WORKER} of LibreOffice was stopped after {longest_s:g} s")
    finally:
        # soffice is a script that starts another program: the whole group goes, whatever became of the first.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return code


def _profile() -> str:
    """The file ``registrymodifications.xcu`` of a profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _confine() -> None:
    """In the new process, before the program starts."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * LONGEST_S, 2 * LONGEST_S))
    with contextlib.suppress(OSError):
        os.nice(10)
