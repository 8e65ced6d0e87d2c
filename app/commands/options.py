"""Settings of one command: the environment, then what its options say."""

import os
from dataclasses import replace
from pathlib import Path

from app.settings import Settings, read_settings


def settings_for(data: str = "", *, host: str = "", port: int = 0) -> Settings:
    """Settings of the environment with the given options over them; empty options change nothing."""
    settings = read_settings(os.environ)
    if data:
        settings = replace(settings, data_dir=Path(data).expanduser())
    if host:
        settings = replace(settings, host=host)
    if port:
        settings = replace(settings, port=port)
    return settings
