"""Which record of one version of a register has another id in the next version of the same register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from riskreg.comparison.threeway import same
from riskreg.finding import Path

Records = Mapping[str, Mapping[str, Any]]

_ENOUGH = 4
_MOST = 0.75
_SENTENCES = ("wording", "description", "cause", "event", "consequence", "note", "action")
_PAIRS = 2500
"""So many pairs are compared value by value; where whole registers were replaced, only titles are."""


def renamed_risks(before: Records, now: Records) -> dict[str, str]:
    """Old ids and new ones: the title is the same, or nearly all else is, or the new one takes over the old."""
    return _renamed(before, now, "title", lambda old: old, whole=True)


def renamed_actions(risk: str, before: Records, now: Records) -> dict[str, str]:
    """Old ids and new ones of one risk's actions: the same words, or the new one takes over the old."""
    return _renamed(before, now, "action", lambda old: f"{risk}.{old}", whole=False)


def _renamed(before: Records, now: Records, name: str, ref: Callable[[str], str], *, whole: bool) -> dict[str, str]:
    gone = [id for id in before if id not in now]
    came = [id for id in now if id not in before]
    whole = whole and len(gone) * len(came) <= _PAIRS
    found: dict[str, list[str]] = {old: [] for old in gone}
    for new in came:
        heir_of = _taken_over(now[new], gone, ref)
        likely = heir_of or [old for old in gone if _is_one(before[old], now[new], name, whole=whole)]
        for old in likely if len(likely) == 1 else ():  # who takes over several has the name of none
            found[old].append(new)
    clear = {old: new[0] for old, new in found.items() if len(new) == 1}
    return clear | _passed_on(before, now, name, clear, whole=whole)


def _passed_on(before: Records, now: Records, name: str, clear: Mapping[str, str], *, whole: bool) -> dict[str, str]:
    """Ids that name something else now: renumbered, exchanged, or passed on. Those of `clear` are found already."""

    def is_itself(id: str) -> bool:
        return id in before and id in now and _is_one(before[id], now[id], name, whole=True)

    taken = {*clear.values()}
    left = [id for id in before if id not in clear and not is_itself(id)]
    free = [id for id in now if id not in taken and not is_itself(id)]
    whole = whole and len(left) * len(free) <= _PAIRS
    fits = {old: [new for new in free if _is_one(before[old], now[new], name, whole=whole)] for old in left}
    counts = Counter(new for news in fits.values() for new in news)
    return {old: new[0] for old, new in fits.items() if len(new) == 1 and counts[new[0]] == 1 and new[0] != old}


def _taken_over(record: Mapping[str, Any], gone: list[str], ref: Callable[[str], str]) -> list[str]:
    """Which of the ids that are gone a new record says that it takes over."""
    listed = record.get("supersedes")
    return [old for old in gone if isinstance(listed, list) and ref(old) in listed]


def _is_one(was: Mapping[str, Any], now: Mapping[str, Any], name: str, *, whole: bool) -> bool:
    if name in was and same(was[name], now.get(name)):
        return True
    return whole and _is_alike(was, now)


def _is_alike(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether nearly all that the old one says, the new one says too, a sentence among it."""
    one, other = dict(_leaves(was, ())), dict(_leaves(now, ()))
    equal = [path for path, value in one.items() if path in other and same(value, other[path])]
    # Owners, scores and dates are alike by chance; sentences are not.
    has_sentence = any(path[-1] in _SENTENCES for path in equal)
    return has_sentence and len(equal) >= _ENOUGH and len(equal) >= _MOST * len(one)


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, value
