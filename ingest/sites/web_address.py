"""Addresses of pages in one form: what a link says → what is fetched, and which addresses are one page. Pure."""

import re
import unicodedata
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST = 1_000
"""Longer addresses are made by scripts that lost their way; the longest of the sites read has 214 characters."""

_PORTS = {"http": 80, "https": 443}
# Parameters that follow the visitor and do not choose the page.
_TRACKERS = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|at_(?:medium|campaign)\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|"
    r"xtor|phpsessid|jsessionid|sid|session_?id|sessid|s_kwcid|ref_src)$",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?")
# The last label of a name is never a number: « 2130706433 », « 0x7f.1 » and « 0177.0.0.1 » are addresses in disguise.
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")
_DOTTED = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_INDEX = re.compile(r"/(?:index|default|accueil)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_UNRESERVED = "-._~!$&'()*+,;=:@/"


def web_address(link: str, base: str = "") -> str | None:
    """The absolute address of ``link`` found in the page at ``base``, in one form; None when it is no page of the web.

    Lower case scheme and host (IDNA), no default port, no fragment, no trackers, dot segments resolved, escapes in
    one form, parameters in order. Refused: other schemes, credentials, and hosts that are numbers in disguise.
    """
    link = "".join(c for c in link.strip() if c >= " " and c != "\x7f")
    if not link or len(link) > LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, link.replace("\\", "/")) if base else link)
        scheme, host, port, query = parts.scheme.lower(), _host(parts), parts.port, _query(parts.query)
    except (ValueError, UnicodeError):
        return None
    if scheme not in _PORTS or host is None or parts.username is not None or parts.password is not None:
        return None
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    address = urlunsplit((scheme, place, _path(parts.path), query, ""))
    return address if len(address) <= LONGEST else None


def page_key(address: str) -> str:
    """What two addresses of one page share: no scheme, no ``www.``, no final slash, no ``index.html``."""
    parts = urlsplit(address)
    path = _INDEX.sub("/", parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else "")


def host_of(address: str) -> str:
    """``host``, or ``host:port`` when the port is not the scheme's own."""
    return urlsplit(address).netloc


def is_downgrade(former: str, address: str) -> bool:
    """Whether going from one to the other gives up encryption."""
    return former.startswith("https:") and address.startswith("http:")


def _host(parts: SplitResult) -> str | None:
    name = parts.hostname or ""
    if "[" in parts.netloc:
        return f"[{name}]" if re.fullmatch(r"[0-9a-f:.]+", name) else None
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name).encode("idna").decode("ascii").lower()
    name = name.rstrip(".")
    if _DOTTED.fullmatch(name):
        return name
    if not name or len(name) > 253 or not _HOST.fullmatch(name) or _NUMBER.fullmatch(name.rpartition(".")[2]):
        return None
    return name


def _path(path: str) -> str:
    """Escapes in one form. What decodes to a separator stays escaped: « %2F » is no « / »."""
    path = _SESSION_IN_PATH.sub("", path)
    segments = []
    for segment in path.split("/"):
        plain = quote(unquote(segment, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe=_UNRESERVED)
        segments.append(re.sub("%2f", "%2F", plain) if "/" not in unquote(segment) else _kept(segment))
    kept: list[str] = []
    for segment in segments:
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    whole = "/".join(kept)
    return whole if whole.startswith("/") else f"/{whole}"


def _kept(segment: str) -> str:
    return re.sub(r"%[0-9a-fA-F]{2}", lambda found: found.group().upper(), quote(segment, safe=_UNRESERVED + "%"))


def _query(query: str) -> str:
    read = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=100)
    pairs = [(name, value) for name, value in read if not _TRACKERS.match(name)]
    # « ?article12 » of SPIP is a name without a value: no « = » may be added.
    bare = {name for name in query.split("&") if "=" not in name}
    written = [
        quote(name, safe="", errors="surrogateescape")
        if name in bare and not value
        else urlencode([(name, value)], errors="surrogateescape")
        for name, value in sorted(dict.fromkeys(pairs))
    ]
    return "&".join(written)
