"""How well messages are routed without a model: what each is taken for, the numbers shown, what is masked.

    python -m eval.routing [--split dev|test2|test3] [--failures] [--json FILE]
    python -m eval.routing --ordinary

``eval/routing_messages.jsonl`` was written before the code. A message goes through the steps of the assistant that
need no document: masking, routing, and what it is when the documents are silent. F2 weighs recall four times as much
as precision. Every emergency missed is printed by its id; ``--failures`` prints all the rest that went wrong.
``test2`` judged a version once; both are spent, and the statistical router is fitted on them. ``test3`` judges: nobody
who writes rules or fits weights has read it. ``--ordinary`` prints what becomes of questions that documents answer
(``ordinary.py``). What held-out messages get is printed by ``eval.fit_routing``.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answering.routing.contacts import public_contacts
from answering.routing.masking import mask
from answering.routing.route import Route, Way, route
from answering.scope import is_likely_out_of_scope, is_out_of_scope
from corpus import SAMPLE_PROFILE
from domain.ids import CommuneSlug
from domain.personal import PersonalKind, PersonalSpan, conceal
from domain.profile import CommuneProfile, Service
from eval.floors import FLOORS_FILE, SetFigures, compare, is_open, read_floors
from eval.intervals import Share, share_of
from eval.ordinary import report_ordinary
from eval.routing_set import (
    FRESH_ROUTING_MESSAGES,
    ROUTING_MESSAGES,
    THIRD_ROUTING_MESSAGES,
    PersonalData,
    RoutingLabel,
    RoutingMessage,
    read_routing_messages,
)
from french.own_details import own_details

_LABELS = {Way.SEARCH: RoutingLabel.SEARCH} | {way: RoutingLabel(way.value) for way in Way if way is not Way.SEARCH}
_FILES = {"dev": ROUTING_MESSAGES, "test2": FRESH_ROUTING_MESSAGES, "test3": THIRD_ROUTING_MESSAGES}
SPENT = frozenset({"dev", "test2"})
"""Halves whose failures may be read, because rules and weights are made with them."""

_KINDS = {kind: PersonalKind["BIRTH" if kind is PersonalData.BIRTH_DATE else kind.name] for kind in PersonalData}


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """What became of a message. ``is_warned``: it is given a line with whom to call, whatever its way.

    ``missed`` and ``needless`` count its masks; a mask is found when the text is the same
    but for a title before a name.
    """

    message: RoutingMessage
    label: RoutingLabel
    numbers: frozenset[str]
    contacts: tuple[str, ...]
    is_warned: bool
    found: int
    missed: int
    needless: int

    @property
    def shows_numbers(self) -> bool:
        """Whether all the numbers that the message calls for are shown."""
        return set(self.message.numbers) <= self.numbers

    @property
    def names_authority(self) -> bool:
        """Whether the authority that is competent is among those named."""
        return self.message.authority in self.contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Recall and precision of one label."""

    recall: Share
    precision: Share

    @property
    def f2(self) -> float:
        """Recall weighed four times as much as precision; 0 when both are."""
        recall, precision = self.recall.value, self.precision.value
        return 5 * precision * recall / (4 * precision + recall) if precision + recall else 0.0


def routed(message: RoutingMessage, profile: CommuneProfile) -> Routed:
    """``message`` through the steps of the assistant that need no document."""
    masked = mask(message.text, profile).text
    way = route(masked)
    called = (*way.contacts, *way.perhaps_call)
    dialled = {(contact.phone or "").replace(" ", "") for contact in public_contacts(called)}
    found, missed, needless = _masks(message, profile)
    return Routed(
        message=message,
        label=_label(way, masked),
        numbers=frozenset(dialled - {""}),
        contacts=way.contacts,
        is_warned=bool(way.perhaps_call),
        found=found,
        missed=missed,
        needless=needless,
    )


