"""Archives in the exact layout of DILA's LEGI, made from values: for the tests, and for a benchmark of any size.

Written from the published layout (DTD of LEGI, legi.py, research on real extracts); the texts are invented.
"""

import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

WRITTEN_AT = 1_750_000_000
"""Seconds: June 2025, when the made files say that they were written."""

Entry = tuple[str, bytes, int]
"""Path in the archive, bytes, when written."""

CGCT = "LEGITEXT000006070633"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A ``LIEN`` of an article."""

    kind: str
    side: str = "cible"
    cid: str = "JORFTEXT000030985460"
    legi_id: str = ""
    number: str = ""
    nature: str = "LOI"
    text_number: str = "2015-991"
    signed: str = "2015-08-07"
    label: str = "LOI n°2015-991 du 7 août 2015 - art. 14 (V)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An ``ARTICLE`` file: its dates and words as they are written in the file."""

    legi_id: str
    number: str
    start: str
    end: str = "2999-01-01"
    state: str = "VIGUEUR"
    cid: str = CGCT
    nature: str = "CODE"
    text_number: str = ""
    signed: str = "2999-01-01"
    folder: str = "code_en_vigueur"
    headings: tuple[str, ...] = ("Partie législative", "La commune")
    first: str = ""
    text: str = "Le conseil municipal règle par ses délibérations les affaires de la commune."
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A ``TEXTE_VERSION`` file of a law, an ordinance, a decree or a code."""

    legi_id: str
    cid: str
    title: str
    start: str
    end: str = "2999-01-01"
    state: str = "VIGUEUR"
    nature: str = "LOI"
    number: str = ""
    signed: str = "2999-01-01"
    published: str = ""
    folder: str = "TNC_en_vigueur"


def path_of(folder: str, cid: str, part: str, legi_id: str, *, stamp: str = "") -> str:
    """Path of a file: ``legi/global/code_et_TNC_…/FOLDER/LEGI/TEXT/00/00/…/CID/PART/…/ID.xml``."""
    kind = "en_vigueur" if folder.endswith("en_vigueur") else "non_vigueur"
    pairs = "/".join(cid[8:18][at : at + 2] for at in range(0, 10, 2))
    inside = part
    if part in ("article", "section_ta"):
        digits = "/".join(legi_id[8:18][at : at + 2] for at in range(0, 10, 2))
        inside = f"{part}/{legi_id[:4]}/{legi_id[4:8]}/{digits}"
    start = f"{stamp}/" if stamp else ""
    return f"{start}legi/global/code_et_TNC_{kind}/{folder}/{cid[:4]}/TEXT/{pairs}/{cid}/{inside}/{legi_id}.xml"


def article_entry(article: Article, *, stamp: str = "", written_at: int = WRITTEN_AT) -> Entry:
    """The file of an article."""
    path = path_of(article.folder, article.cid, "article", article.legi_id, stamp=stamp)
    return path, article_xml(article).encode(), written_at


def text_entry(text: Text, *, stamp: str = "", written_at: int = WRITTEN_AT) -> Entry:
    """The file of a version of a text."""
    return path_of(text.folder, text.cid, "texte/version", text.legi_id, stamp=stamp), _text_xml(text), written_at


def article_xml(a: Article) -> str:
    """An ``ARTICLE``."""
    links = "".join(_link_xml(link) for link in a.links)
    first = a.first or a.legi_id
    versions = "".join(
        f'<VERSION etat="{a.state}"><LIEN_ART debut="{a.start}" etat="{a.state}" fin="{a.end}" id="{one}" '
        f'num={quoteattr(a.number)} origine="LEGI"/></VERSION>'
        if one == a.legi_id
        else f'<VERSION etat="MODIFIE"><LIEN_ART debut="1900-01-01" etat="MODIFIE" fin="{a.start}" id="{one}" '
        f'num={quoteattr(a.number)} origine="LEGI"/></VERSION>'
        for one in dict.fromkeys([first, a.legi_id])
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ARTICLE><META><META_COMMUN><ID>{a.legi_id}</ID><ANCIEN_ID/>'
        f"<ORIGINE>LEGI</ORIGINE><URL>article/LEGI/ARTI/{a.legi_id}.xml</URL><NATURE>Article</NATURE></META_COMMUN>"
        f"<META_SPEC><META_ARTICLE><NUM>{escape(a.number)}</NUM><ETAT>{a.state}</ETAT><DATE_DEBUT>{a.start}</DATE_DEBUT>"
        f"<DATE_FIN>{a.end}</DATE_FIN><TYPE>AUTONOME</TYPE></META_ARTICLE></META_SPEC></META>"
        f'<CONTEXTE><TEXTE autorite="" cid="{a.cid}" date_publi="2999-01-01" date_signature="{a.signed}" ministere="" '
        f'nature="{a.nature}" nor="" num={quoteattr(a.text_number)}>'
        f'<TITRE_TXT c_titre_court="Titre court" debut="1996-02-24" fin="2999-01-01" id_txt="{a.cid}">Titre</TITRE_TXT>'
        f"{_headings_xml(a.headings)}</TEXTE></CONTEXTE><VERSIONS>{versions}</VERSIONS><NOTA><CONTENU/></NOTA>"
        f"<BLOC_TEXTUEL><CONTENU><p>{escape(a.text)}<br/></p></CONTENU></BLOC_TEXTUEL><SM/><LIENS>{links}</LIENS>"
        f"</ARTICLE>"
    )


def section_entry(legi_id: str, title: str, articles: Iterable[str], *, cid: str = CGCT) -> Entry:
    """The file of a section."""
    inside = "".join(
        f'<LIEN_ART debut="2000-01-01" etat="VIGUEUR" fin="2999-01-01" id="{one}" num="L1" origine="LEGI"/>'
        for one in articles
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<SECTION_TA><ID>{legi_id}</ID><TITRE_TA>{escape(title)}</TITRE_TA>'
        f'<COMMENTAIRE/><STRUCTURE_TA>{inside}</STRUCTURE_TA><CONTEXTE><TEXTE cid="{cid}" nature="CODE"/></CONTEXTE>'
        f"</SECTION_TA>"
    )
    return path_of("code_en_vigueur", cid, "section_ta", legi_id), xml.encode(), WRITTEN_AT


def structure_entry(cid: str, *, folder: str = "code_en_vigueur") -> Entry:
    """The file of a text's structure."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEXTELR><META><META_COMMUN><ID>{cid}</ID></META_COMMUN><META_SPEC>'
        f"<META_TEXTE_CHRONICLE><CID>{cid}</CID><NUM/></META_TEXTE_CHRONICLE></META_SPEC></META><VERSIONS>"
        f'<VERSION etat="VIGUEUR"><LIEN_TXT debut="1996-02-24" fin="2999-01-01" id="{cid}"/></VERSION></VERSIONS>'
        f"<STRUCT/></TEXTELR>"
    )
    return path_of(folder, cid, "texte/struct", cid), xml.encode(), WRITTEN_AT


