from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.playwright_chromium import chromium, listen, missing
from tests.browser.product import Product, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    if reason := missing():
        pytest.skip(reason)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def product(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running(tmp_path_factory.mktemp("sample")) as served:
        yield served


@pytest.fixture
def context(browser: "Browser", product: Product) -> Iterator["BrowserContext"]:
    """A browser without past, on the product's address."""
    opened = browser.new_context(base_url=product.address, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    yield opened
    opened.close()


@pytest.fixture
def page(context: "BrowserContext") -> Iterator["Page"]:
    """A page whose console must stay clean to the end of the test."""
    opened = context.new_page()
    heard = listen(opened)
    yield opened
    assert heard == []


@pytest.fixture
def plain(browser: "Browser", product: Product) -> Iterator["Page"]:
    """A page in a browser that runs no script."""
    opened = browser.new_context(base_url=product.address, java_script_enabled=False)
    yield opened.new_page()
    opened.close()
