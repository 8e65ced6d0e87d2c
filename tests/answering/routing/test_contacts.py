import re

import pytest

from answering.routing.contacts import public_contacts
from prompts import catalogue
from prompts.catalogue import UnknownText

KEYS = sorted(
    {key.split(".")[0].removeprefix("contact_") for key in catalogue.templates() if key.startswith("contact_")}
)


def test_contacts_come_in_the_order_asked() -> None:
    first, second = public_contacts(["3114", "15"])
    assert (first.phone, second.phone) == ("3114", "15")


@pytest.mark.parametrize("key", KEYS)
def test_a_contact_can_be_dialled_or_opened(key: str) -> None:
    (contact,) = public_contacts([key])
    assert contact.phone or contact.address
    assert contact.phone is None or re.fullmatch(r"\d[\d ]+", contact.phone)
    assert contact.address is None or contact.address.startswith("https://")
    if key.isdigit():
        assert (contact.phone or "").replace(" ", "") == key


def test_a_contact_that_is_not_held_is_named() -> None:
    with pytest.raises(UnknownText, match="contact_nobody"):
        public_contacts(["nobody"])
