"""What an unquoted value is, and where TOML does not know it: what it was probably meant to be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

from riskreg.finding import Path
from riskreg.model.dates import FORMS, PartialDate
from riskreg.store.other_dates import ANY_FORM, is_like_a_date, meant
from riskreg.store.toml import wording
from riskreg.store.toml.limits import too_large
from riskreg.store.toml.parts import Says

_MAX_LENGTH = 1000

_PLAIN = re.compile(r"true|false|0|[+-]?[1-9][0-9]{0,17}")
_NUMERIC = re.compile(r"[+-]?[0-9][0-9A-Fa-fxob_.+-]*")
_CLOCK = r"[0-9]{2}:[0-9]{2}"
_OFFSET = r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?"
_NEWER_TIME = re.compile(rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt ])?{_CLOCK}{_OFFSET}")

_DAY_OR_TIME = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[Tt ]{_CLOCK}(?::[0-9]{{2}}(?:\.[0-9]+)?)?{_OFFSET})?"
    rf"|{_CLOCK}(?::[0-9]{{2}}(?:\.[0-9]+)?)?"
)
_NO_DAY = re.compile(r"[0-9]{4}-(?:[0-9]{1,2}|[Qq][1-4])|[0-9]{4}/[0-9]{2}(?:[0-9]{2})?")
_OTHER_DATE = re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}")
_DATED = ("date", "since", "due", "raised", "reviewed")
"""Keys that take a date and nothing else, whatever table they stand in."""
_NUMBER = re.compile(
    r"[+-]?[£$€]? ?(?:[0-9][0-9,_.]*|\.[0-9]+|0[xob][0-9A-Fa-f_]*|[0-9][0-9_.]*[eE][+-]?[0-9_.]*)"
    r"(?: ?(?:[kKmM%]|bn|million|billion|thousand))?"
)
_NOTHING = re.compile(r"nil|null|none|NULL|None", re.ASCII)
_BOOLEAN = re.compile(r"true|false", re.IGNORECASE)


def fault_of(token: str, path: Path = ()) -> Says | None:
    """What is wrong with the unquoted value of the key at a path; None where TOML 1.0 knows it."""
    if _PLAIN.fullmatch(token):
        return None
    if len(token) > _MAX_LENGTH:
        return wording.TOO_LONG if _NUMERIC.fullmatch(token) else _meant(token, dated=False)
    if _NEWER_TIME.fullmatch(token):
        return _too_new(token)
    try:
        return _too_large(tomllib.loads(f"value = {token}")["value"])
    except ValueError:
        return _meant(token, dated=_takes_a_date(path))


def _takes_a_date(path: Path) -> bool:
    return path[-2:] == ("target", "by") or (path[-1] if path else "") in _DATED


def _too_large(value: object) -> Says | None:
    return wording.TOO_LONG if too_large(value) else None


def _too_new(token: str) -> Says:
    try:
        tomllib.loads("value = " + re.sub(_CLOCK, lambda m: m[0] + ":00", token, count=1))
    except ValueError:
        return _unreal(token)
    return wording.NEWER_TIME


def _meant(token: str, *, dated: bool) -> Says:
    say = next(say for pattern, say in _GUESSES if pattern.fullmatch(token))
    return _for_a_date(token, say) if dated and say in (_number, _text) else say(token)


def _empty(_: str) -> Says:
    return wording.NO_VALUE


def _unreal(token: str) -> Says:
    what = "date" if "-" in token[:8] else "time"
    return Says("E114", f"the {what} {token} does not exist", f"write a {what} that there is")


def _no_day(token: str) -> Says:
    try:
        hint = f'write "{PartialDate.of_text(_padded(token))}" in quotes'
    except ValueError:
        hint = f"write {meant(token) or f'it as {FORMS}'}"
    return Says("E102", f"found the date {token} without a day and without quotes", hint)


def _padded(token: str) -> str:
    """`2021-09` for 2021-9 and 2021-09 alike."""
    year, hyphen, month = token.partition("-")
    return f"{year}-{month.upper().rjust(2, '0')}" if hyphen else token


def _other_date(token: str) -> Says:
    # Where day and month are in the American order, there is no telling.
    hint = f"write {meant(token) or 'it as 2022-11-16'}"
    return Says("E102", f"found the date {token}, expected year-month-day", hint)


def _for_a_date(token: str, say: Callable[[str], Says]) -> Says:
    """What is said of words and numbers where the key takes a date: in quotes they would be none either."""
    written = meant(token)
    if is_like_a_date(token) or written[:1].isdigit():
        return _other_date(token)
    if written:
        return Says("E102", f"found the date {token} without a day and without quotes", f"write {written}")
    what = "the text " if say is _text else ""
    return Says(say(token).code, f"found {what}{wording.shown(token)}, expected a date", ANY_FORM)


def _number(token: str) -> Says:
    message = f"found {wording.shown(token)}, which TOML does not know as a number"
    return Says("E116", message, "write plain digits, such as 3_000_000, or put it in quotes if it is text")


def _comma(_: str) -> Says:
    return wording.COMMA_AFTER


def _two_pairs(_: str) -> Says:
    return wording.TWO_PAIRS


def _bracket(_: str) -> Says:
    return wording.STRAY_BRACKET


def _control(_: str) -> Says:
    return wording.CONTROL


def _boolean(token: str) -> Says:
    return Says("E107", f"found {token}, expected true or false in small letters", f"write {token.lower()}")


def _nothing(token: str) -> Says:
    return Says("E107", f"found {token}, which TOML does not know", "leave the key out where there is nothing to say")


def _typographic(_: str) -> Says:
    return wording.TYPOGRAPHIC


_TRUTHS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def _text(token: str) -> Says:
    hint = f"write {wording.in_quotes(token)}"
    if truth := _TRUTHS.get(token.lower()):
        hint = f"write {truth}, or {wording.in_quotes(token)} if it is text"
    return Says("E107", f"found the text {wording.shown(token)} without quotes", hint)


_GUESSES: tuple[tuple[re.Pattern[str], Callable[[str], Says]], ...] = (
    (re.compile(""), _empty),
    (re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*[\x00-\x08\x0a-\x1f\x7f].*", re.DOTALL), _control),
    (re.compile(r"[“”„‟‘’‚‛«»].*"), _typographic),
    (_DAY_OR_TIME, _unreal),
    (_NO_DAY, _no_day),
    (_OTHER_DATE, _other_date),
    (re.compile(r"(?:true|false|[0-9+-][^ \t,]*)[ \t]*[,;]"), _comma),
    (_NUMBER, _number),
    (_BOOLEAN, _boolean),
    (_NOTHING, _nothing),
    (re.compile(r"[\]})].*"), _bracket),
    (re.compile(r"[^ \t=]+[,;]?[ \t]+[A-Za-z0-9_.-]+[ \t]*=.*"), _two_pairs),
    (re.compile(".*", re.DOTALL), _text),
)
"""The first pattern that fits the whole value tells what it was meant to be."""
