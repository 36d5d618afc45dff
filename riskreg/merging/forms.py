"""An action on one line on one side, and in a table of its own on the other: read as a table on all."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from riskreg.comparison.threeway import same
from riskreg.finding import Path
from riskreg.merging.three import Three, value_at
from riskreg.merging.tree import Entry, Record, Section
from riskreg.store.keys import ID
from riskreg.store.safe import NotAsMeant

Sections = tuple[Section, ...]
"""Tables, in the order of the text."""


def in_one_form(risks: Three[Record | None], data: Three[Any]) -> Three[Sections]:
    """The tables of a risk on the three sides, with every action in one of its own that is typed in both forms.

    Not so where only one side touched the action, and nothing is in the way.
    """
    sections = risks.each(lambda r: r.sections if r else ())
    on_line = sections.each(lambda s: frozenset(e.path for one in s for e in one.entries if _is_action(e.path)))
    in_table = sections.each(lambda s: frozenset(one.path for one in s))
    both = frozenset[Path]().union(*on_line) & frozenset[Path]().union(*in_table)
    turned = frozenset(path for path in both if not _is_settled(path, on_line, data))
    return sections.each(lambda s: _with_tables(s, turned)) if turned else sections


def _is_action(path: Path) -> bool:
    return len(path) == 4 and path[0] == "risk" and path[2] == "mitigation"


def _is_settled(path: Path, on_line: Three[frozenset[Path]], data: Three[Any]) -> bool:
    """Whether only one side touched it: the other has it in the form and with the content that it had."""
    here = data.each(lambda d: value_at(d, path))
    typed = on_line.each(lambda paths: path in paths)
    return any(typed.base == form and same(here.base, value) for form, value in zip(typed[1:], here[1:], strict=True))


def _with_tables(typed: Sections, paths: frozenset[Path]) -> Sections:
    return tuple(one for section in typed for one in _taken_apart(section, paths))


def _taken_apart(section: Section, paths: frozenset[Path]) -> Sections:
    """A table of actions without some of them, and a table for each of these behind it."""
    tables = [_table(e) for e in section.entries if e.path in paths]
    if not tables:
        return (section,)
    left = tuple(e for e in section.entries if e.path not in paths)
    if left:
        return (evolve(section, entries=left), *tables)
    loose = tuple(line for line in (*section.lead, section.beside.strip()) if line.strip())
    tables[-1] = evolve(tables[-1], tail=(*tables[-1].tail, *section.tail))
    tables[0] = evolve(tables[0], lead=(*tables[0].lead[:1], *loose, *tables[0].lead[1:]))
    return tuple(tables)


def _table(entry: Entry) -> Section:
    """The action's line as a table, each key and value as it was typed."""
    parts = entry.value.parts
    if any(len(p.names) != 1 for p in parts) or not entry.value.text.startswith("{"):
        raise NotAsMeant("an action typed with dotted keys")
    if not all(isinstance(step, str) and ID.fullmatch(step) for step in entry.path):
        raise NotAsMeant("an id that needs quotes")
    entries = tuple(Entry((*entry.path, p.names[0]), (), f"{p.names[0]} = ", p.value, "") for p in parts)
    lead = tuple(line for line in entry.lead if line.strip())
    return Section(entry.path, ("", *lead), f"[{'.'.join(map(str, entry.path))}]", entry.tail.rstrip(), entries)
