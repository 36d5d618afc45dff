"""The footnotes of a history: what merged, split, went on under another id, left and came back, each in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import frozen

from riskreg.comparison.change import Change, Kind
from riskreg.comparison.history import Departed, Event, History
from riskreg.comparison.risk_links import RiskNode
from riskreg.model.register import Reason
from riskreg.model.risk import Risk


def footnote(event: Event, history: History, hidden: Collection[RiskNode] | None = None) -> str:
    """One event in a sentence or two, without its date; risks that are `hidden` are spoken of, and not named.

    None where everything may be named; else ids that no register shown has are not named either where they are exempt.
    """
    note = _Footnote(event, history, hidden)
    sentences = (*note.happened(), *note.also(), *note.missing())
    return " ".join(f"{s[0].upper()}{s[1:]}" for s in sentences)


def named(risk: Risk) -> str:
    """`"Staff leave" (turnover)`."""
    return f'"{risk.title}" ({risk.id})'


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


@frozen
class _Footnote:
    """An event of a history, and the risks that must not be named."""

    event: Event
    history: History
    hidden: Collection[RiskNode] | None

    def names(self, register: int, risks: Iterable[Risk]) -> str:
        """Risks of one register in a list, those that are hidden by their number."""
        all_ = tuple(risks)
        seen = [named(risk) for risk in all_ if not self.hides(register, risk)]
        return listed((*seen, *_unnamed(len(all_) - len(seen))))

    def hides(self, register: int, risk: Risk) -> bool:
        return self.hidden is not None and (register, risk.id) in self.hidden

    def happened(self) -> Iterator[str]:
        change = self.event.change
        match change.kind:
            case Kind.REMOVED | Kind.UNACCOUNTED:
                yield from _left(change)
            case Kind.RETURNED:
                yield from self._returned()
            case Kind.MERGED | Kind.SPLIT | Kind.REGROUPED | Kind.CONTINUED:
                yield self._went_on()
            case _:
                pass

    def _went_on(self) -> str:
        change, number = self.event.change, self.event.register
        earlier, later = {r.id for r in change.earlier}, {r.id for r in change.later}
        before, after = self.names(number - 1, change.earlier), self.names(number, change.later)
        match change.kind:
            case Kind.MERGED:
                joined = [r for r in change.earlier if r.id not in later]
                if len(joined) < len(change.earlier):
                    return f"{self.names(number - 1, joined)} merged into {after}, which goes on."
                return f"{before} merged into {after}."
            case Kind.SPLIT:
                parted = [r for r in change.later if r.id not in earlier]
                if len(parted) < len(change.later):
                    return f"{self.names(number, parted)} split off from {before}, which goes on."
                return f"{before} split into {after}."
            case Kind.REGROUPED:
                return f"{before} regrouped into {after}."
            case _:
                return f"{before} goes on under another id, as {after}."

    def _returned(self) -> Iterator[str]:
        for risk in self.event.change.later:
            formerly = [d for d in self.event.departed if d.risk.id != risk.id]
            was = listed(self.names(d.register, [d.risk]) for d in formerly) if formerly else ""
            under = f" under another id; it was {was}" if formerly else ""
            yield f"{self.names(self.event.register, [risk])} returned{under}."
        yield from filter(None, map(self._absence, self.event.departed))

    def _absence(self, departed: Departed) -> str:
        """When it stood last, how it left, and whether anything was said; nothing of one that is hidden."""
        if self.hides(departed.register, departed.risk):
            return ""
        last, gone = (str(self.history.registers[n].date) for n in (departed.register, departed.register + 1))
        change = departed.change
        it = f"It stood last in {last} and left in {gone}"
        if change.kind is Kind.UNACCOUNTED:
            return f"{it} without a word: what became of it in between is not recorded."
        if change.kind is Kind.REMOVED:
            unsaid = "; what became of it in between is not recorded" if change.reason is Reason.NOT_REPORTED else ""
            return f"{it}: {change.reason}{unsaid}."
        return f"{it}: {change.kind} into {self.names(departed.register + 1, change.later)}."

    def also(self) -> Iterator[str]:
        """Risks that had left before, taken up besides."""
        if self.event.change.kind is Kind.RETURNED or not self.event.departed:
            return
        for departed in self.event.departed:
            heirs = [r for r in self.event.change.later if departed.risk.id in (r.id, *r.supersedes)]
            taken = f"{self._heirs(heirs)} takes up {self.names(departed.register, [departed.risk])}."
            yield " ".join(filter(None, (taken, self._absence(departed))))

    def missing(self) -> Iterator[str]:
        """What is superseded and unknown."""
        for id in self.event.unknown:
            heirs = self._heirs(risk for risk in self.event.change.later if id in risk.supersedes)
            what = next(_unnamed(1)) if id in self.history.exempt and self.hidden is not None else f'"{id}"'
            yield f"{heirs} supersedes {what}, which no earlier register has: a link is missing."

    def _heirs(self, risks: Iterable[Risk]) -> str:
        return self.names(self.event.register, risks)


def _unnamed(number: int) -> Iterator[str]:
    if number:
        yield (
            f"{number} risks that are exempt from publication"
            if number > 1
            else "a risk that is exempt from publication"
        )


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


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
