"""Single values from a file: each exactly of its type, or refused with the word that was meant.

Nothing is coerced: `true` is no integer, `5` is no text, a date with a time of day is no date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any

from riskreg.model.dates import FORMS, PartialDate
from riskreg.model.evidence import Evidence
from riskreg.model.risk import MitigationRef
from riskreg.printable import first_hostile, printable
from riskreg.spelling import did_you_mean
from riskreg.store.fault import Misfit
from riskreg.store.keys import ID
from riskreg.store.toml.limits import too_large

_UNSEEN = {ord(c): c.encode("unicode_escape").decode() for c in "\u00a0\u2007\u202f\u3000"}
"""Spaces that look like the ordinary one; a word that holds one would seem to be right."""

_SHOWN = 40
"""No more characters of a value than these are quoted."""


def line(value: object, _: object = None) -> str:
    """Text of one line. Raises Misfit for anything else, for empty text and for control characters."""
    if type(value) is str and value.isprintable() and value and not value.isspace():
        return value  # as nearly all are; a large register holds half a million
    text = prose(value)
    if not text.isprintable() and ("\n" in text or "\t" in text):
        raise Misfit("E210", "found text with a line break or a tab, expected one line", "write it on one line")
    return text


def prose(value: object, _: object = None) -> str:
    """Text that may run over several lines. Raises Misfit as `line` does."""
    if type(value) is str and value.isprintable() and value and not value.isspace():
        return value
    if not isinstance(value, str):
        raise _not("text in quotes", value, f"write {_as_text(value)}")
    if not value or value.isspace():
        raise Misfit("E210", "found empty text, expected words", "write them; a key with nothing to say is left out")
    if bad := first_hostile(value):
        raise Misfit("E209", f"found the control character {printable(bad)}, expected readable text", "delete it")
    return value


def _as_text(value: object) -> str:
    """A value as the text that it was probably meant to be, in quotes."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return _quoted(", ".join(value))
    if isinstance(value, bool):
        return _quoted(str(value).lower())
    short = type(value) in (int, float, date) and not too_large(value)
    return _quoted(str(value)) if short else '"…"'


def _quoted(text: str) -> str:
    """A text to copy from a hint; a long one, or one with quotes in it, only as a form."""
    return f'"{text}"' if len(text) <= _SHOWN and text.isprintable() and not set('"\\') & set(text) else '"…"'


def integer(value: object, _: object = None) -> int:
    """A whole number. Raises Misfit for anything else, `true` and `3.0` included."""
    if type(value) is not int:
        raise _not("a whole number", value, f"write {_as_digits(value) or 'digits alone, such as 4'}")
    if too_large(value):
        raise Misfit("E111", "found a number of more than 64 bits", "write a number of at most 18 digits")
    return value


def _as_digits(value: object) -> str:
    """A value as the whole number that it was probably meant to be; empty where that is not plain."""
    if isinstance(value, str) and (
        plain := re.fullmatch("[£€$]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})", value.strip())
    ):
        return str(int(plain[1].replace(",", "")))
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else ""


def cost(value: object) -> Mapping[str, Any]:
    """The table of one cost. Raises Misfit for anything else."""
    return value if type(value) is dict else table(value, "a table", _as_cost(value))


def costs(value: object) -> list[Any]:
    """The list of an action's costs. Raises Misfit for anything else."""
    return value if type(value) is list else array(value, "a list", f"[{_as_cost(value)}]", of_text=False)


def _as_cost(value: object) -> str:
    from riskreg.store.other_costs import meant

    amount, rest = meant(value)
    said = (f"{key} = {_quoted(text)}" for key, text in rest.items())
    return f"{{ {', '.join((f'amount = {amount}', *said))} }}"


def boolean(value: object, _: object = None) -> bool:
    """`true` or `false`. Raises Misfit for anything else, the words in quotes included."""
    if type(value) is not bool:
        quoted = isinstance(value, str) and value.lower() in ("true", "false")
        raise _not(
            "true or false",
            value,
            f"write {str(value).lower()} without quotes" if quoted else "write true, or leave the key out",
        )
    return value


def partial_date(value: object, _: object = None) -> PartialDate:
    """A date, or text that gives a month, a quarter or a year. Raises Misfit for anything else."""
    if type(value) is date:
        return _known_day(value)
    if isinstance(value, str):
        return _date_in_words(value)
    if isinstance(value, datetime):
        raise _not("a date", value, f"write {value.date()} without the time of day")
    if type(value) is int and 1000 <= value <= 9999:
        raise Misfit("E205", f"found {described(value)}, expected a date", f'write "{value}" in quotes')
    raise _not("a date", value, f"write 2022-11-16, or {FORMS}")


_known_day = lru_cache(maxsize=1024)(PartialDate.of_day)
_known_date = lru_cache(maxsize=1024)(PartialDate.of_text)
"""Many actions are due on the same few dates."""


def _date_in_words(text: str) -> PartialDate:
    try:
        return _known_date(text)
    except ValueError:
        raise _no_date(text) from None


