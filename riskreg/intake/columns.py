"""What the columns of a table hold, by the words of their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from riskreg.errors import UnknownWord
from riskreg.intake.plain import folded

STAGES = ("inherent", "current", "target")
MEASURES = ("likelihood", "impact", "score", "rating")

TEXTS = (
    "ref",
    "risk",
    "description",
    "cause",
    "event",
    "consequence",
    "category",
    "objective",
    "controls",
    "mitigation",
    "owner",
    "manager",
    "action-owner",
    "response",
    "status",
    "due",
    "raised",
    "reviewed",
)
SCORES = tuple(f"{stage}.{measure}" for stage in STAGES for measure in MEASURES)
COLUMNS = (*TEXTS, *SCORES)
"""Every column that riskreg knows, by the word that --columns takes."""

ACTIONS = ("controls", "mitigation")
"""The columns whose cells are actions."""

_STAGES = (
    ("target", r"target|tolerable|future|desired|planned (?:score|rating|risk)"),
    (
        "inherent",
        r"inherent|gross|initial|original|raw|untreated|uncontrolled|unmitigated|pre mitigation|before|without",
    ),
    ("current", r"residual|current|net|mitigated|post mitigation|after|present|managed|controlled|now|existing"),
)
_MEASURES = (
    (
        "score",
        r"(?:l|i|p|likelihood|impact|probability) ?x ?(?:l|i|p|impact|likelihood|severity)|risk score|score|scoring|total|exposure",
    ),
    (
        "rating",
        r"rating|rag|rag status|level|risk level|level of risk|risk status|grade|priority|severity rating|colour|overall|overall rating",
    ),
    ("likelihood", r"how likely.*|likelihood|probability|prob|frequency|like|l|p|l 1to5|l 1 5|lhood"),
    ("impact", r"how (?:bad|serious|severe|big).*|impact|severity|impact score|consequence score|i|i 1to5|i 1 5"),
)
_STEP = re.compile(
    r"^(likelihood|probability|impact|severity) (?:very |almost )?(?:low|medium|moderate|high|rare|unlikely|possible|"
    r"likely|probable|certain|negligible|minor|significant|major|severe|critical|catastrophic|[1-9])(?: [1-9])?$"
)
"""One step of a scale that has a column for each."""

_WORDS = (
    ("action-owner", r".*(?:action|mitigation|mitigating|control)s? (?:owner|lead|by|officer|manager)|action by|responsible for action|by whom|who"),
    ("manager", r"(?:risk )?manager|operational lead|day to day lead"),
    ("owner", r"(?:risk )?owners?(?: .*)?|(?:risk |responsible |accountable |lead )?(?:officer|lead|director)|responsib\w+|ownership|accountable|managed by|lead officer|slt lead|(?:named |responsible )person|.+ risk owners?|(?:lead|responsible|accountable) (?:director|officer|manager|member)(?: .*)?|who is (?:responsible|accountable|in charge|the lead).*|who owns .*"),
    ("due", r"(?:.*actions? )(?:due|target|completion|end) date|.*actions? (?:by when|deadline|timescales?|due)|when will .*|by when.*|(?:target |action |completion )?(?:due|deadline)(?: date)?|(?:target|completion|implementation) (?:date|by)|date due|by when|by|timescales?|when|target completion date|due date.*|timeframe"),
    ("raised", r"(?:date )?(?:raised|identified|added|opened|entered)(?: on| date)?|date (?:of entry|first raised)|opened date"),
    ("reviewed", r"(?:date )?(?:last )?(?:reviewed|updated)(?: on)?|(?:last )?(?:review|update)(?: date)|date of (?:last )?review"),
    ("response", r"(?:risk )?(?:response|treatment|approach|strategy)|4ts?|four ts|risk response strategy|treat tolerate.*"),
    ("status", r"(?:action |current |mitigation )?status|progress (?:status|rag)"),
    ("controls", r"(?:existing |current |key |internal |mitigating )*(?:controls?)(?: .*)?|(?:existing|current) (?:mitigations?|measures|actions?)(?: .*)?|controls? in place|(?:mitigat\w+ |mitigating )?(?:actions?|measures?|mitigations?) (?:already |currently )?in place|what (?:are we doing|we are (?:already |currently |now )?doing|we do|is being done|is in place|have we (?:done|got)|do we (?:do|have)).*"),
    ("mitigation", r"what (?:(?:more|else|will|should|must|can|further) )+(?:we|is|be).*|next steps?|action plan|actions?(?: step)? [1-9]|actions? (?:being|we are) .*|.*(?:mitigat|how to avoid|countermeasures?|management actions?|further actions?|planned actions?|additional actions?|actions? (?:required|planned|needed|taken|to|in)|control measures?|measures|risk actions?|contingency).*|actions?|treatment plan|response actions?"),
    ("consequence", r"(?:potential |possible |risk )?(?:consequences?|effects?|outcomes?|impacts?)(?: of .*| if .*)?|what (?:might|could) happen"),
    ("cause", r"(?:risk |root |potential )?(?:causes?|triggers?|sources?|vulnerability)(?: .*)?|caused by|due to"),
    ("event", r"(?:risk )?events?"),
    ("ref", r"(?:risk )?(?:refs?|references?|ids?|nos?|numbers?|nr|code|ref no|id no)|risk ref.*|n|no ref|s no|sl no|item"),
    ("category", r"(?:risk )?(?:categor\w+|types?|themes?|class|domain|directorate|service|department|division|area of risk)"),
    ("objective", r"(?:corporate |strategic |council )?(?:objectives?|priorit(?:y|ies)|outcome affected|goals?)(?: .*)?"),
    ("risk", r"(?:the |key |main |principal |corporate |strategic |potential |identified |current |significant |project |operational |emerging |new |top )*risks?(?: (?:areas?|title|name|identified|short name|heading|factors?|headline|implications?))?|risk issue|risks? (?:titles?|names?|headlines?)(?: (?:and |or )?(?:descriptions?|summary|details?|statements?))+|risks? descriptions?(?: (?:and )?(?:causes?|consequences?|effects?|impacts?))+|what (?:could|might|may|can) go wrong|what is the (?:concern|worry)|threat(?:s)?|hazards?|uncertainty|risks? and (?:issues|causes?|consequences?|descriptions?|events?)|risk opportunity|risks? (?:that |which )?(?:the |our )?(?:council|authority|trust|organisation|service|company|we|district|county|city|board)s? (?:is |are )?fac(?:es?|ing)|risks? (?:we|faced?|facing) .*"),
    ("description", r"(?:risk )?(?:descriptions?|details?|summary|statement|definition|explanation)(?: of (?:the )?risks?)?|what is the risk"),
)  # fmt: skip


_LONGEST = 1_000
"""Of a heading no more is looked at, explanations in brackets included: patterns take long over text without an end."""


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str | None:
    """The column that a heading means; a score without a stage is current. None where it means none of them."""
    heading = re.sub(r"^\s*[#№]\s*$", "ref", heading[:_LONGEST])
    heading = re.sub(r"(?i)^\s*progress\s*\((?:b?rag|status).*\)\s*$", "progress rag", heading)
    words = folded(re.sub(r"\(.*?\)|\[.*?\]", " ", heading)) or folded(heading)
    if not words or len(words) > 120:
        return None
    bare = re.sub(r"\s+", " ", words)
    stage, rest = _stage(bare)
    measure = _measure(rest)
    if measure and (stage or bare != "level"):
        return f"{stage or 'current'}.{measure}"
    found = next((role for role, pattern in _WORDS if re.fullmatch(pattern, bare)), None)
    if found == "risk" and stage and bare not in ("current risk", "current risks"):
        return f"{stage}.rating"
    if found is None and stage and rest in ("", "risk", "assessment", "risk assessment", "position"):
        return f"{stage}.rating"
    if found in (None, "consequence") and re.fullmatch(r"(?:risk )?consequences? ?\(?(?:c|1 5)\)?", rest):
        return f"{stage or 'current'}.impact" if rest.endswith((" c", "5")) else found
    return found


def _stage(words: str) -> tuple[str, str]:
    for stage, pattern in _STAGES:
        match = re.search(rf"\b(?:{pattern})\b", words)
        if match and not re.search(r"mitigations|controls|action|date|status", words):
            rest = f"{words[: match.start()]} {words[match.end() :]}"
            return stage, " ".join(rest.split())
    return "", words


def _measure(words: str) -> str | None:
    words = re.sub(
        r"^(?:(?:risk|the|of|overall|overall risk) )(?=\w)|(?<=\w) (?:of|the|risk|controls?|mitigation|score|rating|rag)$",
        "",
        words,
    )
    words = _STEP.sub(r"\1", words)
    words = re.sub(r"^(?:score|scores|scoring|rating|assessment|evaluation) (?=[lips]$)", "", words)
    if words == "s":  # beside L and I, and only there: see `headings`
        return "score"
    words = re.sub(r" (?:[lips]|1 5|1 4|1 3|1to5|of risk)$", "", words)
    return next((measure for measure, pattern in _MEASURES if re.fullmatch(pattern, words)), None)


def roles_of(headings: Sequence[str]) -> tuple[str | None, ...]:
    """The column of each heading. A description stands for the risk where no heading names it otherwise."""
    roles = [role_of(h) for h in headings]
    if "risk" not in roles and any("risk" in folded(h) for h in headings):
        stand_in = next((r for r in ("event", "description", "cause") if r in roles), None)
        if stand_in:
            roles[roles.index(stand_in)] = "risk"
    return tuple(roles)


def named_columns(headings: Sequence[str]) -> dict[str, int]:
    """The columns that headings name, each with its place; nothing where they are not those of a risk table."""
    found: dict[str, int] = {}
    for place, role in enumerate(roles_of(headings)):
        if role:
            found.setdefault(role, place)
    return found if is_risk_table(found) else {}


def is_risk_table(roles: Iterable[str]) -> bool:
    """Whether these columns name risks and say what is done about them, or how large they are."""
    found = set(roles)
    beside = found & {*ACTIONS, "response", *SCORES, "consequence", "owner"}
    return "risk" in found and bool(found & {*ACTIONS, *SCORES} or len(beside) > 1)


def _place(word: str) -> int:
    """A column's number, counted from 1: `3`, or `C` as a spreadsheet names it; 0 where it is none."""
    if re.fullmatch("[1-9][0-9]{0,2}", word):
        return int(word)
    if not re.fullmatch("[A-Za-z]{1,2}", word):
        return 0
    place = 0
    for letter in word.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def chosen_columns(words: str) -> dict[str, int]:
    """`risk=1,mitigation=2` as columns and places counted from 0.

    Raises UnknownWord where there is no such column, and ValueError with what is wrong otherwise.
    """
    found: dict[str, int] = {}
    for part in filter(None, (p.strip() for p in words.split(","))):
        name, equals, number = (x.strip() for x in part.partition("="))
        name = name.casefold()
        if name in MEASURES:
            raise ValueError(
                f'"{name}" is that of a stage; write current.{name}={number or 1}, or inherent. or target.'
            )
        if name not in COLUMNS:
            raise UnknownWord("column", name, COLUMNS)
        place = _place(number)
        if not equals or not place:
            raise ValueError(f'"{part}" says no column; write {name}=1 or {name}=A for the first')
        if name in found:
            raise ValueError(f'"{name}" is given twice')
        found[name] = place - 1
    if "risk" not in found:
        raise ValueError("no column holds the risk; write risk=1,mitigation=2 and so on, counted from 1")
    return found