def _label(way: Route, masked: str) -> RoutingLabel:
    """What it is when the documents are silent: a rule's « out of scope » stands before a guess of another way."""
    label = _LABELS[way.way]
    if label is RoutingLabel.EMERGENCY or not (way.is_guess or label is RoutingLabel.SEARCH):
        return label
    if is_out_of_scope(masked) or (label is RoutingLabel.SEARCH and is_likely_out_of_scope(masked)):
        return RoutingLabel.OUT_OF_SCOPE
    return label


def by_label(all_routed: Sequence[Routed]) -> dict[RoutingLabel, Measures]:
    """Recall and precision of each label."""
    return {
        label: Measures(
            recall=share_of([one.label is label for one in all_routed if one.message.label is label]),
            precision=share_of([one.message.label is label for one in all_routed if one.label is label]),
        )
        for label in RoutingLabel
    }


def figures(all_routed: Sequence[Routed]) -> dict[str, float]:
    """The figures that have floors: macro F2, right outcomes, emergencies, numbers, authorities, masks."""
    labels = by_label(all_routed)
    emergencies = [one for one in all_routed if one.message.label is RoutingLabel.EMERGENCY]
    others = [one for one in all_routed if one.message.authority]
    masks = mask_shares(all_routed)
    return {
        "f2_macro": sum(measures.f2 for measures in labels.values()) / len(labels),
        "right_outcome": share_of([one.label is one.message.label for one in all_routed]).value,
        "emergency_recall": labels[RoutingLabel.EMERGENCY].recall.value,
        "emergency_precision": labels[RoutingLabel.EMERGENCY].precision.value,
        "emergency_told": share_of([one.label is one.message.label or one.is_warned for one in emergencies]).value,
        "needless_line": share_of([one.is_warned for one in all_routed if one not in emergencies]).value,
        "numbers_shown": share_of([one.shows_numbers for one in emergencies]).value,
        "authority_named": share_of([one.names_authority for one in others]).value,
        "mask_recall": masks.recall.value,
        "mask_precision": masks.precision.value,
    }


def mask_shares(all_routed: Iterable[Routed]) -> Measures:
    """Masks found of those wanted, and of those made."""
    found = missed = needless = 0
    for one in all_routed:
        found, missed, needless = found + one.found, missed + one.missed, needless + one.needless
    return Measures(recall=Share(hits=found, total=found + missed), precision=Share(hits=found, total=found + needless))


def sample_profile(file: Path = SAMPLE_PROFILE) -> CommuneProfile:
    """What masking reads of the sample commune's profile, and what its services are called."""
    data = tomllib.loads(file.read_text("utf-8"))
    services = tuple(
        Service(
            slug=service["slug"],
            name=service["name"],
            aliases=tuple(service.get("aliases", ())),
            address=tuple(service.get("address", ())),
            phone=service.get("phone"),
            email=service.get("email"),
        )
        for service in data["service"]
    )
    commune = data["commune"]
    return CommuneProfile(
        slug=CommuneSlug(commune["slug"]), name=commune["name"], services=services, siret=commune.get("siret")
    )


def _masks(message: RoutingMessage, profile: CommuneProfile) -> tuple[int, int, int]:
    """Found, missed, needless: a made mask is read off the masked text, so that what is published is left."""
    made = [
        (start, end, kind)
        for start, end, kind in own_details(message.text)
        if _is_made(message.text, start, end, kind, profile)
    ]
    wanted = [(mask.start, mask.end, _KINDS[mask.kind]) for mask in message.masks]
    found = [one for one in wanted if any(_same(message.text, one, other) for other in made)]
    needless = [other for other in made if not any(_same(message.text, one, other) for one in wanted)]
    return len(found), len(wanted) - len(found), len(needless)


