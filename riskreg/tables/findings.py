"""The findings of a check as text for people, as JSON for programs, and as annotations for a build on GitHub."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from riskreg.finding import Finding
from riskreg.printable import printable
from riskreg.tables.as_json import dumped
from riskreg.tables.wording import count

_INDENT = "    "
_BROADEST = 100
"""No more of a source line than this is shown, around the fault."""


def as_text(findings: Sequence[Finding], files: int) -> str:
    """Each finding with the line it is about and a caret under it; the counts in the last line."""
    return "\n".join(
        (*(f"{f}\n{excerpt(f)}" if f.excerpt.strip() else str(f) for f in findings), _counts(findings, files), "")
    )


def excerpt(finding: Finding) -> str:
    """The line of the file, and carets under what is wrong with it; long lines are cut around the fault."""
    line, start = finding.excerpt, finding.column - 1
    cut = max(0, start - _BROADEST // 2) if len(line) > _BROADEST else 0
    before, fault, after = line[cut:start], line[start : start + finding.width], line[start + finding.width :]
    before, fault = _flat(("…" if cut else "") + before), _flat(fault[:_BROADEST])
    room = max(0, _BROADEST - len(before) - len(fault))
    rest = _flat(after[:room]) + ("…" if len(after) > room else "")
    return f"{_INDENT}{before}{fault}{rest}\n{_INDENT}{' ' * len(before)}{'^' * max(1, len(fault))}"


def as_json(findings: Sequence[Finding], files: int) -> str:
    """The contract: version, findings, numbers of errors and warnings."""
    errors, warnings = _tally(findings)
    return dumped({"version": 1, "findings": [_plain(f) for f in findings], "errors": errors, "warnings": warnings})


def as_github(findings: Sequence[Finding], files: int) -> str:
    """Workflow commands that GitHub shows as annotations at the lines."""
    return "".join(f"{_annotation(f)}\n" for f in findings) + f"{_counts(findings, files)}\n"


WRITERS: dict[str, Callable[[Sequence[Finding], int], str]] = {"text": as_text, "json": as_json, "github": as_github}
"""The forms, by name."""


def _annotation(finding: Finding) -> str:
    place = f"file={_property(finding.file)},line={finding.line},col={finding.column},title={finding.code}"
    words = f"{finding.address}: " if finding.address else ""
    return f"::{finding.severity} {place}::{_data(f'{words}{finding.message}; {finding.hint}')}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(finding: Finding) -> dict[str, str | int]:
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "address": finding.address,
        "message": finding.message,
        "hint": finding.hint,
    }


def _counts(findings: Sequence[Finding], files: int) -> str:
    errors, warnings = _tally(findings)
    if not findings:
        return f"No faults in {count(files, 'file')}." if files else "There are no registers yet: nothing was checked."
    said = ", ".join(count(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n)
    return f"{said} in {count(files, 'file')}." if files else f"{said}; no file was read."


def _tally(findings: Sequence[Finding]) -> tuple[int, int]:
    errors = sum(f.severity == "error" for f in findings)
    return errors, len(findings) - errors


def _flat(text: str) -> str:
    return printable(text.replace("\t", " "))
