"""How fast riskreg is beside its peers, whole processes side by side in one session; and whether it answers rightly.

    python benchmarks/speed.py [--quick] [--only start,real] [--page docs/performance.md]

Ratios are medians of paired runs, the two taking turns in coming first. Peers have a Python of their own, as some of
them ask for other versions of what riskreg rests on: `make bench` sets it up. A row whose peer is missing says
so. docs/performance.md says what the rows mean.
"""

# A benchmark prints.
# ruff: noqa: T201

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from place import Place
from rows import GROUPS, Bench, Line, Sizes

QUICK = Sizes(runs=1, short=1, compare=100, growth=300, titles=100, link=100, bodies=2, dates=5, limit=60)


def measured(place: Place, sizes: Sizes, groups: list[str]) -> list[Line]:
    """All lines of the groups, each printed as soon as it is known."""
    from page import reached  # noqa: PLC0415 (the measuring process stays small)

    bench, lines = Bench(place, sizes), []
    for group in groups:
        begin = time.monotonic()
        for line in bench.lines(group):
            lines.append(line)
            print(f"{line.what}: {line.note or line.parts} [{reached(line).strip('*')}]", flush=True)
        print(f"({group}: {time.monotonic() - begin:.0f} s)", file=sys.stderr, flush=True)
    return lines


def parsed(words: list[str] | None = None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, one run each: no figures to be quoted")
    parser.add_argument("--only", default=",".join(GROUPS), help=f"of {', '.join(GROUPS)}")
    parser.add_argument("--page", type=Path, help="the page between whose marks the results are written")
    parser.add_argument("--peers", type=Path, default=Path(sys.prefix) / "peers", help="where the peers are installed")
    parser.add_argument("--folder", type=Path, help="where generated data are kept from run to run")
    for name, kind in (("runs", int), ("compare", int), ("growth", int), ("limit", float)):
        parser.add_argument(f"--{name}", type=kind, help=f"{getattr(Sizes(), name):,} where not given")
    given = parser.parse_args(words)
    if unknown := [group for group in given.only.split(",") if group not in GROUPS]:
        parser.error(f"no rows are called {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    if not Path(sys.executable).with_name("riskreg").exists():
        parser.error("run it with the Python that riskreg is installed for: .venv/bin/python benchmarks/speed.py")
    if given.page and (given.quick or given.only != ",".join(GROUPS)):
        parser.error("a page is written of a whole run only: leave out --quick and --only")
    return given


def main() -> None:
    """Measure, print the table, and write the page where one is given."""
    given = parsed()
    chosen = {name: getattr(given, name) for name in ("runs", "compare", "growth", "limit")}
    sizes = (QUICK if given.quick else Sizes())._replace(**{k: v for k, v in chosen.items() if v is not None})
    with TemporaryDirectory() as temporary:
        folder = (given.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        lines = measured(Place(folder, given.peers), sizes, given.only.split(","))
    _tell(lines, sizes, given)


def _tell(lines: list[Line], sizes: Sizes, given: argparse.Namespace) -> None:
    from page import missed, section, table, written  # noqa: PLC0415 (the measuring process stays small)

    print("", table(lines), "", missed(lines), sep="\n")
    if given.quick:
        print("\nSmall sizes, one run each: that it works is all that these figures say.")
    if given.page:
        page = given.page.read_text(encoding="utf-8")
        given.page.write_text(written(page, section(lines, sizes, given.peers)), encoding="utf-8")


if __name__ == "__main__":
    main()
