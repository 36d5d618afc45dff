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
        each = "each" if len(suggestions) > 1 else "it"
        yield f"{told}{f', with the command that records {each}' if _is_on_disk(later) else ''}:"
        for suggestion in suggestions:
            yield from _lines(suggestion, earlier, later)


def _is_on_disk(ref: str) -> bool:
    """Whether a REF names a file that can be edited: neither standard input nor REV:REF; a drive's letter is no REV."""
    revision, colon, _ = ref.partition(":")
    return ref != "-" and (not colon or len(revision) == 1)


def _lines(suggestion: Suggestion, earlier: str, later: str) -> Iterator[str]:
    """What may be the same, and on a line of its own, to be copied, the command; before it what `link` asks for.

    No command for what cannot be edited.
    """
    agree = f" ({', '.join(suggestion.words)})" if suggestion.words else ""
    what = (
        f"{suggestion.later} may continue {suggestion.earlier} of {earlier}: likeness {suggestion.likeness:.2f}{agree}"
    )
    if not _is_on_disk(later):
        yield what
        return
    first = f"; delete the table [removed.{suggestion.earlier}] of {later} first, since it says that "
    first += f'"{suggestion.earlier}" was removed; then'
    yield f"{what}{first if suggestion.removed else ''}:"
    yield f"riskreg link {shlex.quote(later)} {suggestion.later} {suggestion.earlier}"
