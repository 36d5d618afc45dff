"""Lineage across registers: it names only what earlier registers have, and no risk vanishes without a word."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence

from riskreg.checking.timeline import Timeline, register
from riskreg.comparison.compare import compare
from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef
from riskreg.spelling import did_you_mean
from riskreg.store.fault import At, Fault
from riskreg.store.series import Entry


def lineage_faults(entry: Entry, timeline: Timeline) -> Iterator[Fault]:
    """The faults of one register's lineage. Where an earlier register is not whole, nothing is said to be missing."""
    if not timeline.whole_before(entry):
        return
    earlier = timeline.earlier(entry)
    yield from _superseded(entry, timeline)
    yield from _superseded_actions(entry, timeline)
    yield from _reused(entry, timeline)
    if timeline.clashing & {entry.ref, *(e.ref for e in earlier[-1:])}:
        return
    yield from _removed(entry, earlier, timeline)
    if earlier and not entry.reading.incomplete:
        yield from _unaccounted(entry, earlier[-1])


def _superseded(entry: Entry, timeline: Timeline) -> Iterator[Fault]:
    for risk in register(entry).risks:
        for index, id in enumerate(risk.supersedes):
            if id != risk.id and not timeline.had(id, entry):
                path = ("risk", risk.id, "supersedes", index)
                earlier = timeline.earlier(entry)
                known = {id for e in earlier for id in timeline.ids[e.ref]}
                yield Fault(path, "E301", f'found "{id}", which no earlier register has', _advice(id, known, earlier))


def _superseded_actions(entry: Entry, timeline: Timeline) -> Iterator[Fault]:
    for risk in register(entry).risks:
        for mitigation in risk.mitigations:
            own = MitigationRef(risk.id, mitigation.id)
            for index, ref in enumerate(mitigation.supersedes):
                if ref != own and not timeline.had_action(ref, entry):
                    path = ("risk", risk.id, "mitigation", mitigation.id, "supersedes", index)
                    message = f'found "{ref}", an action that no earlier register has'
                    yield Fault(path, "E302", message, _advice_on_action(ref, timeline.earlier(entry)))


def _advice_on_action(ref: MitigationRef, earlier: Sequence[Entry]) -> str:
    known = {str(MitigationRef(r.id, m.id)) for e in earlier for r in register(e).risks for m in r.mitigations}
    return _advice(str(ref), known, earlier)


def _reused(entry: Entry, timeline: Timeline) -> Iterator[Fault]:
    """Risks that bear the id of another one, which had been taken over before."""
    for id, (taken, heir) in timeline.reused(entry).items():
        if not register(entry).risk(id).supersedes:
            message = f'the id "{id}" was taken over by {heir} in {taken.ref}, so this is read as a new risk'
            command = shlex.join(("riskreg", "rename", entry.ref, id))
            hint = f'choose another id ({command} NEW), or, if it is part of that risk: supersedes = ["{heir}"]'
            yield Fault(("risk", id), "W404", message, hint, At.HEADER)


def _removed(entry: Entry, earlier: Sequence[Entry], timeline: Timeline) -> Iterator[Fault]:
    """A removal is of a risk of the preceding register; one that left before that was to be removed then."""
    preceding = timeline.ids[earlier[-1].ref] if earlier else frozenset()
    contradicted = {f.address for f in entry.reading.findings if f.code in ("E216", "E217")}
    for removal in register(entry).removed:
        if removal.id in preceding or f"removed.{removal.id}" in contradicted:
            continue
        last = next((e for e in reversed(earlier) if removal.id in timeline.ids[e.ref]), None)
        if last is not None:
            message = f'found "{removal.id}", which {earlier[-1].ref} no longer has; {last.ref} was the last to have it'
            hint = "record the removal in the register after that one"
        else:
            message = f'found "{removal.id}", which the preceding register does not have'
            hint = _advice(removal.id, preceding, earlier)
        yield Fault(("removed", removal.id), "E303", message, hint, At.KEY)


def _unaccounted(entry: Entry, preceding: Entry) -> Iterator[Fault]:
    """Risks of the preceding register that are neither carried, superseded nor removed."""
    now, before = register(entry), register(preceding)
    accounted = {r.id for r in now.risks} | {id for r in now.risks for id in r.supersedes} | {r.id for r in now.removed}
    missing = [risk.id for risk in before.risks if risk.id not in accounted]
    heirs = _heirs(before, now) if missing else {}
    for id in missing:
        yield _missing(id, preceding.ref, heirs.get(id))


def _heirs(before: Register, now: Register) -> dict[str, str]:
    """By id, the new risk whose wording is nearest to one of the preceding register."""
    known = {risk.id for risk in now.risks}
    return {s.earlier: s.later for s in compare(before, now).suggestions if s.later in known}


def _missing(id: str, preceding: str, heir: str | None) -> Fault:
    """An unaccounted risk, with the lines to add in each of the likely cases."""
    message = f'the risk "{id}" of {preceding} is neither carried, superseded nor removed'
    on = f"under [risk.{heir}], whose wording is nearest" if heir else "on the risk that takes it over"
    hint = (
        f'add its removal, with the reason that the report gives, or "not reported" where it gives none:\n'
        f'[removed.{id}]\nreason = "not reported"\n'
        f'or {on}: supersedes = ["{id}"]'
    )
    return Fault(("removed", id), "W401", message, hint, At.HEADER)


def _advice(word: str, known: Collection[str], earlier: Sequence[Entry]) -> str:
    if not earlier:
        return "this is the first register of its folder; put the one that has it there too, or leave it out"
    return did_you_mean(word, known) or "mend the id, or leave it out"
