"""How a French word sounds, roughly: two spellings of one word give the same key (« dechetrie » and « déchèterie »).

Written for the spellings of hurried people: letters that are not heard, letters heard alike, accents left out. It
merges more words than an ear would (« mange », « manger », « mangé »): a key proposes words, it proves nothing.
"""

import re
import unicodedata

# In order; each pattern sees what the ones before it made. Capitals are sounds that no single letter writes:
# S « ch », G « gn », A « an », I « in », O « on », U « ou », W « oi », Y « ill ».
_STEPS = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"sch|sh|ch", "S"),  # « marché », « schéma »
        (r"ph", "f"),  # « photo »
        (r"(?<=[a-z])tion", "sion"),  # « inscription »
        (r"(?<=[ao])tient|(?<=n)tiel|(?<=r)tiel", "sian"),  # « quotient », « partiel »; not « entretien »
        (r"c(?:ue|eu)il", "keY"),  # « accueil » and « acceuil »
        (r"cc(?=[eiy])", "ks"),  # « accès »; not « accord »
        (r"s?c(?=[eiy])|z", "s"),  # « piscine », « cimetière », « choz »; not « scolaire »
        (r"qu|q|ck|c", "k"),  # « quotient », « koi », « cantine »
        (r"gn", "G"),  # « ligne »
        (r"gu(?=[eiy])", "g"),  # « guichet »
        (r"ge(?=[aou])|g(?=[eiy])", "j"),  # « pigeon », « gens »; not « gare », « guichet »
        (r"h", ""),
        (r"(?<=[aeiou])x$", ""),  # « travaux »
        (r"x", "ks"),
        (r"w", "v"),
        (
            r"(?<=[aeu])ill?(?=e|$)|ill(?=e)",
            "Y",
        ),  # « travail », « conseil », « famille »
        (r"e?au", "o"),  # « eau », « tableaux »
        (r"oi|oy", "W"),  # « voirie »
        (r"ou", "U"),
        (r"(?:ain|ein|aim|in|im|yn|ym|un|um)(?![aeiouymn])", "I"),  # « main », « jardin »; not « cantine »
        (r"(?:an|am|en|em)(?![aeiouymn])", "A"),  # « enfant »; not « année »
        (r"(?:on|om)(?![aeiouymn])", "O"),  # « inscription »; not « donner »
        (r"ai|ei|ay|ey|oeu|eu", "e"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),  # « dechetterie »
        (r"(?:e[rztd]?s?|[stdpx]+)$", ""),  # « manger », « mangez », « mangés »; « trop », « vacances »
        (r"(?<=.)e", ""),  # « dechetrie »; the first letter stays
        (r"(.)\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """The key of a word of letters; never empty for a word that has a letter of the French alphabet."""
    lowered = word.lower().replace("ç", "ss").replace("œ", "oe").replace("æ", "e")
    letters = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    key = letters
    for pattern, heard in _STEPS:
        key = pattern.sub(heard, key)
    return key or letters[:1]