def write_archive(file: Path, entries: Iterable[Entry]) -> Path:
    """Write a ``.tar.gz`` of the entries, in order, one after another."""
    with tarfile.open(file, "w:gz", compresslevel=1) as tar:
        for path, data, written_at in entries:
            info = tarfile.TarInfo(path)
            info.size, info.mtime = len(data), written_at
            tar.addfile(info, io.BytesIO(data))
    return file


def many_articles(count: int, *, versions: int = 3) -> Iterator[Entry]:
    """``count`` versions of articles of four codes, ``versions`` an article, with sections and texts between."""
    codes = ("LEGITEXT000006070633", "LEGITEXT000006074075", "LEGITEXT000037701019", "LEGITEXT000006069577")
    for number in range(count):
        article, version = divmod(number, versions)
        cid = codes[article % len(codes)]
        years = [1996 + 9 * at for at in range(versions + 1)]
        legi_id = f"LEGIARTI{6_000_000 + number:012}"
        is_last = version == versions - 1
        yield article_entry(
            Article(
                legi_id=legi_id,
                number=f"L{article // 40 + 1000}-{article % 40 + 1}",
                start=f"{years[version]}-03-01",
                end="2999-01-01" if is_last else f"{years[version + 1]}-03-01",
                state="VIGUEUR" if is_last else "MODIFIE",
                cid=cid,
                first=f"LEGIARTI{6_000_000 + article * versions:012}",
                headings=("Partie législative", f"Livre {article // 4000}", f"Chapitre {article // 200}"),
                text=_words(number),
                links=tuple(_links(number)),
            )
        )
        if number % 12 == 0:
            yield section_entry(f"LEGISCTA{6_000_000 + number:012}", f"Section {number}", [legi_id], cid=cid)
        if number % 25 == 0:
            law = f"JORFTEXT{30_000_000 + number:012}"
            yield text_entry(
                Text(
                    legi_id=f"LEGITEXT{30_000_000 + number:012}",
                    cid=law,
                    title=f"Loi n° {1980 + number % 40}-{number} relative aux affaires de la commune {number}",
                    start="2001-01-01",
                    number=f"{1980 + number % 40}-{number}",
                    signed="2000-12-30",
                )
            )


