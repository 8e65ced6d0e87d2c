"""The key of a language model's endpoint: given as it is, or in a file that only the service can read."""

from pathlib import Path

from domain.errors import BadInput


def endpoint_key(key: str, file: str) -> str:
    """The key of ``PARVIS_LLM_KEY`` or of the file ``PARVIS_LLM_KEY_FILE``, empty when neither is set. Raises BadInput.

    No message ever holds the key.
    """
    if key and file:
        raise BadInput("give PARVIS_LLM_KEY or PARVIS_LLM_KEY_FILE, not both")
    if not file:
        return key
    try:
        return Path(file).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"PARVIS_LLM_KEY_FILE={file!r} cannot be read: {error}") from error
