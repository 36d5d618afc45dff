"""Two revisions of one register: a risk that differs in nothing but its id, which was changed, is the same risk."""

from __future__ import annotations

from riskreg.model.register import Register
from riskreg.model.risk import Risk


def renamed_ids(earlier: Register, later: Register) -> dict[str, str]:
    """By their later ids, the earlier ids of risks that changed nothing else between two revisions of one register.

    None where the two are not of the same date, and no risk whose record two have on either side.
    """
    if not earlier.date.overlaps(later.date):
        return {}
    was, now = _by_record(earlier, later), _by_record(later, earlier)
    return {now[record][0]: was[record][0] for record in now if len(now[record]) == len(was.get(record, ())) == 1}


def _by_record(register: Register, other: Register) -> dict[Risk, list[str]]:
    """The ids of risks that the other register has none of, by what is said of them."""
    found: dict[Risk, list[str]] = {}
    known = {risk.id for risk in other.risks}
    for risk in register.risks:
        if risk.id not in known:
            found.setdefault(risk.without_ids(), []).append(risk.id)
    return found
