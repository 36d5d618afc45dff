"""What a comparison suggests, what may be the same, why, and the command that records it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from riskreg.comparison.change import Suggestion
from riskreg.tables.wording import count


def suggestion_lines(suggestions: Sequence[Suggestion], earlier: str, later: str) -> Iterator[str]:
    """A heading and the suggestions, for two registers that are named by their REFs."""
    if suggestions:
        told = f"{count(len(suggestions), 'suggestion')} by wording alone, counted nowhere above"
        yield f"{told}, with the command that records {'each' if len(suggestions) > 1 else 'it'}:"
        for suggestion in suggestions:
            yield from _lines(suggestion, earlier, later)


def _lines(suggestion: Suggestion, earlier: str, later: str) -> tuple[str, str]:
    """What may be the same, and on a line of its own, to be copied, the command; before it what `link` asks for."""
    agree = f" ({', '.join(suggestion.words)})" if suggestion.words else ""
    what = f"{suggestion.later} may continue {suggestion.earlier} of {earlier}"
    command = f"riskreg link {shlex.quote(later)} {suggestion.later} {suggestion.earlier}"
    first = f"; delete the table [removed.{suggestion.earlier}] of {later} first, since it says that "
    first += f'"{suggestion.earlier}" was removed; then'
    return f"{what}: likeness {suggestion.likeness:.2f}{agree}{first if suggestion.removed else ''}:", command
