"""Papers that are asked for or not, and whom to turn to: values that are words."""

import re
from dataclasses import dataclass

from clarity.contradictory.wording import stems_in
from french.typed_span import flat

_PAPER = (
    r"(?:attestations?|certificats?|justificatifs?|copies?|photocopies?|extraits?|livrets?|cartes?|permis|formulaires?|photos?"
    r"|releves?|avis|rib|cautions?|cheques?|autorisations?|quittances?|factures?|plans?|contrats?|ordonnances?)"
)
# The paper and what it is of: « attestation d'assurance », « certificat médical », « carte d'identité ».
_OF_IT = r" (?:de la |de l'|de |d'|du |des )?(?!de\b|est\b|sont\b|n'|n\b|a\b|au\b|pour\b|et\b|ou\b|par\b|en\b)[a-z]+"
_NAMED = re.compile(rf"\b(?P<paper>{_PAPER}(?:{_OF_IT})?)(?P<more>(?:{_OF_IT}){{0,3}})")
# « Aucune attestation n'est demandée », « n'est pas exigé », « sans justificatif », « inutile de fournir ».
_NEEDLESS = re.compile(
    r"\b(?:aucune?\b.{0,60}\bn(?:'est|e sera|'a) (?:plus )?(?:a )?"
    r"(?:demande|exige|requi|necessaire|obligatoire|fournir)"
    r"|n(?:'est|e sont|'est plus|e sera) (?:pas|plus) "
    r"(?:demande|exige|requi|necessaire|obligatoire|indispensable|a fournir)"
    r"|(?:inutile|pas besoin|pas la peine) d(?:e |')|il n'est (?:pas|plus) (?:necessaire|obligatoire|demande)"
    r"|ne (?:demand|exig)\w+ (?:pas|plus|aucun))"
)
# « joignez », « à fournir », « est demandée », « munissez-vous de », « sur présentation de ».
_NEEDED = re.compile(
    r"\b(?:joign\w+|joindre|fourni\w*|presente[rz]|presentation|apporte[rz]|produire|remettre|munissez|muni[es]*|exige\w*"
    r"|demandee?s?|obligatoires?|necessaires?|requi\w+|indispensables?|devez avoir)\b"
)
_HOW = r"(?P<how>a |au |aux |aupres d|avec l|par l|en |le |la |les |l')"
# « sont reçues par le CCAS », « est instruite par le service »: who does it says more than where the phrase began.
_DONE_BY = re.compile(
    r"\b(?:est|sont|sera|seront) (?:[a-z]+ )?(?:recu|trait|ger|assur|delivr|instruit|enregistr|distribu|effectu|organis"
    r"|pris)\w*(?: en charge)? (?P<how>par l|par l'|aupres d|a l'accueil|au guichet|en )"
)
# « adressez-vous à l'accueil », « à retirer au guichet », « se fait auprès de »; not « adresse : 3 rue ».
_TURN_TO = re.compile(
    r"\b(?:adressez-vous|s'adresser|adresser|contactez|contacter|prenez contact|renseignez-vous|se renseigner"
    r"|renseignements|appelez|ecrivez|a deposer|a retirer|a demander|se demande(?:nt)?|a remettre|a renvoyer"
    r"|a retourner|(?:se fait|se font|s'effectue)(?= (?:aupres"
    r"|a l'accueil|au guichet))"
    rf"|(?:se )?(?:retire|depose|delivre|gere|assure|traite|instrui|prend)\w*) (?:[a-z-]+ ){{0,4}}?{_HOW}"
)
# « inscription auprès de l'accueil », « inscriptions à la mairie »; not « inscription à la cantine ».
_ENROL_AT = re.compile(
    r"\binscriptions? (?:[a-z-]+ ){0,2}?(?P<how>aupres d|a l'accueil|au guichet|a la mairie|en mairie"
    r"|au (?:service|bureau"
    r"|secretariat)\b)"
)
# Who is turned to: a desk of the town hall, and bodies that no profile need list.
_DESK = re.compile(r"\b(?:accueil|guichet|secretariat|standard)\b")
_BODIES = {
    "police": r"police municipale|garde champetre",
    "gendarmerie": r"gendarmerie|commissariat",
    "prefecture": r"(?<!sous-)prefecture",
    "subprefecture": r"sous-prefecture",
    "treasury": r"tresorerie|tresor public|finances publiques|service de gestion comptable",
    "caf": r"\bcaf\b|caisse d'allocations familiales",
    "cpam": r"\bcpam\b|caisse primaire",
    "department": r"conseil departemental|\bdepartement\b",
    "region": r"conseil regional|\bregion\b",
    "community": r"communaute (?:de communes|d'agglomeration|urbaine)|agglomeration|intercommunalite|metropole",
    "syndicate": r"\bsyndicat\b|\bsivom\b|\bsmictom\b|\bsictom\b",
    "tourism": r"office (?:de|du) tourisme",
    "france_services": r"(?:espace |maison )?france services",
    "post": r"agence postale|bureau de poste",
    "court": r"\btribunal\b|\bgreffe\b",
}
_BODY = {name: re.compile(pattern) for name, pattern in _BODIES.items()}
_OR = re.compile(r" ou (?:d'|de |des |un |une |le |la |l')?[a-z]+")
# « La communauté de communes gère… », « Le service urbanisme instruit… »: who does it, named first.
_DOES = re.compile(
    r"^(?:- )?(?P<who>(?:le |la |les |l')[a-z' -]{3,70}?) (?:gere|instruit|assure|delivre|s'occupe|traite|recoit"
    r"|enregistre|prend en charge|s'en charge)\b"
)
_NEAR = 60
DESK, BODY = "=desk", "=body:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``value`` at ``start``..``end`` of the sentence; ``thing`` are the stems of what it names.

    ``told`` are those of all that names it (« attestation d'assurance *de responsabilité civile* »).
    """

    value: str
    thing: frozenset[str]
    told: frozenset[str]
    start: int
    end: int


def papers_in(sentence: str) -> list[Asked]:
    """Each paper that ``sentence`` asks for (« needed ») or does without (« needless »); none when it does neither."""
    line = flat(sentence)
    needless = _NEEDLESS.search(line)
    if needless is None and _NEEDED.search(line) is None:
        return []
    value = "needless" if needless else "needed"
    named = [(m, stems_in(m["paper"])) for m in _NAMED.finditer(line)]
    return [
        Asked(value=value, thing=thing, told=stems_in(m.group()), start=m.start(), end=m.end())
        for m, thing in named
        if len(thing) > 1
    ]


def without_alternatives(sentence: str) -> str:
    """``sentence`` without the second of « trouvé ou perdu »: what holds for both holds for the first."""
    return _OR.sub(lambda m: " " * len(m.group()), flat(sentence))


def turned_to(sentence: str) -> list[Asked]:
    """Each one to whom ``sentence`` sends, or who does it; the value is the stems by which they are called.

    ``DESK`` and ``BODY`` stand before what is told of a desk and of a body that a profile may not list.
    """
    line = flat(sentence)
    named: list[tuple[int, str, str]] = []
    for pattern in (_DONE_BY, _TURN_TO, _ENROL_AT):
        named = named or [
            (m.start("how"), line[m.start("how") : m.end() + _NEAR], m.group() if pattern is _DONE_BY else "")
            for m in pattern.finditer(line)
        ]
    named += [(m.start("who"), m["who"], "") for m in _DOES.finditer(line)]
    found = []
    for start, text, verb in named:
        who = re.split(r"[,;.(]| pour | ou ", text)[0]
        stems = stems_in(who)
        marks = [DESK] if _DESK.search(who) else []
        marks += [f"{BODY}{name}" for name, pattern in _BODY.items() if pattern.search(who)]
        if stems or marks:
            value = " ".join([*sorted(stems), *marks])
            told = stems | stems_in(verb)
            found.append(Asked(value=value, thing=stems, told=told, start=start, end=start + len(who)))
    return found
