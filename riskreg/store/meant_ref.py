"""What a REF that leads nowhere may have been meant as: without folder and ending, or its date the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from riskreg.store.shelf import SUFFIX

_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{1,2}))?")


def readings(ref: str) -> tuple[str, ...]:
    """Names of registers that a REF may stand for, the likeliest first; whether they exist is not asked.

    A day is read before its month, as it is written in Britain: `10/09/2025` is the tenth of September.
    """
    return tuple(name for name in dict.fromkeys(_readings(ref)) if name and name != ref)


def _readings(ref: str) -> Iterator[str]:
    bare = ref
    while bare.endswith(SUFFIX):
        bare = bare.removesuffix(SUFFIX)
    if match := _DAY_FIRST.fullmatch(bare):
        yield _date(match[3], match[2], match[1])
    elif match := _YEAR_FIRST.fullmatch(bare):
        yield _date(match[1], match[2], match[3])
        # A financial year, 2022/23, is in the name of a file 2022-23.
        yield bare.replace("/", "-")
    else:
        yield PurePath(bare).name


def _date(year: str, month: str, day: str | None) -> str:
    return "-".join((year, month.zfill(2), *([day.zfill(2)] if day else [])))
