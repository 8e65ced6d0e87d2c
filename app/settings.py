"""Settings of an installation, read once from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from domain.errors import BadInput

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What may differ from one installation to another. Every field has a ``PARVIS_`` variable of its name.

    ``data_dir`` holds everything that lasts. ``max_open_indexes`` bounds memory: about 80 MB an index.
    ``rate_limit_per_minute`` counts what an address sends (questions, requests); 0 lifts it.
    ``trusted_proxies`` are addresses, separated by commas, whose ``X-Forwarded-For`` is believed.
    ``base_url`` is the public address, without final slash.
    ``ocr_workers`` is how many scanned pages are read at once, 2 GB of memory at most each; 0 leaves scans waiting.
    ``private_hosts`` are hosts, separated by commas, that a visit of a site may reach on a private network.
    ``qdrant_url`` is the Qdrant server that keeps the passages of several processes or machines; empty keeps them here.
    Its others: docs/operating.md. The key is never printed.
    ``default_commune`` is the one served at ``/``; empty when the installation has a single commune.
    ``embedding`` is the model of the meaning of texts: ``static``, ``static:FOLDER`` or
    ``sentence-transformers:NAME_OR_FOLDER``; ``embedding_prefixes``, a JSON list of what goes before a question and
    before a passage, empty for what the model is known to want; ``embedding_max_tokens`` of a text count.
    ``reranker`` is a cross-encoder, by name or folder; it reads the ``rerank_depth`` best passages of a search, if it
    can within ``rerank_budget_ms``.
    ``llm_url`` and ``llm_model`` name a language model behind an OpenAI-compatible endpoint, both or none; the key is
    ``llm_key``, or in the file ``llm_key_file``. An answer may take ``llm_time_ms`` and ``llm_max_tokens``; a day (UTC)
    ``llm_daily_tokens`` and ``llm_daily_euros`` at the two prices, euros for a million tokens; 0 sets no limit.
    ``answer_limits`` is a file of the weights and limits that end an answer (``python -m eval.calibrate``); empty for
    the shipped one.
    ``smtp_url`` is the mail server, ``smtp://USER:PASSWORD@HOST:587`` or ``smtps://…:465``, never printed; none sends
    no mail. ``smtp_from`` is where mails come from. ``smtp_tls`` is ``required``, or ``off`` to this machine only.
    ``legi_url`` is DILA's folder of LEGI archives. ``piste_client_id`` and ``piste_client_secret`` are the keys of an
    application of PISTE, both or none; ``piste_daily_requests`` bounds what it is asked in a day.
    """

    data_dir: Path = CHECKOUT / "var"
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    default_commune: str = ""
    rate_limit_per_minute: int = 60
    max_open_indexes: int = 8
    reading_workers: int = 2
    ocr_workers: int = 2
    trusted_proxies: str = ""
    private_hosts: str = ""
    qdrant_url: str = ""
    qdrant_api_key: str = field(default="", repr=False)
    qdrant_ca_file: str = ""
    qdrant_timeout_s: int = 5
    qdrant_tries: int = 4
    qdrant_shard_number: int = 1
    qdrant_replication_factor: int = 1
    qdrant_write_consistency: int = 1
    qdrant_on_disk: int = 0
    embedding: str = "static"
    embedding_prefixes: str = ""
    embedding_max_tokens: int = 512
    reranker: str = ""
    rerank_depth: int = 20
    rerank_budget_ms: int = 1500
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_key_file: str = ""
    llm_time_ms: int = 12_000
    llm_max_tokens: int = 700
    llm_daily_tokens: int = 1_000_000
    llm_daily_euros: float = 0.0
    llm_euros_per_million_read: float = 0.0
    llm_euros_per_million_written: float = 0.0
    answer_limits: str = ""
    smtp_url: str = field(default="", repr=False)
    smtp_from: str = ""
    smtp_tls: str = "required"
    smtp_ca_file: str = ""
    smtp_timeout_s: int = 30
    legi_url: str = "https://echanges.dila.gouv.fr/OPENDATA/LEGI/"
    piste_client_id: str = ""
    piste_client_secret: str = field(default="", repr=False)
    piste_url: str = "https://api.piste.gouv.fr/dila/legifrance/lf-engine-app"
    piste_oauth_url: str = "https://oauth.piste.gouv.fr/api/oauth/token"
    piste_daily_requests: int = 5_000

    @property
    def public_url(self) -> str:
        """Where residents reach the installation."""
        return self.base_url or f"http://{self.host}:{self.port}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from ``PARVIS_*`` variables. Raises BadInput naming the variable and its value."""
    values: dict[str, object] = {}
    for option, kind in Settings.__annotations__.items():
        name = f"PARVIS_{option.upper()}"
        if name in environment and environment[name] != "":
            values[option] = _value(name, environment[name], kind)
    return Settings(**values)  # type: ignore[arg-type]


def product_version() -> str:
    """Version of the product, for the answers' marking and ``parvis status``."""
    try:
        return version("parvis")
    except PackageNotFoundError:
        return "0+checkout"


def _value(name: str, text: str, kind: object) -> object:
    if kind is int:
        if not text.isdecimal():
            raise BadInput(f"{name}={text!r} is not a whole number; give digits only")
        return int(text)
    if kind is float:
        if not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text):
            raise BadInput(f"{name}={text!r} is not a number; give digits, with a point for decimals")
        return float(text)
    if kind is Path:
        return Path(text).expanduser()
    return text.rstrip("/") if name in ("PARVIS_BASE_URL", "PARVIS_LLM_URL") else text
