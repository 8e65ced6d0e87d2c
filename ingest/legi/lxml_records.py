"""DILA's XML files of articles and of versions of texts, read into records. Entities, DTDs and networks are closed.

What a file states wrongly is repaired where the right value is certain, and the file is refused by name otherwise.
"""

import re
from datetime import date
from typing import Any

from lxml import etree

from domain.legal_codes import code_of_id
from domain.legal_number import article_number
from domain.legal_record import FilePlace, RecordedArticle, RecordedLink, RecordedText
from ingest.legi.member_paths import FileKind, MemberPath

NO_END = date(2999, 1, 1)
"""DILA's « without end »; 2222-02-22 stands for a day not yet known and stays: it is after every meeting."""

_KINDS = {
    "LOI": "loi",
    "LOI_ORGANIQUE": "loi",
    "LOI_CONSTIT": "loi",
    "LOI_PROGRAMME": "loi",
    "ORDONNANCE": "ordonnance",
    "DECRET": "decret",
    "DECRET_LOI": "decret",
    "ARRETE": "arrete",
}

_KEPT_LINKS = frozenset(
    {"ABROGATION", "ABROGE", "CODIFICATION", "CODIFIE", "CONCORDANCE", "CONCORDE", "CREATION", "CREE", "DEPLACE"}
    | {"DEPLACEMENT", "MODIFICATION", "MODIFIE", "TRANSFERE", "TRANSFERT", "PERIME", "ANNULE"}
)
"""Kinds of links that say who changed an article or where it went. Citations, nine tenths of all, say neither."""

# « modifié » is undergone by the target of the link, « modification » by its source: the same fact, told twice.
_NOUNS = frozenset(
    ("ABROGATION", "CODIFICATION", "CONCORDANCE", "CREATION", "DEPLACEMENT", "MODIFICATION", "TRANSFERT")
)

_MAKING = frozenset(("CREATION", "CREE", "MODIFICATION", "MODIFIE", "TRANSFERE", "TRANSFERT", "DEPLACE", "DEPLACEMENT"))

# Titles glued in the files: « du 18 décembre 2014modifiant », not « n° 2014-58 ».
_GLUED = re.compile(r"(?<=\b(?:19|20)\d\d)(?=[a-zà-ÿ]{4})")


class RefusedFile(ValueError):
    """A file that says nothing usable, with the reason."""


def read_member(where: MemberPath, data: bytes, written_at: int) -> RecordedArticle | RecordedText | None:
    """The record of a file; None for the kinds that a base does not keep. Raises RefusedFile with the reason."""
    if where.kind is FileKind.ARTICLE:
        return _article(where, _root(data, "ARTICLE"), written_at)
    if where.kind is FileKind.VERSION:
        return _text(where, _root(data, "TEXTE_VERSION"), written_at)
    return None


def _root(data: bytes, name: str) -> Any:  # noqa: ANN401 — lxml has no types
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise RefusedFile("it declares entities or a DTD")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedFile(f"it is no XML: {error}") from error
    if root.tag != name:
        raise RefusedFile(f"its root is {root.tag}, not {name}")
    return root


def _article(where: MemberPath, root: Any, written_at: int) -> RecordedArticle:  # noqa: ANN401
    meta = root.find("META/META_SPEC/META_ARTICLE")
    context = root.find("CONTEXTE/TEXTE")
    if meta is None or context is None:
        raise RefusedFile("it has no META_ARTICLE or no CONTEXTE/TEXTE")
    legi_id = _value(root, "META/META_COMMUN/ID") or where.legi_id
    links = tuple(_links(root))
    start = _start(_value(meta, "DATE_DEBUT"))
    return RecordedArticle(
        place=FilePlace(folder=where.folder, legi_id=legi_id, written_at=written_at),
        code=_subject(context),
        number=article_number(_value(meta, "NUM")) or legi_id,
        start=start,
        end=_end(_value(meta, "DATE_FIN")),
        state_word=_value(meta, "ETAT"),
        article_id=_first_version(root, legi_id),
        heading=_heading(context),
        changed_by=_changed_by(root),
        text=" ".join("".join(root.find("BLOC_TEXTUEL/CONTENU").itertext()).split())
        if root.find("BLOC_TEXTUEL/CONTENU") is not None
        else "",
        links=links,
    )