def _links(number: int) -> Iterator[Link]:
    yield Link(kind="MODIFIE")
    if number % 5 == 0:
        yield Link(
            kind="CONCORDANCE",
            cid=CGCT,
            nature="CODE",
            text_number="",
            number="L2121-29",
            legi_id="LEGIARTI000006390000",
        )
    for other in range(6):  # as in the real base, most links are citations
        yield Link(kind="CITATION", cid=CGCT, nature="CODE", text_number="", number=f"L{other + 1000}-1")


def _words(number: int) -> str:
    """About 1,200 characters that differ from article to article, as the articles of codes have on average."""
    pieces = [
        f"Le conseil municipal n° {number * 31 + at} délibère sur la matière {(number * 7919 + at * 104729) % 99991} "
        f"dans les {at + 2} mois, au vu de l'avis {hash((number, at)) % 10**9}."
        for at in range(10)
    ]
    return " ".join(pieces)


def _headings_xml(headings: tuple[str, ...]) -> str:
    xml = ""
    for rank, heading in reversed(list(enumerate(headings))):
        title = f'<TITRE_TM debut="1996-02-24" fin="2999-01-01" id="LEGISCTA{rank:012}">{escape(heading)}</TITRE_TM>'
        xml = f"<TM>{title}{xml}</TM>"
    return xml


def _link_xml(link: Link) -> str:
    return (
        f'<LIEN cidtexte="{link.cid}" datesignatexte="{link.signed}" id="{link.legi_id}" naturetexte="{link.nature}" '
        f'nortexte="" num={quoteattr(link.number)} numtexte="{link.text_number}" sens="{link.side}" '
        f'typelien="{link.kind}">{escape(link.label)}</LIEN>'
    )


def _text_xml(t: Text) -> bytes:
    published = t.published or t.signed
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEXTE_VERSION><META><META_COMMUN><ID>{t.legi_id}</ID><ANCIEN_ID/>'
        f"<ORIGINE>LEGI</ORIGINE><URL/><NATURE>{t.nature}</NATURE></META_COMMUN><META_SPEC><META_TEXTE_CHRONICLE>"
        f"<CID>{t.cid}</CID><NUM>{escape(t.number)}</NUM><NUM_SEQUENCE>0</NUM_SEQUENCE><NOR/>"
        f"<DATE_PUBLI>{published}</DATE_PUBLI><DATE_TEXTE>{t.signed}</DATE_TEXTE>"
        f"<DERNIERE_MODIFICATION>2025-01-01</DERNIERE_MODIFICATION><VERSIONS_A_VENIR/><ORIGINE_PUBLI/>"
        f"<PAGE_DEB_PUBLI/><PAGE_FIN_PUBLI/></META_TEXTE_CHRONICLE><META_TEXTE_VERSION>"
        f"<TITRE>{escape(t.title[:40])}</TITRE><TITREFULL>{escape(t.title)}</TITREFULL><ETAT>{t.state}</ETAT>"
        f"<DATE_DEBUT>{t.start}</DATE_DEBUT><DATE_FIN>{t.end}</DATE_FIN><AUTORITE/><MINISTERE/><LIENS/>"
        f"</META_TEXTE_VERSION></META_SPEC></META><NOTA><CONTENU/></NOTA><VISAS><CONTENU/></VISAS>"
        f"<SIGNATAIRES><CONTENU/></SIGNATAIRES><TP><CONTENU/></TP><ABRO><CONTENU/></ABRO><RECT><CONTENU/></RECT>"
        f"</TEXTE_VERSION>"
    ).encode()
