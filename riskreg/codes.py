"""Every kind of fault that `check` finds, by its code: what it is called, and what it means for whoever edits the file.

The first digit tells how far the reading came: E0 the bytes, E1 the syntax, E2 keys, values and the rules within one
file, E3 across files; W4 are warnings across files, W5 warnings about dates: of what is overdue on a day, and of what
is dated after its register. A code is never given a second meaning.
"""

from __future__ import annotations

from riskreg.errors import UnknownWord

CODES: dict[str, tuple[str, str]] = {
    "E001": (
        "not UTF-8",
        "The file holds bytes that are not UTF-8 text, as older editors save a £ or an é. Save it as UTF-8.",
    ),
    "E002": (
        "control character",
        "A character that a terminal would obey rather than show, or that turns the reading direction round, stands in "
        "the file. Such characters come in by copying and can hide what a line says. Delete it.",
    ),
    "E003": (
        "unreadable file",
        "The file is missing, is a folder or another thing that is no file, is larger than --max-size, or may not be "
        "read. Nothing else is said of it, and check exits with 2.",
    ),
    "E101": (
        "not TOML",
        "The line cannot be read as TOML and is none of the usual slips. A line is a [table.header], a key = value, a "
        "comment that begins with #, or empty.",
    ),
    "E102": (
        "date without quotes",
        'A date without a day is text and stands in quotes: date = "2021-09". Only a full date, 2021-09-28, goes '
        "without.",
    ),
    "E103": (
        "table given twice",
        "The same [table] stands in the file twice, often after copying a block. Give the second a new id, or join "
        "the two.",
    ),
    "E104": (
        "key given twice",
        "A table says the same key twice; which of the two counts nobody could tell. Keep one.",
    ),
    "E105": (
        "one-line table over several lines",
        "What stands in { } must stand on one line. Where it does not fit, write a table of its own: "
        "[risk.ID.mitigation.ID] and one key a line.",
    ),
    "E106": (
        "faulty table header",
        "A header is one [name] on a line of its own, its parts joined by dots: [risk.turnover].",
    ),
    "E107": ("text without quotes", 'Text stands in double quotes: status = "planned". true and false go without.'),
    "E108": ("quote not closed", "A text begins with a quote and does not end with one on the same line."),
    "E109": ("faulty list", 'A list stands in [ ] with commas between its items: ["2021-09: 5.1", "2022-11: 6.10"].'),
    "E110": (
        "typographic quotes",
        "Word processors turn straight quotes into curly ones, which TOML does not take as quotes. Write them "
        "straight.",
    ),
    "E111": (
        "number too long",
        "The number has more digits than any register needs. Shorten it, or put it in quotes if it is text.",
    ),
    "E112": ("nested too deep", "Tables or lists stand in one another far deeper than any register needs."),
    "E113": (
        "conflict marker",
        "Git could not join two edits and left both, between <<<<<<<, ======= and >>>>>>>, and with some settings what "
        "both had before, too. Keep what is right, and delete the rest and every marker line.",
    ),
    "E114": ("no such date", "The date or time does not exist, such as 30 February or month 13."),
    "E115": ("no key = value", "A line names no key, no = or no value."),
    "E116": (
        "number as people write it",
        "A number is written in digits alone, with _ between thousands if you like: 3_000_000. No pound sign, no "
        "commas, "
        "no leading zeros.",
    ),
    "E117": (
        "newer TOML",
        "The line uses TOML 1.1. Register files keep to TOML 1.0, so that every version of Python reads them alike.",
    ),
    "E201": (
        "wrong type",
        'The value is of another type than its key holds. Nothing is converted: "5" is no number, true is no text.',
    ),
    "E202": (
        "unknown key",
        "The key or table is none that may stand here; usually it is misspelled. docs/format.md lists all keys.",
    ),
    "E203": (
        "missing key",
        "A key that must be there is not: every register has a title and a date, every risk a "
        "title, every action an action.",
    ),
    "E204": ("unknown word", "The key takes one of a few fixed words, and this is none of them."),
    "E205": (
        "faulty date",
        'A date is 2022-11-16 without quotes, or in quotes what is known of it: "2022-11", "2022-Q4" (October to '
        'December), "2022", "2022/23" (April 2022 to March 2023).',
    ),
    "E206": (
        "faulty id",
        "An id is made of letters, digits, - and _, and begins with a letter or a digit: staff-turnover.",
    ),
    "E207": (
        "undeclared risk",
        "A header such as [risk.ID.mitigation] speaks of a risk that no [risk.ID] declares; usually the id is "
        "misspelled.",
    ),
    "E208": (
        "dot in an id",
        "[risk.1.2] is a table 2 within a risk 1. Use a hyphen in the id, and keep the council's own reference in "
        "number.",
    ),
    "E209": (
        "control character in text",
        "The text holds an escaped control character or one that turns the reading direction round.",
    ),
    "E210": (
        "empty or broken text",
        "The text is empty, or a label that should stand on one line holds a line break or a tab.",
    ),
    "E211": (
        "faulty score",
        "A score gives likelihood and impact, or score alone, or rating alone, whichever the source prints; only a "
        "target "
        "may have by.",
    ),
    "E212": ("score outside the matrix", "The number is not on the scales of this register's [matrix]."),
    "E213": (
        "score without a matrix",
        "Likelihood and impact mean nothing without the scales they are on: add [matrix].",
    ),
    "E214": (
        "faulty bands",
        "The bands of a matrix begin at 1, ascend, and stay within the highest score of the scales.",
    ),
    "E215": ("faulty scale", "A scale of a matrix has at least two labels, lowest first, each once."),
    "E216": ("carried and removed", "A risk cannot both stand in the register and be removed from it."),
    "E217": (
        "superseded and removed",
        "A risk that another one takes over is not removed; keep supersedes or [removed.ID].",
    ),
    "E218": ("supersedes itself", "An id continues by itself; supersedes names only other ids."),
    "E219": ("due before since", "An action cannot be due before it began."),
    "E220": ("faulty evidence", 'Evidence names a card and a place in its document: "2021-09: 5.1".'),
    "E221": (
        "faulty action reference",
        'An action of an earlier register is named by its risk and its own id: "turnover.academy".',
    ),
    "E222": ("named twice", "The same item stands twice in one list."),
    "E223": ("no such band", "The rating or appetite is no band of this register's [matrix]."),
    "E224": (
        "faulty card",
        "A card gives the SHA-256 of its document as 64 hexadecimal digits, and counts at least one row.",
    ),
    "E225": (
        "action inside an action",
        "After [risk.ID.mitigation.ID] every line belongs to that action, up to the next header. Give the next action "
        "a table of its own, or write the one-line actions before it.",
    ),
    "E226": (
        "faulty currency",
        "The currency of costs is given by its code of three capital letters, as ISO 4217 lists them: GBP, EUR. Where "
        "the key is left out, costs are in pounds sterling.",
    ),
    "E227": (
        "key does not fit the view",
        "The key says nothing in a table of this view, or contradicts another key of it. docs/papers.md lists the keys "
        "of each view.",
    ),
    "E228": (
        "no such column",
        "columns or sort names a column that the view has not, or columns names none. docs/papers.md lists them.",
    ),
    "E229": (
        "faulty table name",
        "The name of a table in riskreg.toml is made of small letters, digits and _, a letter first, at most 21 of "
        "them: it becomes part of a bookmark in Word, which holds no more.",
    ),
    "E230": (
        "no two registers",
        "earlier and later name one register twice, or the later one as the earlier: nothing can be compared.",
    ),
    "E301": ("unknown earlier risk", "supersedes names an id that no earlier register of the folder has."),
    "E302": ("unknown earlier action", "supersedes names an action that no earlier register of the folder has."),
    "E303": (
        "removed, but was not there",
        "[removed.ID] is for risks of the register just before this one, and that one has no such id.",
    ),
    "E304": (
        "overlapping dates",
        "Two registers of one folder may be of the same day, so that which is the earlier cannot be told.",
    ),
    "E305": ("no such source", "source names a card that is not in the folder seeds/."),
    "E306": ("no such card", "evidence names a card that is not in the folder seeds/."),
    "E307": (
        "rows disagree",
        "The register holds another number of risks than its source's card counts rows, or the card knows no risk "
        "table.",
    ),
    "E308": (
        "no such register",
        "A table of riskreg.toml names a register that is not in the folder. Name one by its file or its date, or "
        "write latest, or previous for the one before later.",
    ),
    "E309": ("no such risk", "A table of riskreg.toml names a risk that the register it shows has not."),
    "W401": (
        "unaccounted risk",
        "A risk of the register before this one is neither carried on, nor superseded, nor removed. If the report says "
        'why, write [removed.ID] with that reason; if it says nothing, reason = "not reported"; if another risk took '
        "it "
        "over, name it there in supersedes.",
    ),
    "W402": (
        "evidence from the future",
        "The evidence is a document of a later date than the register that rests on it.",
    ),
    "W403": ("date and source disagree", "The register and the document it was taken from are not of the same date."),
    "W404": (
        "reused id",
        "Another risk took over the id in an earlier register, and so it ended there. A risk that bears it later is a "
        "new one for compare and history. Give it an id of its own with rename, or, where it is part of the risk that "
        "took it over, name that one in supersedes.",
    ),
    "W405": (
        "not read for its name",
        "A file in the folder of registers, or of cards, is called almost as one of them, such as 2026-06.toml.txt or "
        "2026-06.TOML. Only names that end in .toml, in small letters, are read. Rename it.",
    ),
    "W501": (
        "target missed",
        "The day by which the target was to be reached has passed, and the current score is still above it. Looked for "
        "with check --as-of DATE only.",
    ),
    "W502": (
        "action overdue",
        "The day on which the action was due has passed, and it is neither complete nor withdrawn. Looked for with "
        "check --as-of DATE only.",
    ),
    "W503": (
        "not reviewed for a year",
        "More than 365 days lie between the risk's last review, or the register's date where no review is stated, and "
        "the day asked about. Looked for with check --as-of DATE only.",
    ),
    "W504": (
        "above appetite",
        "The current score falls in a higher band than the one that the risk's appetite names. Looked for with "
        "check --as-of DATE only.",
    ),
    "W505": (
        "far later than the register",
        "raised, reviewed or since names a day more than a year after the register's own date, though it says what had "
        "happened by then: one of the two is mistyped. Of an action whose status is planned, since may lie ahead.",
    ),
}
"""What each code is called, and what it means."""


def explanation(code: str) -> str:
    """What a code means, in a few lines. Raises UnknownWord for a code that there is not."""
    wanted = code.upper()
    if wanted not in CODES:
        raise UnknownWord("code", code, tuple(CODES))
    name, meaning = CODES[wanted]
    severity = "warning" if wanted.startswith("W") else "error"
    return f"{wanted}: {name} ({severity})\n\n{meaning}"
