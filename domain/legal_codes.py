"""Short names of the French codes and the ids that DILA gives them. Facts of Légifrance; the names are the keys'."""

import re
import unicodedata
from types import MappingProxyType

_PREFIX = "LEGITEXT000"

_IDS = """
cgct 006070633 Code général des collectivités territoriales
ccp 037701019 Code de la commande publique
cgfp 044416551 Code général de la fonction publique
urbanisme 006074075 Code de l'urbanisme
cg3p 006070299 Code général de la propriété des personnes publiques
electoral 006070239 Code électoral
casf 006074069 Code de l'action sociale et des familles
education 006071191 Code de l'éducation
environnement 006074220 Code de l'environnement
cgi 006069577 Code général des impôts
cgi_an1 006069568 Code général des impôts, annexe I
cgi_an2 006069569 Code général des impôts, annexe II
cgi_an3 006069574 Code général des impôts, annexe III
cgi_an4 006069576 Code général des impôts, annexe IV
lpf 006069583 Livre des procédures fiscales
cch 006074096 Code de la construction et de l'habitation
rural 022197698 Code rural et de la pêche maritime
route 006074228 Code de la route
voirie 006070667 Code de la voirie routière
sante 006072665 Code de la santé publique
travail 006072050 Code du travail
securite_interieure 025503132 Code de la sécurité intérieure
securite_sociale 006073189 Code de la sécurité sociale
patrimoine 006074236 Code du patrimoine
sport 006071318 Code du sport
tourisme 006074073 Code du tourisme
communes 006070162 Code des communes
crpa 031366350 Code des relations entre le public et l'administration
civil 006070721 Code civil
penal 006070719 Code pénal
transports 023086525 Code des transports
energie 023983208 Code de l'énergie
assurances 006073984 Code des assurances
forestier 025244092 Code forestier
defense 006071307 Code de la défense
cpi 006069414 Code de la propriété intellectuelle
cja 006070933 Code de justice administrative
cjf 006070249 Code des juridictions financières
expropriation 006074224 Code de l'expropriation pour cause d'utilité publique
cibs 044595989 Code des impositions sur les biens et services
cmf 006072026 Code monétaire et financier
consommation 006069565 Code de la consommation
famille_aide_sociale 006072637 Code de la famille et de l'aide sociale
marches_publics_2006 005627819 Code des marchés publics (édition 2006)
marches_publics_2004 006072666 Code des marchés publics (édition 2004)
marches_publics_2001 006069564 Code des marchés publics (édition 2001)
marches_publics_1964 006069562 Code des marchés publics (édition 1964)
"""

_LINES = [line.split(" ", 2) for line in _IDS.strip().splitlines()]

LEGITEXT_OF = MappingProxyType({name: _PREFIX + number for name, number, _ in _LINES})
"""Short name -> id of the code as a text in DILA's base."""

TITLE_OF = MappingProxyType({name: title for name, _, title in _LINES})

EDITIONS_OF_MARCHES_PUBLICS = (
    "marches_publics_1964",
    "marches_publics_2001",
    "marches_publics_2004",
    "marches_publics_2006",
)
"""Four codes of one bare title: the day decides (``marches_publics``), oldest first."""

# The rural code changed its id when it changed its title, on 8 May 2010; its articles keep the former in their context.
_NAME_OF = {legi_id: name for name, legi_id in LEGITEXT_OF.items()} | {_PREFIX + "006071367": "rural"}


def code_of_id(legi_id: str) -> str:
    """The short name of a code by its LEGITEXT id; the id itself in small letters for a code without one."""
    return _NAME_OF.get(legi_id, legi_id.casefold())


def code_named(written: str) -> str | None:
    """The short name of a code given by its short name, its id, its title or a title as file names have it; or None."""
    if written in LEGITEXT_OF or written == "marches_publics":
        return written
    if re.fullmatch(r"LEGITEXT\d{12}", written, re.IGNORECASE):
        return code_of_id(written.upper())
    return _by_title().get(_bare(written))


def _by_title() -> dict[str, str]:
    known = {_bare(title): name for name, title in TITLE_OF.items()} | {_bare(name): name for name in TITLE_OF}
    # Files of DILA's data name annexes so: « code-general-des-impots-annexe-iii-cgianiii ».
    numerals = {"i": "cgi_an1", "ii": "cgi_an2", "iii": "cgi_an3", "iv": "cgi_an4"}
    annexes = {_bare(f"code general des impots annexe {n} cgian{n}"): name for n, name in numerals.items()}
    return known | annexes | {"codegeneraldesimpotscgi": "cgi", "codedesmarchespublics": "marches_publics"}


def _bare(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]", "", plain)
