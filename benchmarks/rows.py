"""The rows of the benchmark: what is held beside what, and the ratio that is wanted.

A ratio below 1 says that riskreg takes less.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cost import Command, Cost, Failed, Side, median, paired
from place import HERE, Missing, Place


class Sizes(NamedTuple):
    """How large and how often."""

    runs: int = 5
    """Paired runs a row."""
    short: int = 15
    """Paired runs of a row that takes less than a second, where a moment's disturbance tells more."""
    compare: int = 10_000
    """Risks of the pair that is compared, and of the register that is checked."""
    growth: int = 100_000
    """Risks of the pair that it is held beside."""
    titles: int = 1_000
    """Titles a side that are paired by their wording."""
    link: int = 1_000
    """Risks of the register that is edited."""
    bodies: int = 40
    """Bodies with a series each."""
    dates: int = 25
    """Registers of each body; one body alone has bodies × dates."""
    limit: float = 600
    """Seconds after which a single process is given up."""


class Line(NamedTuple):
    """A line of the table: what was measured, and what was wanted."""

    what: str
    """Which two are held side by side."""
    value: float | None = None
    """What decides: for time the larger of the ratios on the clock and of the processor; None if not measured."""
    parts: str = ""
    """What the value was made of."""
    least: float | None = None
    """The bound."""
    aim: float | None = None
    """What is aimed at."""
    more: bool = False
    """Whether more is better, as of precision."""
    note: str = ""
    """Why it was not measured."""


Bounds = tuple[float | None, float | None]


class Bench:
    """Measures rows in a place."""

    def __init__(self, place: Place, sizes: Sizes) -> None:
        self.place = place
        self.sizes = sizes

    def lines(self, group: str) -> Iterator[Line]:
        """The lines of a group; a missing peer, or a command that fails, is said in place of its figures."""
        return chain.from_iterable(_tried(name, make) for name, make in GROUPS[group](self))

    def beside(  # noqa: PLR0913 (a row is all these)
        self,
        what: str,
        ours: Side,
        theirs: Side,
        bounds: Bounds,
        memory: Bounds | None = None,
        *,
        warm: bool = True,
        short: bool = False,
    ) -> Iterator[Line]:
        """A line for the time of two sides; with bounds for memory, another for that."""
        number = self.sizes.short if short else self.sizes.runs
        runs = paired(ours, theirs, number, self.sizes.limit, warm=warm and number > 1)
        wall, cpu, peak = (median([one[n] / other[n] for one, other in runs]) for n in range(3))
        shown = f"{wall:.2f} clock, {cpu:.2f} processor"
        yield Line(what, max(wall, cpu), f"{shown}{'' if memory else f'; {peak:.2f} memory'}{_absolute(runs)}", *bounds)
        if memory:
            yield Line(f"{what}: peak memory", peak, f"{peak:.2f}", *memory)


def _absolute(runs: list[tuple[Cost, Cost]]) -> str:
    return f"; {median([a.cpu for a, _ in runs]):.2f} s beside {median([b.cpu for _, b in runs]):.2f} s"


