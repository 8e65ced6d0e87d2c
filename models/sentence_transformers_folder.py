"""Our static embedding as a folder that ``SentenceTransformer(folder)`` loads offline; written without that library.

A text's vector is there the mean of its pieces' vectors, made of length one: the direction of our sum. A passage of
ours leans towards its title: add the vectors of its title, times ``TITLE_WEIGHT``, and of its text to get the same.
"""

import errno
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import BadInput, DiskFull
from models.static_embedding import TITLE_WEIGHT, TOKENIZER_FILE, StaticEmbedding

MARK = "parvis.json"
"""Written last: says that the folder is an export of ours, and of which model."""

_CARD = "MODEL_CARD.md"
_CONFIG = {
    "__version__": {"sentence_transformers": "3.2.0"},
    "prompts": {},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}
_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "0_StaticEmbedding",
        "type": "sentence_transformers.models.StaticEmbedding",
    },
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
"""Module names of sentence-transformers 3.2, the first that has static embeddings; 6.2 reads them too."""


def export_model(model: StaticEmbedding, folder: Path) -> None:
    """Write ``model`` to ``folder``, which is new, empty, or an earlier export of ours.

    Raises BadInput when it holds anything else or cannot be written, DiskFull, ModelUnavailable.
    """
    vectors, tokenizer = model.parts()
    _refuse_what_is_not_ours(folder)
    card = model.folder / _CARD
    files = {
        f"0_StaticEmbedding/{TOKENIZER_FILE}": tokenizer.encode(),
        "0_StaticEmbedding/model.safetensors": safetensors({"embedding.weight": vectors}),
        "1_Normalize/config.json": b"{}\n",
        "config_sentence_transformers.json": _json(_CONFIG),
        "README.md": card.read_bytes() if card.exists() else f"# {model.name}\n".encode(),
        "modules.json": _json(_MODULES),
        MARK: _json({"model": model.name, "title_weight": TITLE_WEIGHT}),
    }
    try:
        for name, content in files.items():
            _write(folder / name, content)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"no room to write the model in {folder}; free some space and export it again") from error
        raise BadInput(f"the model cannot be written in {folder} ({error}); choose another place") from error


def safetensors(tensors: dict[str, NDArray[np.float32]]) -> bytes:
    """A safetensors file: the header's length (8 bytes, little-endian), the header (JSON), then the numbers.

    Format: https://huggingface.co/docs/safetensors. The header is padded with spaces so that the numbers begin at a
    multiple of eight.
    """
    header: dict[str, object] = {}
    numbers: list[bytes] = []
    start = 0
    for name, tensor in tensors.items():
        content = np.ascontiguousarray(tensor, dtype="<f4").tobytes()
        span = [start, start + len(content)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": span}
        numbers.append(content)
        start = span[1]
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(numbers)


def _refuse_what_is_not_ours(folder: Path) -> None:
    try:
        held = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadInput(f"{folder} is not a folder that can be read ({error}); choose another place") from error
    if held and MARK not in held:
        raise BadInput(f"{folder} is not empty (it holds {held[0]}) and is no export of ours; choose another folder")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()
