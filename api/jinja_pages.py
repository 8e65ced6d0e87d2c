"""Pages from the templates of ``web/``: everything is escaped, an unknown name is an error."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.typography import document_title, tied
from prompts.catalogue import rule_sentence, text


class PageRenderer:
    """Renders a template by its name. Thread-safe once built."""

    def __init__(self, folder: Path, *, asset: Callable[[str], str]) -> None:
        # The .txt templates are data (a transcript): they are escaped when a page shows them, not twice.
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=select_autoescape(("html",), default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["asset"] = asset
        self._environment.globals["sentence"] = text
        self._environment.globals["rule_sentence"] = rule_sentence
        self._environment.filters["tied"] = tied
        self._environment.filters["document_title"] = document_title

    def render(self, template: str, values: dict[str, object]) -> str:
        """The page as text. Raises when the template is missing or names a value that was not given."""
        return self._environment.get_template(template).render(values)
