"""Who may see a document: what persons ruled, then what was found in it, then what the commune's rules say. Pure."""

import hashlib
from collections.abc import Sequence

from domain.document import Visibility
from domain.ids import SourceName
from domain.masking_policy import MaskingPolicy, is_named, ruled_visibility
from domain.profile import CommuneProfile
from domain.ruling import Ruling, ruled_by_hand, ruled_names

VERSION = "1"
"""Raised when documents must be judged anew: what is masked, or what sets aside, has changed."""

_MAIL = "message/rfc822"
_LOOKED_AT = (Visibility.PUBLIC, Visibility.INTERNE)


def ruled_by_profile(profile: CommuneProfile, source: SourceName, path: str, media_type: str = "") -> Visibility:
    """What ``commune.toml`` says of the file; mail is internal unless a rule says otherwise, the rest public."""
    ruled = ruled_visibility(profile.visibility_rules, source, path)
    if ruled is not None:
        return ruled
    if is_named(profile.internal_paths, source, path) or media_type == _MAIL:
        return Visibility.INTERNE
    return Visibility.PUBLIC


def judged_visibility(
    by_profile: Visibility, set_aside_by: Sequence[str], rulings: Sequence[Ruling], digest: str
) -> Visibility:
    """The visibility of a document that was just read.

    A person's ruling holds at every later reading. One that let the document be seen was given on the bytes that the
    person saw: other bytes that hold something to look at wait again.
    """
    ruling = ruled_by_hand(rulings)
    judged = Visibility.A_RELIRE if set_aside_by and by_profile in _LOOKED_AT else by_profile
    if ruling is None or ruling.visibility is None:
        return judged
    is_let_through = ruling.visibility in _LOOKED_AT and ruling.digest != digest
    return judged if is_let_through and set_aside_by else ruling.visibility


def policy_for(profile: CommuneProfile, rulings: Sequence[Ruling]) -> MaskingPolicy:
    """The commune's policy with the names that persons ruled on in this file, who have the last word."""
    shown, masked = ruled_names(rulings)
    policy = profile.masking
    return MaskingPolicy(
        keep=(*(name for name in policy.keep if name not in masked), *shown),
        mask=(*(name for name in policy.mask if name not in shown), *masked),
        unmasked_paths=policy.unmasked_paths,
        parcels=policy.parcels,
        originals=policy.originals,
    )


def shows_all(profile: CommuneProfile, source: SourceName, path: str) -> bool:
    """Whether the commune shows every name of the file."""
    return is_named(profile.masking.unmasked_paths, source, path)


def stamp(profile: CommuneProfile, source: SourceName, path: str) -> str:
    """What a document is judged with; a file whose document has another stamp is read again although unchanged."""
    policy = profile.masking
    ruled = ruled_by_profile(profile, source, path)
    parts = (
        VERSION,
        *sorted(policy.keep),
        "|",
        *sorted(policy.mask),
        f"|{policy.parcels}{shows_all(profile, source, path)}",
        "" if ruled in _LOOKED_AT else ruled.value,
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
