"""An answer that a commune wrote once, for its agents to start from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedAnswer:
    """``title`` tells it from the others. ``services`` are the slugs that it is for; empty for all."""

    title: str
    text: str
    services: tuple[str, ...] = ()

    def is_for(self, service: str) -> bool:
        """Whether it is offered on a request of ``service``."""
        return not self.services or service in self.services
