"""The table of the benchmark, on the screen and in docs/performance.md, and the machine that it was measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rows import Line, Sizes

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
OURS = ("riskreg", "attrs", "cattrs", "click", "tabulate", "toml-rs")
PEERS = ("csv-diff", "daff", "deepdiff", "doorstop", "rapidfuzz", "numpy", "tomlkit")


def reached(line: Line) -> str:
    """In a word whether the line reaches what is wanted."""
    if line.value is None:
        return "not measured"
    if line.least is None or line.aim is None:
        return "–"
    if _as_good(line.value, line.aim, more=line.more):
        return "yes, and the aim"
    return "yes" if _as_good(line.value, line.least, more=line.more) else "**no**"


def _as_good(value: float, wanted: float, *, more: bool) -> bool:
    return value >= wanted if more else value <= wanted


def table(lines: Iterable[Line]) -> str:
    """A pipe table; ratios, and what is wanted of them."""
    rows = ["| | measured | at least | aim | reached |", "|---|---|---|---|---|"]
    return "\n".join([*rows, *map(_row, lines)])


def _row(line: Line) -> str:
    sign = "" if line.more or line.least == 0 else " ×"
    value = line.note if line.value is None else f"{line.value:.3g}{sign} ({line.parts})"
    wanted = ["–" if bound is None else f"{bound:g}{sign}" for bound in (line.least, line.aim)]
    return f"| {line.what} | {value.replace('|', '/')} | {' | '.join(wanted)} | {reached(line)} |"


def missed(lines: Iterable[Line]) -> str:
    """What is not reached, in plain words."""
    found = [line for line in lines if reached(line) == "**no**"]
    if not found:
        return "Not reached: nothing of what was measured."
    points = [f"- {line.what}: {line.value:.3g}, wanted {line.least:g}" for line in found]
    return "\n".join(["Not reached:", "", *points])


def section(lines: Sequence[Line], sizes: Sizes, peers: Path) -> str:
    """All that the page says of one run."""
    said = [
        f"Measured on {datetime.now(tz=UTC).date()}, {sizes.runs} paired runs a row, {sizes.short} of short ones.",
        f"Machine: {machine()}.",
        f"riskreg and what it rests on: {_versions(Path('python'), OURS)}.",
        f"Peers: {_versions(peers / 'bin' / 'python', PEERS)}.",
    ]
    return "\n\n".join(["\n".join(f"- {line}" for line in said), table(lines), missed(lines)])


def machine() -> str:
    """Processor, cores, memory, system and Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [_processor(), f"{os.cpu_count()} cores", f"{memory:.0f} GiB of memory"]
    return ", ".join([*parts, f"{platform.system()} {platform.release()}", f"Python {platform.python_version()}"])


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    text = known.read_text(encoding="utf-8") if known.is_file() else ""
    names = (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def _versions(python: Path, names: Iterable[str]) -> str:
    """The versions of what a Python has installed, asked of that Python; of this one where it is called `python`."""
    code = (
        "import sys\nfrom importlib.metadata import PackageNotFoundError, version\n"
        "for name in sys.argv[1:]:\n try: print(name, version(name), end=', ')\n"
        " except PackageNotFoundError: print(name, 'not installed', end=', ')"
    )
    command = [_python(python), "-c", code, *names]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except OSError:
        return "none installed"
    return done.stdout.strip().removesuffix(",")


def _python(given: Path) -> str:
    import sys  # noqa: PLC0415 (read when it is asked for)

    return sys.executable if given == Path("python") else str(given)


def written(page: str, measured: str) -> str:
    """The page with what was measured between its marks. Raises ValueError where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{measured}\n{END}{after}"
