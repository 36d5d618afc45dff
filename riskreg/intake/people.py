"""Owners that may be people: a register names roles, and a name that cannot be told from a role is asked about."""

from __future__ import annotations

import re

_ROLES = frozenset(
    """
    accountable accountant accounting administration administrator adult adults adviser advisor agency all analyst
    appeals architect archives area assets assistant associate assurance audit auditor authority benefits board body
    borough building business cabinet capital care centre chair chairman chairperson chief child children childrens city
    civic clerk climate clinical commercial commissioner commissioning committee communications communities community
    compliance consultant contract contractor contracts controller coordinator corporate council councillors county
    culture curator customer cyber data debt deans democratic department deputy design development digital
    direct director directorate directors district dredging economic economy education elections emergency energy
    engineer engineering enforcement environment environmental equality estate estates executive external facilities
    families family finance financial fire fleet food forum foundation fraud fundraising gas general governance
    governor governors grants group growth harbour head heads health heritage highways holder housing hr human ict
    improvement inclusion income information infrastructure innovation inspector insurance integrated internal it
    justice keeper land leader leaders leadership lead leads learning legal leisure librarian library licensing local
    maintenance management manager managers managing marketing master mayor member members monitoring municipal museum
    neighbourhood network nurse office officer officers operating operational operations owner owners parish parking
    parks partner partners partnership partnerships payroll pensions people performance place planning planner police
    policy pool port portfolio practice president prevention principal procurement programme programmes project projects
    property protection provider provision public pupil quality records recovery recycling regeneration regional
    registrar regulation regulatory rent repairs research residents resilience resource resources revenues risk road
    roads safeguarding safety school schools secretary section security senior sensitive service services shared social
    solicitor sport sports staff standards statutory strategic strategy street supervisor support surveyor
    sustainability systems tax team teams technical technology theatre tourism town trading traffic trainer training
    transformation transport treasurer treasury tree trust trustee trustees urban various vacant vice ward warden waste
    water welfare wellbeing wide workforce works young youth
    """.split()
)
"""Words of offices, bodies and their work."""

_FEW_LETTERS = frozenset("HR IT PH CE FD MD AD DD BC".split())
_TITLED = re.compile(r"(?:cllr|councillor|mr|mrs|ms|miss|dr|prof|sir|dame|rev)\.? [A-Z]", re.IGNORECASE)
_NAME = re.compile(r"[A-Z]\.?|(?:(?:Mc|Mac|O['’]|D['’])?[A-Z][a-zà-ÿ'’]+(?:-[A-Z][a-zà-ÿ'’]+)*)")
_PARTS = re.compile(r"[;,/&()\n|]|\s[-–—]\s|\band\b|:")


def maybe_names(owner: str) -> tuple[str, ...]:
    """The parts of an owner that may be a person's name: capitalised words without one of an office, or initials."""
    parts = (" ".join(part.split()).removeprefix("* ").strip(" .") for part in _PARTS.split(owner))
    return tuple(dict.fromkeys(part for part in parts if part and _may_be_a_name(part)))


def _may_be_a_name(part: str) -> bool:
    words = part.split()
    if _TITLED.match(part):
        return True
    if len(words) == 1:
        return len(part) == 2 and part.isupper() and part.isalpha() and part not in _FEW_LETTERS
    if len(words) > 4 or any(word.casefold().strip(".'’s") in _ROLES or word.casefold() in _ROLES for word in words):
        return False
    return all(_NAME.fullmatch(word) for word in words)
