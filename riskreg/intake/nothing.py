"""Cells that only say that they hold nothing: "None identified", "N/A", "-", "TBC"."""

from __future__ import annotations

import re

from riskreg.intake.plain import latin

_WHEN = r"(?: (?:at (?:this |the )?(?:time|present|moment|stage|point)|currently|yet|to date|now))?"
_DONE = (
    r"(?: (?:are |is |were )?(?:identified|required|needed|necessary|planned|proposed|known|reported|recorded|"
    r"in place|applicable|due))?"
)
_NOTHING = re.compile(
    rf"[-–—_.?*/ ]*|(?:none|nil|nothing){_WHEN}{_DONE}{_WHEN}|n/?a|"
    r"not (?:yet )?(?:applicable|known|stated|identified|assessed|required|available|recorded|set|agreed)|"
    r"no (?:(?:further|additional|new|other|specific|current|existing|planned|mitigating) )*"
    rf"(?:actions?|controls?|mitigations?|measures?|owner|date|change){_WHEN}{_DONE}{_WHEN}|unknown|blank|"
    r"tb[cda]|to be (?:confirmed|determined|agreed|advised|decided|identified|completed)",
    re.IGNORECASE,
)


_DITTO = re.compile(
    r"(?:please )?(?:as|as per|see|see also|refer to|same as|covered (?:by|in|under)) (?:above|below|previous|"
    r"(?:(?:under|in|at) )?(?:the )?(?:risks?|rows?|items?|actions?|refs?|references?|nos?|numbers?)\.? ?#?"
    r"(?:[A-Z]{0,4}[.-]?[0-9][\w.-]*|above|below)|[A-Z]{0,4}[.-]?[0-9][\w.-]*)(?: (?:above|below))?|"
    r"ditto|do\.?|[\"”“〃]+",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"closed|completed?|done|open|ongoing|on-going|in progress|in hand|under way|underway|yes|no|achieved|monitor|"
    r"overdue|on track|on target|live|active|not started|started|superseded",
    re.IGNORECASE,
)


def says_a_state(text: str) -> bool:
    """Whether a cell of actions says only how far something is, and not what: "Closed", "Ongoing"."""
    return _STATE.fullmatch(" ".join(text.split()).removeprefix("* ").strip(" .()")) is not None


def points_elsewhere(text: str) -> bool:
    """Whether a cell says only that it says the same as another: "As above", "ditto"."""
    return _DITTO.fullmatch(" ".join(text.split()).removeprefix("* ").strip(" .()")) is not None


def says_nothing(text: str) -> bool:
    """Whether a cell says in words, or with a dash, that there is nothing to say, or nothing yet."""
    flat = " ".join(latin(text).split()).removeprefix("* ").strip(" .()[]*")
    return _NOTHING.fullmatch(flat.replace("n.a", "na").replace("N.A", "NA")) is not None
