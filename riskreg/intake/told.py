"""What is said after an import: what was read, what became of it, what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.intake.draft import Draft, characters
from riskreg.intake.folder import Folder
from riskreg.intake.plain import quoted
from riskreg.intake.rows import RiskRows
from riskreg.tables.wording import count

_MOST_NAMED = 12


def told(rows: RiskRows, draft: Draft, folder: Folder) -> Iterator[str]:
    """The lines, the counts first."""
    yield _counts(rows)
    actions = draft.register.mitigation_count()
    yield (
        f"drafted: {count(len(draft.register.risks), 'risk')} and {count(actions, 'mitigation')}, "
        f"{draft.carried} with the id of an earlier risk"
    )
    nothing = [text for risk in draft.risks for text in risk.nothing]
    if nothing:
        some = ", ".join(dict.fromkeys(map(quoted, nothing)))
        yield f"no action was drafted of {count(len(nothing), 'cell')} that said only {some}"
    yield f"{draft.unkept:,} of {characters(rows):,} characters of the table reached no field{_where(draft)}"
    yield from rows.notes
    yield from rows.banners
    yield from _joined(rows)
    yield from rows.joins
    yield from (f"left out: {left.place}: {quoted(left.text)} ({left.why})" for left in rows.left_out)
    yield from (f"question: {question}" for question in rows.asked)
    asked = draft.text().count("# QUESTION:")
    if asked:
        yield f"{count(asked, 'question')} in the draft; look for # QUESTION"
    yield from (f"{ref} has that date already" for ref in folder.of_that_date(draft.register.date))
    exempt = folder.known(draft.register.date).exempt
    if exempt:
        yield f"{count(exempt, 'exempt risk')} of the register before not looked at for ids"
    if folder.left_out:
        yield f"not looked at for ids, as not valid: {', '.join(folder.left_out)}"


def _joined(rows: RiskRows) -> Iterator[str]:
    """Which rows were joined to the one above, as far as a line holds them."""
    places = rows.places_joined
    if places:
        more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
        yield f"joined to the row above, whose risk they go on with: {', '.join(places[:_MOST_NAMED])}{more}"


def _counts(rows: RiskRows) -> str:
    return (
        f"{rows.place}: {count(len(rows.rows), 'risk')} from {count(rows.read, 'row')} "
        f"({rows.joined} joined to the row above, {count(len(rows.banners), 'banner')}, {rows.rows_left_out} left out)"
    )


def _where(draft: Draft) -> str:
    return "; they stand in comments" if draft.unkept else ""