def _is_made(text: str, start: int, end: int, kind: PersonalKind, profile: CommuneProfile) -> bool:
    alone = PersonalSpan(passage_id=None, place="text", start=start, end=end, kind=kind, original=text[start:end])
    return kind.mask in mask(text, profile).text and kind.mask in conceal(text, [alone])


def _same(text: str, one: tuple[int, int, PersonalKind], other: tuple[int, int, PersonalKind]) -> bool:
    titles = {"m", "m.", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle"}
    before = text[min(one[0], other[0]) : max(one[0], other[0])].lower().split()
    return one[1] == other[1] and one[2] is other[2] and set(before) <= titles


def report(all_routed: Sequence[Routed], split: str, *, with_failures: bool) -> None:
    """The figures of a half, in lines."""
    say(f"routing, {split} half: {len(all_routed)} messages, none of them real")
    for label, measures in by_label(all_routed).items():
        say(f"  {label:<16} F2 {measures.f2:.3f}  recall {measures.recall}  precision {measures.precision}")
    for name, value in figures(all_routed).items():
        say(f"  {name}: {value:.1%}" if name != "f2_macro" else f"  {name}: {value:.3f} (target .88)")
    say(f"  masks found {mask_shares(all_routed).recall}, rightly made {mask_shares(all_routed).precision}")
    for one in all_routed:
        if one.message.label is RoutingLabel.EMERGENCY and one.label is not RoutingLabel.EMERGENCY:
            told = ", but told whom to call" if one.is_warned else ""
            say(f"  EMERGENCY MISSED {one.message.id}: taken for {one.label}{told}")
        elif not one.shows_numbers:
            absent = ", ".join(sorted(set(one.message.numbers) - one.numbers))
            say(f"  NUMBER NOT SHOWN {one.message.id}: {absent}")
    for one in all_routed if with_failures else ():
        _tell_failure(one)


def _tell_failure(one: Routed) -> None:
    told = [f"{one.message.label} taken for {one.label}"] if one.label is not one.message.label else []
    told += [f"{one.message.authority} not named"] if one.message.authority and not one.names_authority else []
    told += [f"{one.missed} masks missed, {one.needless} needless"] if one.missed or one.needless else []
    if told:
        say(f"  FAILED {one.message.id} « {one.message.text} »: {'; '.join(told)}")


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 1 when a figure is under its floor."""
    parser = argparse.ArgumentParser(prog="python -m eval.routing", description="Measure routing without a model")
    parser.add_argument("--split", choices=tuple(_FILES), default="dev", help="test3 judges a version")
    parser.add_argument("--failures", action="store_true", help="print what went wrong (spent halves only)")
    parser.add_argument("--json", type=Path, help="write the figures there, for eval.floors")
    parser.add_argument("--ordinary", action="store_true", help="only what becomes of questions that documents answer")
    options = parser.parse_args(arguments)
    if options.failures and options.split not in SPENT:
        parser.error("the failures of a half that judges are not looked at")
    profile = sample_profile()
    if options.ordinary:
        report_ordinary(profile)
        return 0
    file = _FILES[options.split]
    messages = [message for message in read_routing_messages(file) if message.split == options.split]
    all_routed = [routed(message, profile) for message in messages]
    report(all_routed, options.split, with_failures=options.failures)
    run = SetFigures(digest=_digest(file), figures=figures(all_routed))
    name = f"routing_{options.split}"
    if options.json:
        options.json.write_text(json.dumps(_as_json(name, run), indent=1), encoding="utf-8")
    floors = {key: value for key, value in read_floors(FLOORS_FILE).items() if key == name}
    lines = compare(floors, {name: run})
    for line in lines:
        say(f"  {line.state} {line.set_name}.{line.figure} (floor {line.floor:.3f})")
    return 0 if is_open(lines) else 1


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _as_json(name: str, run: SetFigures) -> Mapping[str, object]:
    return {"sets": {name: {"digest": run.digest, "figures": dict(run.figures)}}}


if __name__ == "__main__":
    sys.exit(main())
