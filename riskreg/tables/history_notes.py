"""The footnotes of a history: what merged, split, went on under another id, left and came back, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskreg.comparison.change import Change, Kind
from riskreg.comparison.history import Departed, Event, History
from riskreg.model.register import Reason
from riskreg.model.risk import Risk


def footnote(event: Event, history: History) -> str:
    """One event in a sentence or two, without its date."""
    return " ".join((*_happened(event, history), *_also(event, history), *_missing(event)))


def named(risk: Risk) -> str:
    """`"Staff leave" (turnover)`."""
    return f'"{risk.title}" ({risk.id})'


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def _happened(event: Event, history: History) -> Iterator[str]:
    change = event.change
    match change.kind:
        case Kind.REMOVED | Kind.UNACCOUNTED:
            yield from _left(change)
        case Kind.RETURNED:
            yield from _returned(event, history)
        case Kind.MERGED | Kind.SPLIT | Kind.REGROUPED | Kind.CONTINUED:
            yield _went_on(change)
        case _:
            pass


def _went_on(change: Change) -> str:
    earlier, later = {r.id for r in change.earlier}, {r.id for r in change.later}
    before, after = listed(map(named, change.earlier)), listed(map(named, change.later))
    match change.kind:
        case Kind.MERGED:
            joined = [named(r) for r in change.earlier if r.id not in later]
            if len(joined) < len(change.earlier):
                return f"{listed(joined)} merged into {after}, which goes on."
            return f"{before} merged into {after}."
        case Kind.SPLIT:
            parted = [named(r) for r in change.later if r.id not in earlier]
            if len(parted) < len(change.later):
                return f"{listed(parted)} split off from {before}, which goes on."
            return f"{before} split into {after}."
        case Kind.REGROUPED:
            return f"{before} regrouped into {after}."
        case _:
            return f"{before} goes on under another id, as {after}."


def _left(change: Change) -> Iterator[str]:
    risk = named(change.earlier[0])
    if change.kind is Kind.UNACCOUNTED:
        yield f"{risk} is unaccounted for: neither carried, superseded nor removed."
        return
    to = f", to {change.to}" if change.to else ""
    left_out = change.reason is Reason.NOT_REPORTED
    yield f"{risk} {'left out' if left_out else 'removed'}: {change.reason}{to}."
    if change.note:
        yield _sentence(change.note)
    if change.evidence:
        yield f"See {'; '.join(map(str, change.evidence))}."


def _returned(event: Event, history: History) -> Iterator[str]:
    for risk in event.change.later:
        formerly = [d for d in event.departed if d.risk.id != risk.id]
        under = f" under another id; it was {listed(named(d.risk) for d in formerly)}" if formerly else ""
        yield f"{named(risk)} returned{under}."
    yield from (_absence(departed, history) for departed in event.departed)


def _absence(departed: Departed, history: History) -> str:
    """When it stood last, how it left, and whether anything was said."""
    last, gone = (str(history.registers[n].date) for n in (departed.register, departed.register + 1))
    change = departed.change
    it = f"It stood last in {last} and left in {gone}"
    if change.kind is Kind.UNACCOUNTED:
        return f"{it} without a word: what became of it in between is not recorded."
    if change.kind is Kind.REMOVED:
        unsaid = "; what became of it in between is not recorded" if change.reason is Reason.NOT_REPORTED else ""
        return f"{it}: {change.reason}{unsaid}."
    return f"{it}: {change.kind} into {listed(named(risk) for risk in change.later)}."


def _also(event: Event, history: History) -> Iterator[str]:
    """Risks that had left before, taken up besides."""
    if event.change.kind is Kind.RETURNED or not event.departed:
        return
    for departed in event.departed:
        heirs = [r for r in event.change.later if departed.risk.id in (r.id, *r.supersedes)]
        yield f"{listed(map(named, heirs))} takes up {named(departed.risk)}. {_absence(departed, history)}"


def _missing(event: Event) -> Iterator[str]:
    for id in event.unknown:
        heirs = [risk for risk in event.change.later if id in risk.supersedes]
        yield f'{listed(map(named, heirs))} supersedes "{id}", which no earlier register has: a link is missing.'


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
