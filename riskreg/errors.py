"""Every way riskreg refuses, and the sentence it says then.

A refusal (`RiskregError`) stops a command: the facts are its fields, the sentence is made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from riskreg.finding import CellFault, Finding
from riskreg.printable import printable
from riskreg.spelling import did_you_mean, some


class RiskregError(Exception):
    """The root of every refusal; its text is one clear message."""

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        """What is said to the user."""
        return " ".join(str(a) for a in self.args)

    def __str__(self) -> str:
        return printable(self.sentence())


class NoRegistersFolder(RiskregError):
    """No folder of registers was named, and none stands at or above the working folder."""

    def sentence(self) -> str:
        return (
            "no registers/ folder at or above the working folder; make one, go to one, or name one with --registers DIR"
        )


class NotAFolder(RiskregError):
    """The folder of registers that was named is not there."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def sentence(self) -> str:
        return (
            f"{self.folder} is not a folder; --registers and $RISKREG_REGISTERS name the one that holds the registers"
        )


class NoSuchRegister(RiskregError):
    """A REF means none of the registers there are."""

    def __init__(self, ref: str, known: Sequence[str], where: str, advice: str = "") -> None:
        super().__init__(ref)
        self.ref, self.known, self.where, self.advice = ref, tuple(known), where, advice

    def sentence(self) -> str:
        there = f"there are: {', '.join(self.known)}" if self.known else "there are none"
        guess = self.advice or did_you_mean(self.ref, self.known)
        return f'no register "{self.ref}" in {self.where}; {there}{"; " + guess if guess else ""}'


class AmbiguousRef(RiskregError):
    """A REF is the name of one register and the date of another."""

    def __init__(self, ref: str, stem: str, dated: str) -> None:
        super().__init__(ref)
        self.ref, self.stem, self.dated = ref, stem, dated

    def sentence(self) -> str:
        return (
            f'"{self.ref}" is the name of {self.stem}, and the latest register of that date is {self.dated}; '
            f"say which by its path"
        )


class NoSuchRisk(RiskregError):
    """A register has no risk of that id; `now` is what it was renamed to, `left` says that an earlier one has it."""

    def __init__(
        self, risk: str, ref: str, known: Sequence[str], now: str | None = None, *, left: bool = False
    ) -> None:
        super().__init__(risk)
        self.risk, self.ref, self.known, self.now, self.left = risk, ref, tuple(known), now, left

    def sentence(self) -> str:
        if self.now:
            return f'{self.ref} has no risk "{self.risk}" any more; it was renamed: see riskreg history {self.now}'
        if self.left:
            return f'{self.ref} has no risk "{self.risk}" any more; what became of it: riskreg history {self.risk}'
        where = "riskreg history" if self.ref == "the series" else f"riskreg show {self.ref}"
        guess = did_you_mean(self.risk, self.known) or f"it has: {some(self.risk, self.known, where)}"
        return f'{self.ref} has no risk "{self.risk}"; {guess}'


class ExemptRisk(RiskregError):
    """A risk that is exempt from publication, here or (`elsewhere`) in its series, was asked for without saying so."""

    def __init__(self, risk: str, ref: str, *, elsewhere: bool = False) -> None:
        super().__init__(risk)
        self.risk, self.ref, self.elsewhere = risk, ref, elsewhere

    def sentence(self) -> str:
        where = " in a register of this series" if self.elsewhere else ""
        whose = "" if self.elsewhere else f" of {self.ref}"
        return f'the risk "{self.risk}"{whose} is exempt from publication{where}; add --include-exempt to show it'


