"""How well renamed risks are found by their wording, and how fast, beside difflib of the standard library.

    python benchmarks/likeness.py [--seed 1] [--sizes 1000,10000] [--peer 100]

Titles are made up from about 230 words of council risks, which is harsher than real registers are: everything
resembles everything. Of each register two thirds are renamed (half of them in one word, a third in a few, the rest in
half of their words), and one third left and was replaced. Precision is the share of suggestions that are right, recall
the share of renamed risks that were found.
"""

# A benchmark prints, its randomness keeps no secrets, and words are easier to read in prose.
# ruff: noqa: S311, SIM905, T201

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from random import Random

from attrs import frozen

from riskreg import compare
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.model.risk import Risk

WORDS = """
    budget overspend staff social workers recruitment retention cyber attack data loss flooding climate highways
    contract supplier failure waste collection school places transport send deficit housing temporary
    accommodation homelessness adult care market provider children placements safeguarding inspection ofsted
    leadership capacity morale information governance breach legacy system replacement erp procurement legal
    challenge equality duty partnership integrated health hospital discharge demand growth inflation energy
    prices pension fund investment returns capital programme slippage asset condition raac buildings fire safety
    compliance election canvass emergency planning resilience pandemic business continuity power outage coastal
    erosion bridge street lighting leisure centre income parking revenue permission developer contributions
    infrastructure local plan examination library closure consultation devolution reorganisation merger shared
    service trading company dividend loan treasury management counterparty interest rates reserves audit opinion
    accounts backlog fraud corruption whistleblowing lone violence stress absence agency cost reduction savings
    delivery transformation benefits digital inclusion broadband rural isolation community cohesion protest
    migration asylum hotel unaccompanied refugees resettlement domestic abuse knife crime youth justice county
    lines exploitation neglect early help family hubs attainment gap exclusion attendance elective education
    nursery funding apprenticeship skills economic high regeneration town grant clawback subsidy control
    biodiversity net gain tree disease air quality zone carbon neutral target fleet electrification depot
""".split()
GRAMMAR = "of and the to for in with on by from due leading resulting".split()
OPENINGS = ("Failure to", "Risk that", "Inability to deliver", "Loss of", "Lack of", "Insufficient", "")


@frozen
class Task:
    """Two lists of titles, and which of them are the same risk."""

    earlier: tuple[str, ...]
    """The earlier titles."""
    later: tuple[str, ...]
    """The later titles, in another order."""
    truth: frozenset[tuple[int, int]]
    """The places of each renamed title in both lists."""


@frozen
class Result:
    """What a method found."""

    precision: float
    """The share of what it found that is right."""
    recall: float
    """The share of what there was that it found."""
    seconds: float
    """Processor time."""


def task(size: int, seed: int) -> Task:
    """Titles of two registers of that size."""
    random = Random(seed)
    earlier = tuple(new_title(random) for _ in range(size))
    later = [_later(random, i, title) for i, title in enumerate(earlier)]
    random.shuffle(later)
    truth = frozenset((i, place) for place, (_, i) in enumerate(later) if i >= 0)
    return Task(earlier, tuple(title for title, _ in later), truth)


def _later(random: Random, place: int, title: str) -> tuple[str, int]:
    """The title renamed, with its place; or another title in its stead."""
    return (renamed(title, random), place) if random.random() < 2 / 3 else (new_title(random), -1)


def new_title(random: Random) -> str:
    """A title of four to nine words, with some small words between them."""
    words: list[str] = []
    for _ in range(random.randint(4, 9)):
        words.append(random.choice(WORDS))
        words += [random.choice(GRAMMAR)] if random.random() < 0.4 else []
    return f"{random.choice(OPENINGS)} {' '.join(words)}".strip().capitalize()


def renamed(title: str, random: Random) -> str:
    """The title in other words: mostly one word is changed, sometimes a few, sometimes half."""
    words, how = title.split(), random.random()
    for _ in range(1 if how < 0.5 else 2 + len(words) // 5 if how < 0.85 else len(words) // 2):
        edit(words, random)
    return " ".join(words)


def edit(words: list[str], random: Random) -> None:
    """One word is replaced, left out, put in, or changes places with another."""
    place, how = random.randrange(len(words)), random.random()
    if how < 0.4 and len(words) > 2:
        words[place] = random.choice(WORDS + GRAMMAR)
    elif how < 0.65 and len(words) > 3:
        del words[place]
    elif how < 0.85:
        words.insert(place, random.choice(WORDS + GRAMMAR))
    else:
        other = random.randrange(len(words))
        words[place], words[other] = words[other], words[place]


def by_riskreg(given: Task) -> list[tuple[int, int]]:
    """The suggestions of `riskreg.compare`, for two whole registers."""
    before = Register("Earlier", PartialDate.of_text("2021"), risks=_risks("e", given.earlier))
    after = Register("Later", PartialDate.of_text("2022"), risks=_risks("l", given.later))
    return [(int(s.earlier[1:]), int(s.later[1:])) for s in compare(before, after).suggestions]


def _risks(letter: str, titles: Sequence[str]) -> tuple[Risk, ...]:
    return tuple(Risk(f"{letter}{i}", title) for i, title in enumerate(titles))


def by_difflib(given: Task) -> list[tuple[int, int]]:
    """All pairs by SequenceMatcher, one to one, the most alike first; above .6, where its F1 is best here."""
    scored: list[tuple[float, int, int]] = []
    matcher = SequenceMatcher(autojunk=False)
    for j, title in enumerate(given.later):
        matcher.set_seq2(title)
        for i, other in enumerate(given.earlier):
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6 and matcher.ratio() >= 0.6:
                scored.append((-matcher.ratio(), i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, i, j in sorted(scored):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((i, j))
    return found


def measured(method: Callable[[Task], list[tuple[int, int]]], given: Task) -> Result:
    """How a method did."""
    start = time.process_time()
    found = method(given)
    seconds = time.process_time() - start
    right = len(given.truth.intersection(found))
    return Result(right / max(len(found), 1), right / max(len(given.truth), 1), seconds)


def main() -> None:
    """Print a line for each size, and one for the peer beside riskreg on the same titles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", default="10,30,100,1000,10000")
    parser.add_argument("--peer", type=int, default=200, help="the size at which difflib is run as well")
    options = parser.parse_args()
    for size in map(int, options.sizes.split(",")):
        _show("riskreg", size, measured(by_riskreg, task(size, options.seed)))
    given = task(options.peer, options.seed)
    ours, theirs = measured(by_riskreg, given), measured(by_difflib, given)
    _show("riskreg", options.peer, ours)
    _show("difflib", options.peer, theirs)
    print(f"difflib took {theirs.seconds / ours.seconds:.0f} times as long as riskreg, on the same titles")


def _show(name: str, size: int, result: Result) -> None:
    figures = f"precision {result.precision:.3f}  recall {result.recall:.3f}  {result.seconds:8.2f} s"
    print(f"{name}  {size:>5} x {size:<5}  {figures}")


if __name__ == "__main__":
    main()
