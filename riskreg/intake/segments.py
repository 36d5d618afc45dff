"""Two columns whose cells stand one after the other in a single text: where each cell ends, and how sure that is.

Inside a cell a line ends only because the next word did not fit. So, for columns of known width, every way of cutting
the lines into risk, action, risk, action … has a cost, and the least costly one is found by dynamic programming. The
doubt of a boundary is what the best reading without it would cost more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from riskreg.intake.lines import JOINING, Line

RISK, ACTION, RISK_GOES_ON = 0, 1, 2
"""What a line is part of: the first cell of a row, the second, or the first again behind a page break."""

_STATES = (RISK, ACTION, RISK_GOES_ON)
_NEVER = float("inf")

_SLACK = 0.14
"""Letters are not equally wide: a line may fall short of its column by so much of the width."""
_PER_CHARACTER = 0.6
_TOO_LONG = 1.5
_LOWER_CASE, _JOINED, _NO_STOP, _NO_BLANK, _OVER_PAGE = 5.0, 4.0, 3.0, 2.0, 3.0

Costs = tuple[tuple[float, float, float], ...]


@frozen
class Reading:
    """The least costly way of cutting the lines."""

    states: tuple[int, ...]
    """What each line is part of."""
    doubts: tuple[float, ...]
    """For the place between each line and the next, how much the best reading that decides otherwise costs more."""
    widths: tuple[int, int]
    """The widths of the columns, in characters."""
    cost: float
    """What the reading costs."""


def cut(lines: Sequence[Line], breaks: frozenset[int]) -> Reading:
    """The best reading of lines over all widths; `breaks` are the numbers of lines that begin a page."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    wide = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    readings = (_cut(lines, breaks, (narrow, wide)) for narrow in range(min(12, wide), wide + 1))
    return min(readings, key=lambda reading: (reading.cost, reading.widths))


def _cut(lines: Sequence[Line], breaks: frozenset[int], widths: tuple[int, int]) -> Reading:
    own = [_own(line.text.strip(), widths) for line in lines]
    steps = [_steps(before, after, after.number in breaks, widths) for before, after in pairwise(lines)]
    ahead = _sweep(own, steps)
    behind = _backwards(own, steps)
    at = min((RISK, ACTION), key=lambda s: ahead[0][s] + behind[0][s])
    states = [at]
    for i, step in enumerate(steps):
        at = min(_STATES, key=lambda s: step[states[-1]][s] + own[i + 1][s] + behind[i + 1][s])
        states.append(at)
    best = min(ahead[-1][ACTION], ahead[-1][RISK] + _NO_STOP)
    doubts = tuple(_doubt(ahead[i], step, own[i + 1], behind[i + 1]) for i, step in enumerate(steps))
    return Reading(tuple(states), doubts, widths, best)


def _own(text: str, widths: tuple[int, int]) -> tuple[float, float, float]:
    """What it costs that a line is longer than its column."""
    risk, action = (_TOO_LONG * max(0, len(text) - width) for width in widths)
    return risk, action, risk


def _steps(before: Line, after: Line, page: bool, widths: tuple[int, int]) -> tuple[tuple[float, float, float], ...]:
    """What each step from one line's state to the next one's costs."""
    stay = [_stays(before.text.strip(), after.text.strip(), width) for width in (*widths, widths[0])]
    change = _changes(before.text.strip(), after)
    unfinished = _NO_STOP if not before.text.rstrip().endswith((".", "!", "?", ":", ";", ")")) else 0.0
    goes_on = _OVER_PAGE + (0.0 if after.text.strip()[:1].islower() else _LOWER_CASE) if page else _NEVER
    rejoined = min(change, _NO_BLANK)  # behind the rest of a risk, the rest of its action may begin anyhow
    return (
        (stay[RISK], change, _NEVER),
        (change + unfinished, stay[ACTION], goes_on),
        (_NEVER, rejoined, stay[RISK_GOES_ON]),
    )


def _stays(before: str, after: str, width: int) -> float:
    """What it costs that a line ended although the next word would have fitted."""
    if after.startswith(("* ", "• ")):
        return 0.0
    spare = width - (len(before) + 1 + len(after.split(maxsplit=1)[0]))
    return _PER_CHARACTER * max(0.0, spare - _SLACK * width)


def _changes(before: str, after: Line) -> float:
    last = before.rsplit(maxsplit=1)[-1].casefold()
    cost = _LOWER_CASE if after.text.strip()[:1].islower() else 0.0
    cost += _JOINED if before.endswith((",", "-", "–")) or last in JOINING else 0.0
    return cost + (0.0 if after.after_blank else _NO_BLANK)


def _sweep(own: list[tuple[float, float, float]], steps: list[tuple[tuple[float, float, float], ...]]) -> Costs:
    """The least cost of reaching each line in each state; a table begins with a risk."""
    reached = [(own[0][RISK], _LOWER_CASE + own[0][ACTION], _NEVER)]
    for step, costs in zip(steps, own[1:], strict=True):
        last = reached[-1]
        now = [min(last[s] + step[s][t] for s in _STATES) + costs[t] for t in _STATES]
        reached.append((now[0], now[1], now[2]))
    return tuple(reached)


def _backwards(own: list[tuple[float, float, float]], steps: list[tuple[tuple[float, float, float], ...]]) -> Costs:
    """The least cost of all that follows each line; a table ends with an action."""
    left = [(_NO_STOP, 0.0, _NEVER)]
    for step, costs in zip(reversed(steps), reversed(own[1:]), strict=True):
        after = left[-1]
        now = [min(step[s][t] + costs[t] + after[t] for t in _STATES) for s in _STATES]
        left.append((now[0], now[1], now[2]))
    return tuple(reversed(left))


def _doubt(
    ahead: tuple[float, float, float],
    step: tuple[tuple[float, float, float], ...],
    own: tuple[float, float, float],
    behind: tuple[float, float, float],
) -> float:
    """By how much the best reading with a boundary here, and the best without, differ."""
    total = {(s, t): ahead[s] + step[s][t] + own[t] + behind[t] for s in _STATES for t in _STATES}
    stays = min(cost for (s, t), cost in total.items() if s == t)
    changes = min(cost for (s, t), cost in total.items() if s != t)
    return abs(stays - changes)