class NotARevision(RiskregError):
    """A REV, of `REV:REF` or of a range, is nothing that git knows."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision

    def sentence(self) -> str:
        return f'"{self.revision}" is not a revision that git knows; write a commit, a branch or a tag'


class GitFailed(RiskregError):
    """Git could not be run, or could not answer."""

    def __init__(self, doing: str, said: str) -> None:
        super().__init__(doing, said)
        self.doing, self.said = doing, said

    def sentence(self) -> str:
        return f"git could not {self.doing}: {self.said or 'it gave no reason'}"


class UnreadableFile(RiskregError):
    """A file is missing, is no ordinary file, is too large, or may not be read."""

    def __init__(self, file: str, reason: str, advice: str = "") -> None:
        super().__init__(file, reason)
        self.file, self.reason, self.advice = file, reason, advice

    def sentence(self) -> str:
        return f"{self.file}: {self.reason}" + (f"; {self.advice}" if self.advice else "")


class UnwritableFile(RiskregError):
    """An output file could not be written; what stood there is unchanged."""

    def __init__(self, file: str, reason: str, advice: str = "") -> None:
        super().__init__(file, reason)
        self.file, self.reason, self.advice = file, reason, advice

    def sentence(self) -> str:
        advice = f"; {self.advice}" if self.advice else ""
        return f"could not write {self.file}: {self.reason}; nothing was changed{advice}"


class InvalidRegister(RiskregError):
    """Registers have faults where some without are needed."""

    def __init__(self, findings: Sequence[Finding], why: str = "") -> None:
        super().__init__(findings)
        self.findings, self.why = tuple(findings), why

    def sentence(self) -> str:
        faults = "1 fault" if len(self.findings) == 1 else f"{len(self.findings)} faults"
        files = tuple(dict.fromkeys(finding.file for finding in self.findings)) or ("a register",)
        if len(files) > 1:
            last = f"{len(files)} registers cannot be used: {faults} in {len(files)} files; mend them, then try again"
        else:
            why = f"; {self.why}" if self.why else ""
            last = f"{files[0]} cannot be used: {faults}{why}; mend it, then try again"
        return "\n".join((*map(str, self.findings), last))

    def __str__(self) -> str:
        return printable(self.sentence(), keep="\n")


class WrongOrder(RiskregError):
    """A comparison was asked for with the later register first."""

    def __init__(self, earlier: str, earlier_date: str, later: str, later_date: str, command: str = "compare") -> None:
        super().__init__(earlier, later)
        self.earlier, self.earlier_date, self.later, self.later_date = earlier, earlier_date, later, later_date
        self.command = command

    def sentence(self) -> str:
        return (
            f"{self.earlier} ({self.earlier_date}) is dated after {self.later} ({self.later_date}); "
            f"name the earlier register first: {self.command} {self.later} {self.earlier}"
        )


class UnknownWord(RiskregError):
    """A word given on the command line is none of those that are known there."""

    def __init__(self, what: str, word: str, known: Sequence[str]) -> None:
        super().__init__(what, word)
        self.what, self.word, self.known = what, word, tuple(known)

    def sentence(self) -> str:
        guess = did_you_mean(self.word, self.known)
        return f'no {self.what} "{self.word}"; {guess + " " if guess else ""}there are: {", ".join(self.known)}'


class NotPossible(RiskregError):
    """A file cannot be changed as it was asked for: why, and what to do."""

    def __init__(self, why: str, advice: str) -> None:
        super().__init__(why, advice)
        self.why, self.advice = why, advice

    def sentence(self) -> str:
        return f"{self.why}; {self.advice}"


class NothingToPlace(RiskregError):
    """A register has no matrix, or none of its risks a likelihood and an impact at the stage that was asked for."""

    def __init__(self, ref: str, stage: str, *, has_matrix: bool, others: Sequence[str]) -> None:
        super().__init__(ref, stage)
        self.ref, self.stage, self.has_matrix, self.others = ref, stage, has_matrix, tuple(others)

    def sentence(self) -> str:
        if not self.has_matrix:
            return (
                f"{self.ref} has no [matrix]: its risks are not scored by likelihood and impact; see: show {self.ref}"
            )
        advice = f"try --stage {self.others[0]}" if self.others else f"see: show {self.ref}"
        return f"no risk of {self.ref} states likelihood and impact as its {self.stage} score; {advice}"


class NoRegisterInRange(RiskregError):
    """No register is dated between the two dates that were given."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(known)
        self.known = tuple(known)

    def sentence(self) -> str:
        there = f"there are: {', '.join(self.known)}" if self.known else "there are no registers yet"
        return f"no register is dated within the range; {there}"


class MissingExtra(RiskregError):
    """A library that only some commands need is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra, self.purpose = extra, purpose

    def sentence(self) -> str:
        copy, wheel = f'pip install ".[{self.extra}]"', f'pip install "FILE.whl[{self.extra}]"'
        needs = f"{self.purpose} needs libraries that are not installed"
        again = "or with pipx install --force or uv tool install, if so installed, naming all extras that you use"
        return f"{needs}; in your copy of riskreg, run: {copy} ({again}); or, with the wheel it came in: {wheel}"


class InvalidExport(RiskregError):
    """A spreadsheet or CSV file that riskreg wrote was edited into something that is no register."""

    def __init__(self, file: str, faults: Sequence[CellFault]) -> None:
        super().__init__(file, faults)
        self.file, self.faults = file, tuple(faults)

    def sentence(self) -> str:
        number = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = (f"{self.file}: {fault}" for fault in self.faults)
        return "\n".join((*lines, f"{self.file} cannot be used: {number}; mend it, then try again"))

    def __str__(self) -> str:
        return printable(self.sentence(), keep="\n")


class Declined(RiskregError):
    """Two edits of a file cannot be merged by record: why, and what to do. Git's merge by lines is there for it."""

    def __init__(self, why: str, advice: str = "merge it by lines, as git does by itself") -> None:
        super().__init__(why)
        self.why, self.advice = why, advice

    def sentence(self) -> str:
        return f"{self.why}; {self.advice}"
