"""What is said about each fault of syntax: what was found, what was expected, what to do."""

from __future__ import annotations

from riskreg.store.toml.parts import Says

_SHOWN = 40

CONTROL = Says("E101", "found a control character, expected readable text", "delete it")
BAD_ESCAPE = Says(
    "E101",
    'found a backslash that begins no escape, expected one of \\n \\t \\" \\\\ \\uXXXX',
    "write \\\\ for a backslash, or put the text in single quotes",
)
NEWER_ESCAPE = Says(
    "E117", "found an escape of TOML 1.1, expected TOML 1.0", "write \\u001b for \\e, and \\u00HH for \\xHH"
)
NEWER_TIME = Says("E117", "found a time without seconds, expected TOML 1.0", "add the seconds: 10:30:00")
NEWER_COMMA = Says("E117", "found a comma before }, expected TOML 1.0", "delete the comma")

UNCLOSED_STRING = Says("E108", "this string is not closed on its line", "close it with the quote it begins with")
UNCLOSED_LONG = Says(
    "E108", "this string is not closed, expected three quotes at its end", "close it with three quotes"
)
QUOTE_INSIDE = Says(
    "E108",
    "this string ends at a quote in the middle of its text",
    'put the text in single quotes, or write \\" for a quote in it',
)
APOSTROPHE_INSIDE = Says(
    "E108", "this string ends at an apostrophe in the middle of its text", "put the text in double quotes"
)
TYPOGRAPHIC = Says("E110", "found typographic quotes, expected straight ones", 'write " in place of “ and ”')

UNCLOSED_ARRAY = Says("E109", "this list is not closed, expected ]", "close it with ]")
NO_COMMA = Says("E109", "expected a comma before this", "put a comma between the two")
EXTRA_COMMA = Says("E109", "found a comma with nothing before it", "delete the comma")
BROKEN_TABLE = Says(
    "E105",
    "this one-line table does not end on the line it begins on, expected } there",
    "put it on one line, or make it a table of its own under a header such as [risk.ID.mitigation.ID]",
)
WRONG_BRACE = Says("E109", "this list ends with }, expected ]", "write ] in place of }")
WRONG_BRACKET = Says("E105", "this one-line table ends with ], expected }", "write } in place of ]")
STRAY_BRACKET = Says("E101", "found a bracket that nothing opened", "delete it, or open it before")
TOO_DEEP = Says(
    "E112", "found tables or lists within each other more than 50 deep", "use fewer levels; a register needs 6"
)
TOO_LONG = Says(
    "E111", "found a number of more than 64 bits", "write a number of at most 18 digits, or put it in quotes"
)

NO_VALUE = Says("E115", "found no value after the =", "write a value, or delete the line")
NO_KEY = Says("E115", "found no key before the =", "write key = value")
COLON = Says("E115", "found : after the key, expected =", "write key = value")
NO_EQUALS = Says("E115", "found no = here, expected key = value", "write key = value, or begin a comment with #")
SPACED_KEY = Says(
    "E101", "found a key of several words, expected one", "join the words with a hyphen, as in examples-only"
)
BAD_KEY = Says(
    "E101",
    "found a character that a key cannot hold, expected letters, digits, - and _",
    "mend the key, or put it in quotes",
)
EMPTY_PART = Says("E101", "found a dot with no name on one side of it", "delete the dot, or write the name")
UNCLOSED_KEY = Says(
    "E108", "this quoted key is not closed on its line, or is no string", "close the quote, or write the key without"
)
AFTER_VALUE = Says("E101", "found something after the value", "delete it, or begin a comment with #")
COMMA_AFTER = Says("E101", "found a comma after the value", "delete the comma; a line of its own needs none")
TWO_PAIRS = Says("E101", "found two keys on one line", "put each on a line of its own")

NO_BRACKET = Says("E106", "this table header is not closed, expected ]", "close it with ]")
ONE_BRACKET = Says("E106", "this table header begins with [[ and ends with one ]", "write [ and ] once each")
NO_OPENING = Says("E106", "this table header does not begin with [", "write [ before it")
AFTER_HEADER = Says(
    "E106", "found something after a table header", "put it on the next line, or begin a comment with #"
)
EMPTY_HEADER = Says(
    "E106", "a name is missing in this table header", "write the names with one dot between them: [risk.ID]"
)
SPACED_HEADER = Says(
    "E106", "found a space in a table's name, expected one word", "join the words with hyphens: [risk.staff-turnover]"
)
BAD_HEADER = Says(
    "E106", "this is no table header: a name holds letters, digits, - and _", "write it as [risk.staff-turnover]"
)
KEYED_TABLES = Says(
    "E106",
    "found [[ ]], which makes a list, expected a table with its id in its name",
    "write one bracket on each side, and the id of a risk in its name: [matrix], [risk.ID]",
)
NOT_TOML = Says("E101", "this is not valid TOML", "mend or delete it")
MARKER = Says("E113", "found a conflict marker of git", "keep what is right, and delete the rest and every marker line")
LEFT = {
    sign: Says(
        "E113",
        f"found a marker that is left of a conflict of git: {where}",
        "see that only what is right is left around it, then delete this line",
    )
    for sign, where in {
        "<": "the first side began below it",
        "|": "the first side ended above it, and what both sides had before began below it",
        "=": "the second side began below it",
        ">": "the second side ended above it",
    }.items()
}
"""By its sign, what is said of a marker whose others are gone."""


def shown(text: str) -> str:
    """A text of the file as messages quote it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def in_quotes(text: str) -> str:
    """A text as a TOML string, to copy from a hint."""
    mark = "'" if '"' in text else '"'
    return f"{mark}{shown(text)}{mark}"


def table_twice(table: str, line: int) -> Says:
    """E103."""
    hint = "delete one of the two, or mend the id of this one"
    return Says("E103", f"the table {shown(table)} was already given on line {line}", hint)


def key_twice(key: str, line: int) -> Says:
    """E104."""
    return Says("E104", f"the key {shown(key)} was already given on line {line}", "delete one of the two")
