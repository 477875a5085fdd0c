"""A definition's terms in, a vocabulary out; a text in, its tokens out: the words that time plans are written with.

Months, quarters, half-years, weeks and the little words are Swedish and stand here. What läsår, VT, HT, sommaren and
tertial mean is the city's business and comes from the definition.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exceltools.definition import Term
from exceltools.inflection import forms
from exceltools.normalise import clean
from exceltools.period.parts import HALVES, QUARTERS, WEEKS, Part, Point, Series, month_part, term_part

Value = Part | Series | Point | int | None

# What a word or a few words are to the grammar. Dots and colons do not count: "fr o m" is also "fr.o.m.".
PHRASES: Mapping[str, str] = {
    "from": "från, fr, fr o m, from, fom, från o m, från och med, fr och med, sedan, med start, med början",
    "start": (
        "start, startar, startas, starta, startade, startat, uppstart, påbörjas, påbörjad, påbörjat, påbörjades, "
        "inleds, inledd, inleddes, börjar, började"
    ),
    "until": "senast",
    "done": "klart, klar, klara, färdigt, färdig, slutförs, slutfört, avslutas, avslutat, avslut, slutar",
    "before": "före, innan",
    "after": "efter",
    "to": "t o m, tom, till o m, till och med, tills och med, fram till och med, fram t o m",
    "till": "till",
    "short-of": "fram till, fram tills, tills",
    "between": "mellan",
    "ongoing": (
        "löpande, fortlöpande, kontinuerlig, kontinuerligt, pågår, pågående, ständigt, alltid, hela tiden, "
        "permanent, fortsatt, fortsätter, året om, året runt, hela perioden, hela tidsperioden, hela "
        "planperioden, planperioden, hela strategiperioden, strategiperioden, perioden, period, tidsperioden"
    ),
    "recurring": (
        "årlig, årligen, årligt, årsvis, månadsvis, kvartalsvis, terminsvis, veckovis, dagligen, regelbundet, "
        "återkommande"
    ),
    "onward": (
        "tills vidare, tillsvidare, framåt, framöver, ff, f f, vidare, därefter, därefter löpande, sedan löpande,"
        " därefter tills vidare, och tills vidare, och framåt, o framåt, och framöver, och vidare, och därefter, "
        "och löpande, och fortlöpande, och kontinuerligt, och pågår, och pågående, och fortsatt, och följande år,"
        " och därefter löpande, och sedan löpande, och därefter tills vidare"
    ),
    "hedge": (
        "ca, cirka, c a, omkring, runt, kring, ungefär, ev, eventuellt, prel, preliminärt, preliminär, troligen, "
        "kanske, förhoppningsvis, planeras, planerad, planerat"
    ),
    "vague": (
        "början av, början på, början, slutet av, slutet på, slutet, slut, mitten av, mitten på, mitten, tidigt, "
        "tidig, sent, sen, inför, tidigast, delar av, del av, delen av, senare delen av, första delen av, andra "
        "delen av, vinter, vintern, jul, julen, jullovet, påsk, påsken, påsklovet, sportlovet, höstlovet, "
        "sommarlovet, midsommar, årsskiftet, årsskifte, halvårsskiftet, månadsskiftet, terminen, termin, "
        "terminsstart, terminsslut, skolstart, läsårsstart, skolavslutning, omgående, snarast, "
        "genast, så snart som möjligt"
    ),
    "noise": (
        "under, i, på, den, för, av, nästa, kommande, innevarande, kalendermånad, månad, månaden, månaderna, med, vid, "
        "ska, vara, är, a, e"
    ),
    "whole": "hela",
    "year-word": (
        "år, året, åren, kalenderår, kalenderåret, verksamhetsår, verksamhetsåret, budgetår, budgetåret, i år, "
        "nästa år, kommande år, innevarande år, detta år, förra året, hela året, årets"
    ),
    "and": "och, o, samt, plus, respektive, resp",
    "or": "eller, el, alternativt, alt",
}
_NUMBERED: Mapping[str, tuple[str, ...]] = {
    "month": (
        *("januari, jan", "februari, feb, febr", "mars, mar", "april, apr", "maj", "juni, jun"),
        *("juli", "augusti, aug", "september, sep, sept", "oktober, okt", "november, nov", "december, dec"),
    ),
    "ordinal": ("första, förra, 1 a", "andra, 2 a", "tredje, 3 e", "fjärde, 4 e"),  # 1:a, 2:a, ...
    "number": ("ett, en", "två", "tre", "fyra"),
}
_SERIES: Mapping[str, Series] = {
    "kvartal, kvartalet, kvartalen, kv, q": QUARTERS,
    "halvår, halvåret, halvåren, halvan, h": HALVES,
    "vecka, veckan, veckor, veckorna, v": WEEKS,
}
_SCAN = re.compile(
    r"(?P<mistyped>[0-9]+[oil|][0-9oil|]*(?![^\W_]))|(?P<word>[^\W\d_]+)|(?P<number>[0-9]+)"
    r"|(?P<hyphen>(?<=\S)[-‐‑‒–—―−]+(?![-‐‑‒–—―−\s>]|$))|(?P<dash>[-‐‑‒–—―−]+>?|→)|(?P<slash>/)|(?P<dot>(?<=[0-9])\.(?=[0-9]))"
    r"|(?P<comma>[,;&+(\n•])|(?P<hedge>\?)|(?P<quiet>[\s.:)!’'´`”“\"«»*]+)|(?P<unknown>.)"
)
_TIME = re.compile(r"(?<=[0-9])[t ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(?![0-9])")  # of a date cell
_FREQUENCY = re.compile(  # "två gånger per termin", "varje höst", "var tredje månad"
    r"\b(?:[0-9]+|en|ett|två|tre|fyra|fem|sex|flera)\s+(?:gånger|gång|ggr)(?:\s*/\s*|\s+(?:per|om|i|varje|under)\s+)[^\W\d_]+"
    r"|\b(?:varje|varannan|vartannat|var|per)\s+(?:(?:andra|tredje|fjärde)\s+)?[^\W\d_]+"
)


CALENDAR = ("month", "part", "crossing", "series", "ordinal")  # kinds of words that name a part of the calendar


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a sign or a phrase of the text; later also what the grammar has made of several."""

    kind: str
    text: str = ""
    value: Value = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What phrases mean, by their words; and the first term that runs into the next year, where there is one."""

    phrases: Mapping[tuple[str, ...], Token]
    longest: int  # words of a phrase
    school_year: Part | None
    words: frozenset[str]  # every word that means something
    calendar_words: frozenset[str]  # those that name a part of the calendar

    def meaning(self, word: str) -> tuple[str, str]:
        """Give what tells a word's meaning from others': two forms of one word have the same."""
        token = self.phrases.get((word,))
        return (token.kind, token.text) if token else ("", word)


def folded(text: str) -> str:
    """Give the text in lower case and with every form of a letter, digit or sign as one.

    >>> folded("FR.O.M.  ２０２１")
    'fr.o.m. 2021'
    """
    return _TIME.sub("", unicodedata.normalize("NFKC", clean(text)).casefold())


@lru_cache(maxsize=8)
def vocabulary(terms: tuple[Term, ...]) -> Vocabulary:
    """Gather the definition's terms and the Swedish of this page; a term's name goes before an own word."""
    phrases: dict[tuple[str, ...], Token] = {}
    for words, token in (*_term_phrases(terms), *_swedish_phrases()):
        phrases.setdefault(words, token)
    crossing = (token.value for token in phrases.values() if token.kind == "crossing")
    school_year = next((part for part in crossing if isinstance(part, Part)), None)
    return Vocabulary(
        phrases=phrases,
        longest=max(map(len, phrases)),
        school_year=school_year,
        words=frozenset(word for phrase in phrases for word in phrase),
        calendar_words=frozenset(
            word for phrase, token in phrases.items() if token.kind in CALENDAR for word in phrase
        ),
    )


def tokens(text: str, words: Vocabulary) -> list[Token]:
    """Cut a folded text into tokens, the longest phrase first; a word that is not in the vocabulary is "unknown"."""
    scanned = list(_scan(_FREQUENCY.sub("årligen", text)))
    found = []
    at = 0
    while at < len(scanned):
        phrase = _longest_phrase(scanned[at : at + words.longest], words)
        found.append(words.phrases[phrase] if phrase else scanned[at])
        at += max(1, len(phrase))
    return found


def _scan(text: str) -> Iterator[Token]:
    for match in _SCAN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "quiet":
            yield Token("unknown" if kind in ("word", "mistyped") else kind, match[0])


def _longest_phrase(scanned: Sequence[Token], words: Vocabulary) -> tuple[str, ...]:
    texts = tuple(token.text for token in scanned)
    for length in range(len(texts), 0, -1):
        if texts[:length] in words.phrases:
            return texts[:length]
    return ()


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in _scan(folded(phrase)))


def _term_phrases(terms: Sequence[Term]) -> list[tuple[tuple[str, ...], Token]]:
    """Give the terms' names with their endings; names that end in a number ("T1", "tertial 2") become a series."""
    phrases: list[tuple[tuple[str, ...], Token]] = []
    series: dict[tuple[str, ...], dict[int, Part]] = {}
    for term in terms:
        for name in term.names:
            *first, last = _key(name) or ("",)
            part = term_part(term, name)
            if first and last.isdecimal():
                series.setdefault(tuple(first), {}).setdefault(int(last[:4]), part)
            else:
                token = Token("crossing" if part.crosses else "part", name, part)
                phrases += (((*first, form), token) for form in forms(last))
    for (*first, last), parts in series.items():
        phrases += (((*first, form), Token("series", last, Series(parts))) for form in forms(last))
    return phrases


def _swedish_phrases() -> Iterator[tuple[tuple[str, ...], Token]]:
    for kind, rows in _NUMBERED.items():
        for number, names in enumerate(rows, start=1):
            value = month_part(number) if kind == "month" else number
            yield from ((_key(name), Token(kind, str(number), value)) for name in names.split(","))
    for names, series in _SERIES.items():
        yield from ((_key(name), Token("series", name, series)) for name in names.split(","))
    for kind, names in PHRASES.items():
        yield from ((_key(name), Token(kind, name.strip())) for name in names.split(","))
