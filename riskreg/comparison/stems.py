"""What a word says in the title of a risk: its stem, and how much it is worth before any register is looked at.

Few registers are large enough to tell which words are common. Public bodies word their risks in one another's terms:
whatever fails, is lost or is not delivered tells risks apart, and that it does so does not.
"""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    *("ations", "ation", "ements", "ement", "ments", "ment", "ities", "ity", "nesses", "ness", "ings", "ing", "ions"),
    *("ion", "ures", "ure", "ials", "ial", "als", "al", "lies", "lied", "ies", "ied", "es", "ed", "ly", "y", "e", "s"),
)
"""Endings that are cut off, the longest first; light, since what is cut too short is confused."""

_ENDING_IN = {letter: tuple(e for e in _ENDINGS if e[-1] == letter) for letter in {e[-1] for e in _ENDINGS}}
"""The same by their last letter: most words end in none of these."""

_SHORTEST = 4
"""No stem is shorter."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """`flood` of flood, floods and flooding; numbers, short words and those of other scripts stay as they are."""
    if not word.isascii() or not word.isalpha():
        return word
    for ending in _ENDING_IN.get(word[-1], ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not (ending == "s" and word[-2] == "s"):
            return _single(word[: -len(ending)], ending)
    return word


def _single(left: str, ending: str) -> str:
    """`plan` of `plann(ing)`."""
    doubled = ending[0] in "aeiou" and left[-1] == left[-2] and left[-1] not in "ls"
    return left[:-1] if doubled else left


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


GRAMMAR = _stems(
    "a an and are as at be by for from has have in into is it its no not of off on or that the their this to too under "
    "up was were will with within without"
)
"""Words that agree everywhere."""

PREPOSITIONS = frozenset(("at", "by", "for", "from", "in", "of", "on", "that", "to", "under", "with"))
"""Words after which a title says what it is about."""

FRAME = _stems(
    "ability able achieve achieved across additional address adequate against arrangement arrangements because "
    "breakdown cannot capacity cause caused challenge challenges change changes collapse come comes continue "
    "continued corporate cost costs council councils current decline decrease delay delayed delays deliver "
    "delivered delivery demand demands deteriorate difficulties difficulty disrupt disruption due effective end "
    "ends ensure event fail failed failing fails failure fall falling further future growing growth high higher "
    "impact impacts improve improvement inability inadequate increase increased increasing ineffective insufficient "
    "issue issues key lack lacking lead leading less level levels limit limited lose loses loss losses lost low "
    "lower maintain major manage managed management meet miss missed more need needs new operation operational plan "
    "planning plans poor potential pressure pressures problem problems programme programmes project projects "
    "provide provision quality reduce reduced reducing reduction resource resources resulting rise rises rising "
    "risk risks service services shortage shortages shortfall significant slippage statutory strategic strategy "
    "support system systems threat unable use used weak weakness work working "
    "act acts agree agreed breach breaches comply compliance law laws lawful legal legislation regulation regulations "
    "require required requirement requirements rule rules "
    "amount burden burdens few many number numbers one rate several two volume "
    "bring come date deadline get go goes keep late make makes over overrun overruns put rely relies set slow stop "
    "stops take takes time "
    "another big depend dependence dependency dependent different major old other people person replace replacement "
    "serious severe unsuitable"
)
"""Words that say that something goes wrong, or what kind of thing does; any risk may have them."""

COMMON = _stems(
    "ageing agency authority authorities board budget budgets building buildings business care community "
    "contract contracts contractor data duty duties external finance finances financial funding funds government "
    "governance health housing income information infrastructure internal local national overspend overspends "
    "partner partners partnership partnerships performance policy public recruit recruitment response safety school "
    "schools skills social staff staffing supplier suppliers supply team teams workforce worker workers"
)
"""Subjects that several risks of any public body share."""

_WORTH = {**dict.fromkeys(COMMON, 0.5), **dict.fromkeys(FRAME, 0.15), **dict.fromkeys(GRAMMAR, 0.05)}


def worth(stem: str) -> float:
    """From 0 to 1, how much a word tells by itself, before it is counted in how many wordings it stands."""
    return _WORTH.get(stem, 1.0)
