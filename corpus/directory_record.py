"""Makes records of the annuaire de l'administration in the form of its open-data API (api-lannuaire): what is a list
or an object there is a string that holds JSON, and what nobody filled in is null.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

_EMPTY = ("sigle", "ancien_nom", "telephone_accessible", "formulaire_contact", "information_complementaire")


def render_directory(path: Path) -> bytes:
    """The answer of the API for the ``[[record]]`` of a TOML file; tables and lists in a record become strings."""
    records = tomllib.loads(path.read_text(encoding="utf-8"))["record"]
    answer = {"total_count": len(records), "results": [_record(record) for record in records]}
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()


def _record(record: Mapping[str, object]) -> dict[str, object]:
    filled = {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in record.items()
    }
    return {**filled, **dict.fromkeys(_EMPTY)}