def _no_date(text: str) -> Misfit:
    from riskreg.store.other_dates import meant

    if written := meant(text):
        quotes = "" if written.startswith('"') else " without quotes"
        return Misfit("E205", f"found {described(text)}, expected a date", f"write {written}{quotes}")
    if expected := next((what for form, what in _UNREAL.items() if re.fullmatch(form, text, re.ASCII)), None):
        return Misfit("E205", f"found {described(text)}, expected {expected}", "mend the date")
    hint = f"write 2022-11-16 without quotes where the day is known, else {FORMS}"
    return Misfit("E205", f"found {described(text)}, expected a date", hint)


_UNREAL = {
    r"\d{4}-\d{2}": "a month from 01 to 12",
    r"\d{4}-Q\d": "a quarter from Q1 to Q4",
    r"\d{4}/\d{2}": 'two years that follow each other, such as "2022/23"',
    r"\d{4}-\d{2}-\d{2}": "a day that there is",
}
"""Dates of the right form that name no real month, quarter, year or day."""


def word(value: object, vocabulary: type[StrEnum]) -> StrEnum:
    """A word of a closed vocabulary. Raises Misfit for any other, with the nearest."""
    if not isinstance(value, str):
        raise _not("text in quotes", value, f'write "{next(iter(vocabulary))}", or another of the words for it')
    try:
        return _known_word(vocabulary, value)
    except ValueError:
        known = [str(member) for member in vocabulary]
        expected = ", ".join(f'"{k}"' for k in known)
        hint = did_you_mean(value, known) or "write one of these"
        raise Misfit("E204", f"found {described(value)}, expected one of {expected}", hint) from None


@lru_cache(maxsize=1024)
def _known_word(vocabulary: type[StrEnum], value: str) -> StrEnum:
    return vocabulary(value)  # looked up once: the same few words stand everywhere


def currency(value: object, _: object = None) -> str:
    """The code of a currency, of the form that ISO 4217 gives it. Raises Misfit for anything else."""
    text = line(value)
    if _CURRENCY.fullmatch(text):
        return text
    meant = _MEANT_CURRENCY.get(text.lower()) or (text.upper() if _CURRENCY.fullmatch(text.upper()) else "")
    hint = f'write "{meant}"' if meant else 'write the code that banks use, such as "GBP" or "EUR"'
    message = f"found {described(value)}, expected the code of a currency: three capital letters"
    raise Misfit("E226", message, hint)


_CURRENCY = re.compile("[A-Z]{3}")
_MEANT_CURRENCY = {
    sign: code
    for code, signs in {
        "GBP": ("£", "pound", "pounds", "sterling"),
        "EUR": ("€", "euro", "euros"),
        "USD": ("$",),
    }.items()
    for sign in signs
}


def evidence(value: object, _: object = None) -> Evidence:
    """`CARD: PLACE`. Raises Misfit for anything else."""
    hint = 'write the card, a colon, a space and the place: "2021-09: 5.1"'
    if not isinstance(value, str):
        raise _not('"CARD: PLACE" in quotes', value, hint)
    try:
        return Evidence.of_text(line(value))
    except Misfit:
        raise
    except ValueError:
        raise Misfit("E220", f'found {described(value)}, expected "CARD: PLACE"', hint) from None


def mitigation_ref(value: object, _: object = None) -> MitigationRef:
    """`RISK.MITIGATION`. Raises Misfit for anything else."""
    hint = 'write the two ids with a dot: "staff-turnover.academy"'
    if not isinstance(value, str):
        raise _not('"RISK.MITIGATION" in quotes', value, hint)
    try:
        ref = MitigationRef.of_text(line(value))
        if ID.fullmatch(ref.risk) and ID.fullmatch(ref.mitigation):
            return ref
    except Misfit:
        raise
    except ValueError:
        pass
    raise Misfit("E221", f'found {described(value)}, expected "RISK.MITIGATION"', hint)


def identifier(value: object, _: object = None) -> str:
    """An id. Raises Misfit where it is not made of letters, digits, `-` and `_`, starting with a letter or digit."""
    if isinstance(value, str) and ID.fullmatch(value):
        return value
    text = prose(value) if value != "" else ""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    better = "-".join(ID.findall(plain.replace("_", "-").lower()))
    raise Misfit(
        "E206",
        f"found the id {described(text)}, expected letters, digits, - and _, a letter or digit first",
        f"write {better}" if better else "choose an id, such as staff-turnover",
    )


def table(value: object, what: str, example: str) -> Mapping[str, Any]:
    """A table. Raises Misfit for anything else; `what` says what the table would be, `example` how it is written."""
    if not isinstance(value, dict):
        raise _not(what, value, f"write {example}")
    return value


def array(value: object, what: str, example: str, *, of_text: bool) -> list[Any]:
    """A list. Raises Misfit for anything else; a single text is never walked letter by letter."""
    if not isinstance(value, list):
        alone = of_text and isinstance(value, str)
        raise _not(what, value, f"write [{_quoted(str(value))}]" if alone else f"write {example}")
    return value


def _not(expected: str, value: object, hint: str) -> Misfit:
    return Misfit("E201", f"found {described(value)}, expected {expected}", hint)


def described(value: object) -> str:
    """A value as messages speak of it."""
    match value:
        case str():
            short = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
            return f'"{printable(short.translate(_UNSEEN))}"'
        case datetime():
            return f"{value}, a date with a time"
        case bool() | date() | time():
            return str(value).lower()
        case int() | float():
            return "a number of too many digits" if too_large(value) else f"the number {value}"
        case _:
            return "a list" if isinstance(value, list) else "a table"
