"""A client in the place of a browser: cookies kept, redirections followed when asked, forms read from the page."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from fastapi import FastAPI

Fields = list[tuple[str, str]]


class Browser:
    """Talks to the application without a socket. ``origin`` headers are those of our own forms unless told."""

    def __init__(self, app: FastAPI, *, address: str = "192.0.2.7", https: bool = False) -> None:
        self._app = app
        self._client = (address, 50_000)
        self._base = "https://parvis.test" if https else "http://parvis.test"
        self._cookies = httpx.Cookies()

    def get(self, path: str, **kwargs: object) -> httpx.Response:
        return self.send("GET", path, **kwargs)

    def post(self, path: str, fields: Mapping[str, str] | Fields | None = None, **kwargs: object) -> httpx.Response:
        """A form sent from our own page."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields or [])
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        headers = {"sec-fetch-site": "same-origin"} | dict(kwargs.pop("headers", {}))  # type: ignore[call-overload]
        return self.send("POST", path, data=data, headers=headers, **kwargs)

    def send(self, method: str, path: str, **kwargs: object) -> httpx.Response:
        return asyncio.run(self._send(method, path, **kwargs))

    async def _send(self, method: str, path: str, **kwargs: object) -> httpx.Response:
        transport = httpx.ASGITransport(app=self._app, client=self._client, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=self._base, cookies=self._cookies) as client:
            response = await client.request(method, path, **kwargs)  # type: ignore[arg-type]
            self._cookies = client.cookies
            return response

    @property
    def cookies(self) -> httpx.Cookies:
        return self._cookies


@dataclass
class Form:
    """A form of a page and its fields, as a browser would send them untouched."""

    action: str
    id: str = ""
    fields: Fields = field(default_factory=list)


class Page(HTMLParser):
    """What a test needs to see of a page: visible text, tags, and the fields of its forms."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.forms: list[Form] = []
        self._textarea: str | None = None
        self._select: str | None = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def fields(self, action: str, *, form: str | None = None) -> Fields:
        """The fields of the first form sent to ``action``, or of the one of that id, as a browser would send them."""
        return next(one.fields for one in self.forms if one.action == action and form in {None, one.id})

    def all(self, tag: str) -> Sequence[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "form":
            self.forms.append(Form(attributes.get("action", ""), attributes.get("id", "")))
        if tag == "input" and self.forms and "name" in attributes:
            is_box = attributes.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in attributes:
                self._add(attributes["name"], attributes.get("value", ""))
        if tag == "textarea":
            self._textarea = attributes.get("name", "")
            self._add(self._textarea, "")
        if tag == "select" and self.forms and "name" in attributes:
            self._select = attributes["name"]
        if tag == "option" and self._select is not None:
            self._choose(self._select, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._textarea is not None and self.forms:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, value + data)

    def _choose(self, name: str, option: Mapping[str, str]) -> None:
        """The selected option of a list, the first one when none is."""
        fields = self.forms[-1].fields
        is_first = name not in dict(fields)
        if not is_first and "selected" in option:
            fields.remove((name, dict(fields)[name]))
        if is_first or "selected" in option:
            fields.append((name, option.get("value", "")))

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].fields.append((name, value))


def replaced(fields: Fields, **values: str) -> Fields:
    """``fields`` with some values changed, as someone typing in the form would."""
    kept = [(name, values.pop(name, value)) for name, value in fields]
    return kept + list(values.items())
