"""The public contacts of ``prompts/contacts.toml`` by their keys."""

from collections.abc import Sequence

from domain.answer import PublicContact
from prompts import catalogue


def public_contacts(keys: Sequence[str]) -> tuple[PublicContact, ...]:
    """The contacts of ``keys``, in that order. Raises UnknownText when one is not in the file."""
    return tuple(_contact(f"contact_{key}") for key in keys)


def _contact(section: str) -> PublicContact:
    held = catalogue.templates()
    return PublicContact(
        name=catalogue.text(f"{section}.name"),
        purpose=catalogue.text(f"{section}.purpose"),
        phone=held.get(f"{section}.phone"),
        address=held.get(f"{section}.address"),
        by_text=f"{section}.by_text" in held,
    )
