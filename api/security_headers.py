"""Headers of every response: what a page may load, who may frame it, what it tells others."""

from collections.abc import Iterable

NONE: tuple[str, ...] = ()


def page_policy(*, framed_by: Iterable[str] = NONE, frames_self: bool = False) -> str:
    """The Content-Security-Policy of a page. ``framed_by`` are origins beside ours; nobody when it is empty."""
    ancestors = " ".join(framed_by) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            *(["frame-src 'self'"] if frames_self else []),
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
        ]
    )


STRICT_POLICY = page_policy()

# An original is someone else's bytes: nothing in it may run or call out. A PDF goes without the sandbox, which would
# stop the browser's own reader; that reader styles its wrapper page inline.
ORIGINAL_POLICY = "sandbox; default-src 'none'; form-action 'none'; frame-ancestors 'none'"
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

_HSTS = "max-age=31536000"


def default_headers(*, is_https: bool) -> dict[str, str]:
    """Headers that a response gets unless its route has set them."""
    headers = {
        "content-security-policy": STRICT_POLICY,
        "x-content-type-options": "nosniff",
        # Not "no-referrer": under it browsers send "Origin: null" with our own forms, and where Sec-Fetch-Site is not
        # sent (plain http on a local network) every form would be refused. Nothing leaves for another site.
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        "cross-origin-opener-policy": "same-origin",
    }
    return headers | ({"strict-transport-security": _HSTS} if is_https else {})