def _tried(name: str, make: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    try:
        yield from make()
    except (Missing, Failed) as error:
        yield Line(name, note=str(error))


Made = Iterator[tuple[str, Callable[[], Iterator[Line]]]]
"""Rows by name, none of them measured yet."""


def start(b: Bench) -> Made:
    """How soon anything is said at all."""
    place = b.place
    click = Side([place.python("-c", "import click")], place.folder)
    for word, bounds in (("--version", (1.15, 1.05)), ("--help", (1.25, 1.15))):
        what = f"`riskreg {word}`, beside `python -c 'import click'`"
        ours = Side([[place.riskreg()[0], word]], place.folder)
        yield what, lambda what=what, ours=ours, bounds=bounds: b.beside(what, ours, click, bounds, short=True)


def real(b: Bench) -> Made:
    """The two real registers."""
    place, what = b.place, "`riskreg compare 2021 2022`, the real registers"

    def row(name: str, theirs: Callable[[], Side], bounds: Bounds) -> tuple[str, Callable[[], Iterator[Line]]]:
        title = f"{what}, beside {name}"
        return title, lambda: b.beside(title, _compare(b, place.real()), theirs(), bounds, short=True)

    folder = place.real()
    yield row("`python -c 'import click'`", lambda: Side([place.python("-c", "import click")], folder), (2.5, 2.0))
    yield row(
        "`daff`", lambda: _peer(place, place.peer("daff", "diff", "--id", "id", "2021.csv", "2022.csv"), folder), AHEAD
    )
    yield row("`deep diff`", lambda: _peer(place, _deep(place), folder), AHEAD)
    yield row("`doorstop --help`", lambda: _peer(place, place.peer("doorstop", "--help"), folder), AHEAD)
    csv = ["--key", "id", "2021.csv", "2022.csv"]
    yield row("`csv-diff --key=id`", lambda: _peer(place, place.peer("csv-diff", *csv), folder), (2.0, 1.0))


AHEAD: Bounds = (1.0, 1.0)


def _deep(place: Place) -> Command:
    return place.peer("deep", "diff", "2021.json", "2022.json")


def _peer(place: Place, command: Command, folder: Path) -> Side:
    """A peer's command without numpy, which several of them would import, where it is there, and start the slower."""
    return Side([command], folder, place.without("numpy"))


def _compare(b: Bench, folder: Path, *, fast: bool = False) -> Side:
    without = None if fast else b.place.without("toml_rs")
    return Side([b.place.riskreg("compare", "2021", "2022")], folder, without)


def compare(b: Bench) -> Made:
    """A large pair."""
    place, size = b.place, b.sizes.compare
    folder = place.pair(size)
    what = f"`riskreg compare`, N = {size:,}, beside"

    def daff() -> Iterator[Line]:
        peer = _peer(place, place.peer("daff", "diff", "--id", "id", "2021.csv", "2022.csv"), folder)
        return b.beside(f"{what} `daff diff --id id`", _compare(b, folder), peer, (0.4, 0.1))

    def deepdiff() -> Iterator[Line]:
        place.has("deepdiff")
        command = place.peer("python", HERE / "peers.py", "deepdiff", "2021.json", "2022.json")
        peer = _peer(place, command, folder)
        return b.beside(f"{what} deepdiff keyed by id", _compare(b, folder), peer, (0.4, 0.1))

    def csv_diff() -> Iterator[Line]:
        peer = _peer(place, place.peer("csv-diff", "--key", "id", "2021.csv", "2022.csv"), folder)
        name = f"{what} `csv-diff --key=id`, with riskreg[fast]"
        return b.beside(name, _compare(b, folder, fast=True), peer, (2.0, 1.0))

    yield f"{what} `daff`", daff
    yield f"{what} deepdiff keyed by id", deepdiff
    yield f"{what} `csv-diff`", csv_diff


def check(b: Bench) -> Made:
    """A large register, read by the standard library's reader or by the faster one."""
    place, size = b.place, b.sizes.compare
    for name, fast, bounds in (("default", False, (1.3, 1.15)), ("with riskreg[fast]", True, (0.35, 0.2))):
        what = f"`riskreg check`, N = {size:,}, {name}, beside `tomllib.load`"

        def row(what: str = what, fast: bool = fast, bounds: Bounds = bounds) -> Iterator[Line]:
            folder = place.single(size)
            ours = Side([place.riskreg("check")], folder, None if fast else place.without("toml_rs"))
            theirs = Side([place.python(HERE / "peers.py", "tomllib", "registers/2021.toml")], folder)
            return b.beside(what, ours, theirs, bounds)

        yield what, row


def growth(b: Bench) -> Made:
    """What ten times as many risks cost: less than eleven times as much."""
    small, large = b.sizes.compare, b.sizes.growth
    times = large / small
    bounds: Bounds = (times * 1.1, times)
    for name, fast in (("with riskreg[fast]", True), ("default", False)):
        what = f"`riskreg compare`, N = {large:,}, beside N = {small:,}, {name}"

        def row(what: str = what, fast: bool = fast) -> Iterator[Line]:
            ours, theirs = (_compare(b, b.place.pair(size), fast=fast) for size in (large, small))
            return b.beside(what, ours, theirs, bounds, bounds, warm=False)

        yield what, row


def pairing(b: Bench) -> Made:
    """Titles in other words."""
    size = b.sizes.titles
    what = f"pairing reworded titles, {size:,} × {size:,}, beside rapidfuzz token_sort"

    def row() -> Iterator[Line]:
        b.place.has("rapidfuzz")
        titles = b.place.titles(size)
        ours = b.place.python(HERE / "pairing.py", "riskreg", titles)
        theirs = b.place.peer("python", HERE / "pairing.py", "rapidfuzz", titles)
        runs = [(_printed(ours), _printed(theirs)) for _ in range(b.sizes.runs)]
        wall, cpu = (median([one[key] / other[key] for one, other in runs]) for key in ("wall", "cpu"))
        yield Line(what, max(wall, cpu), f"{wall:.2f} clock, {cpu:.2f} processor, without start-up", 0.5, 0.3)
        for key, least in (("precision", 0.99), ("recall", 0.98)):
            mine, other = runs[0][0][key], runs[0][1][key]
            yield Line(f"{key} of it", mine, f"{mine:.3f}; rapidfuzz {other:.3f}", least, least, more=True)

    yield what, row


def _printed(command: Command) -> dict[str, float]:
    done = subprocess.run([*map(str, command)], capture_output=True, check=False)
    if done.returncode:
        raise Failed(done.stderr.decode(errors="replace").strip().splitlines()[-1])
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def link(b: Bench) -> Made:
    """One edit of a large register, every other byte kept."""
    place, size = b.place, b.sizes.link
    what = f"`riskreg link`, N = {size:,}, beside tomlkit load and dump"

    def row() -> Iterator[Line]:
        place.has("tomlkit")
        folder = place.pair(size)
        renamed = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["renamed"]
        earlier, later = next((e, new) for e, new in renamed)
        register, kept = folder / "registers" / "2022.toml", folder / "kept"
        shutil.copy(register, kept)

        def restore() -> None:
            shutil.copy(kept, register)

        ours = Side([place.riskreg("link", "2022", later, earlier)], folder, place.without("toml_rs"), restore)
        edit = place.peer("python", HERE / "peers.py", "tomlkit", register, later, earlier)
        try:
            yield from b.beside(what, ours, Side([edit], folder, None, restore), (0.3, 0.15))
        finally:
            restore()

    yield what, row


def many(b: Bench) -> Made:
    """Many registers of 50 risks, of many bodies or of one."""
    place, bodies, dates = b.place, b.sizes.bodies, b.sizes.dates
    load = HERE / "peers.py"
    reading = "beside `tomllib.load` of all files"

    def each() -> Iterator[Line]:
        folder = place.bodies(bodies, dates)
        folders = [f"body-{n}/registers" for n in range(1, bodies + 1)]
        theirs = Side([place.python(load, "tomllib", ".")], folder)
        for word in ("check", "history"):
            ours = Side([place.riskreg("--registers", one, word) for one in folders], folder, place.without("toml_rs"))
            what = f"`riskreg {word}` for each of {bodies} bodies with {dates} registers, {reading}"
            yield from _tried(what, lambda what=what, ours=ours: b.beside(what, ours, theirs, (None, None), warm=False))

    def one() -> Iterator[Line]:
        folder = place.dates(bodies * dates)
        theirs = Side([place.python(load, "tomllib", ".")], folder)
        for word in ("check", "history"):
            ours = Side([place.riskreg(word)], folder, place.without("toml_rs"))
            what = f"`riskreg {word}` of one body with {bodies * dates:,} registers, {reading}"
            yield from _tried(what, lambda what=what, ours=ours: b.beside(what, ours, theirs, (None, None), warm=False))

    yield "many bodies", each
    yield "many dates", one


def truth(b: Bench) -> Made:
    """Whether the answers are right that the figures are about."""
    for size in sorted({10, 100, b.sizes.link, b.sizes.compare, b.sizes.growth}):
        what = f"riskreg's answer at N = {size:,}"

        def row(what: str = what, size: int = size) -> Iterator[Line]:
            found = b.place.truth(size)
            for key in ("precision", "recall"):
                yield Line(f"{what}: {key} of renamings", found[key], f"{found[key]:.4f}", 0.98, 0.98, more=True)
            wrong = "; ".join(found["faults"]) or "every pair by id, every field and every removal as it was made"
            yield Line(f"{what}: faults", float(len(found["faults"])), wrong, 0, 0)

        yield what, row


GROUPS: dict[str, Callable[[Bench], Made]] = {
    "truth": truth,
    "start": start,
    "real": real,
    "compare": compare,
    "check": check,
    "pairing": pairing,
    "link": link,
    "many": many,
    "growth": growth,
}