def _text(where: MemberPath, root: Any, written_at: int) -> RecordedText:  # noqa: ANN401
    chronicle = root.find("META/META_SPEC/META_TEXTE_CHRONICLE")
    version = root.find("META/META_SPEC/META_TEXTE_VERSION")
    if chronicle is None or version is None:
        raise RefusedFile("it has no META_TEXTE_CHRONICLE or no META_TEXTE_VERSION")
    legi_id = _value(root, "META/META_COMMUN/ID") or where.legi_id
    signed = _day(_value(chronicle, "DATE_TEXTE"))
    title = _value(version, "TITREFULL") or _value(version, "TITRE") or _value(chronicle, "TITRE")
    key = _key(
        nature=_value(root, "META/META_COMMUN/NATURE"),
        number=_value(chronicle, "NUM"),
        signed="" if signed is None else signed.isoformat(),
        cid=_value(chronicle, "CID") or legi_id,
    )
    return RecordedText(
        place=FilePlace(folder=where.folder, legi_id=legi_id, written_at=written_at),
        key=key,
        title=_GLUED.sub(" ", " ".join(title.split())),
        signed_on=signed if signed != NO_END else None,
        start=_start(_value(version, "DATE_DEBUT") or _value(chronicle, "DATE_PUBLI")),
        end=_end(_value(version, "DATE_FIN")),
        state_word=_value(version, "ETAT"),
    )


def _subject(context: Any) -> str:  # noqa: ANN401
    """The code's short name, or the key of the text that an article belongs to."""
    key = _key(
        nature=context.get("nature", ""),
        number=context.get("num", ""),
        signed=context.get("date_signature", ""),
        cid=context.get("cid", ""),
    )
    return key.removeprefix("code:")


def _key(*, nature: str, number: str, signed: str, cid: str) -> str:
    """Key of a text: by its kind and number, else its day; by its id when neither is of use."""
    kind = _KINDS.get(nature.upper())
    if kind is None:
        return f"code:{code_of_id(cid)}" if cid.startswith("LEGITEXT") else f"texte:{cid}"
    number = re.sub(r"[\s.]+$", "", number).strip()
    if number and kind != "arrete":
        return f"{kind}:{number}"
    return f"{kind}:{signed}" if _day(signed) else f"{kind}:{cid}"


def _heading(context: Any) -> str:  # noqa: ANN401
    """Headings from the widest; of a title in several versions, the last."""
    titles = []
    level = context.find("TM")
    while level is not None:
        names = [name.text or "" for name in level.findall("TITRE_TM")]
        if names:
            titles.append(" ".join(names[-1].split()))
        level = level.find("TM")
    return " / ".join(titles)


def _first_version(root: Any, legi_id: str) -> str:  # noqa: ANN401
    """The id of the article's first version, which names it: one number may have belonged to several articles."""
    links = [link for link in root.iterfind("VERSIONS/VERSION/LIEN_ART") if link.get("id")]
    if not links:
        return legi_id
    return str(min(links, key=lambda link: (link.get("debut", ""), link.get("id"))).get("id"))


def _links(root: Any) -> list[RecordedLink]:  # noqa: ANN401
    found = []
    for link in root.iterfind("LIENS/LIEN"):
        kind = link.get("typelien", "")
        if kind in _KEPT_LINKS:
            found.append(
                RecordedLink(
                    kind=kind,
                    is_undergone=_is_undergone(link),
                    target=_target(link),
                    target_id=link.get("id", ""),
                    label=" ".join((link.text or "").split()),
                )
            )
    return found


def _is_undergone(link: Any) -> bool:  # noqa: ANN401
    return bool((link.get("typelien", "") in _NOUNS) == (link.get("sens", "") == "source"))


def _target(link: Any) -> str:  # noqa: ANN401
    text = _key(
        nature=link.get("naturetexte", ""),
        number=link.get("numtexte", ""),
        signed=link.get("datesignatexte", ""),
        cid=link.get("cidtexte", ""),
    )
    number = article_number(link.get("num", ""))
    if not number:
        return text
    return f"{text.removeprefix('code:')}:{number}" if text.startswith("code:") else f"{text}#{number}"


def _changed_by(root: Any) -> str:  # noqa: ANN401
    """The label of the last text that made this version."""
    made = [
        link
        for link in root.iterfind("LIENS/LIEN")
        if link.get("typelien", "") in _MAKING and _is_undergone(link) and link.text
    ]
    last = max(made, key=lambda link: link.get("datesignatexte", ""), default=None)
    return "" if last is None else " ".join(last.text.split())


def _value(node: Any, path: str) -> str:  # noqa: ANN401
    return " ".join((node.findtext(path) or "").split())


def _start(text: str) -> date:
    day = _day(text)
    if day is None:
        raise RefusedFile(f"its first day is {text!r}")
    return day


def _end(text: str) -> date | None:
    day = _day(text)
    return None if day is None or day >= NO_END else day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
