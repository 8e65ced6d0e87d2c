"""Where the files of a neural model are on this machine, and a digest of them. Nothing is ever downloaded.

A town's server does not fetch gigabytes because a resident asked a question: a model is put there by a person, with
``hf download NAME`` or by copying its folder.
"""

import hashlib
import importlib.util
from pathlib import Path

from domain.errors import ModelUnavailable

EXTRA = "run python run.py install neural"
_SKIPPED_SUFFIXES = {".md", ".png", ".jpg", ".jpeg", ".pdf", ".lock"}
_SKIPPED_FOLDERS = {"onnx", "openvino", "imgs", "assets"}
"""What a model's folder may hold beside what torch reads."""


def needs_extra() -> None:
    """Raises ModelUnavailable when the extra ``neural`` is not installed; imports nothing of it."""
    for module in ("sentence_transformers", "torch", "huggingface_hub"):
        if importlib.util.find_spec(module) is None:
            raise ModelUnavailable(f"neural models need {module}, which is not installed; {EXTRA}")


def model_folder(name: str) -> Path:
    """The folder ``name``, or that of the model of this name in huggingface_hub's cache. Raises ModelUnavailable."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.is_absolute() or name.startswith((".", "~")):
        raise ModelUnavailable(f"there is no folder {folder}; give that of a model, or a model's name")
    needs_extra()
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"the model {name} is not on this machine; run hf download {name} where there is a network, or copy its"
            " folder here and give its path"
        ) from error


def digest_of(folder: Path) -> str:
    """SHA-256, as hexadecimal digits, of the names and bytes of what is read of a model. Raises ModelUnavailable.

    About a second a gigabyte.
    """
    total = hashlib.sha256()
    try:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            place = file.relative_to(folder)
            hidden = any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in place.parts)
            if hidden or file.suffix.lower() in _SKIPPED_SUFFIXES:
                continue
            with file.open("rb") as stream:
                total.update(f"{place.as_posix()}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    except OSError as error:
        raise ModelUnavailable(f"{folder} cannot be read ({error}); put the model's own files back") from error
    return total.hexdigest()
