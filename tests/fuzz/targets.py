"""What the fuzzer tries, and what has to hold: a refusal or a result, printable, whole, and the same a second time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import click
from attrs import frozen
from click.testing import CliRunner

from fuzz import material
from fuzz.mutate import Mutator, of_archive, of_bytes, of_lines, of_xml
from riskreg.cli.main import riskreg as program
from riskreg.errors import RiskregError
from riskreg.merging.merge import merge_texts
from riskreg.printable import is_hostile
from riskreg.store.read import loads, read_register
from riskreg.store.write import dumps

Files = Mapping[str, bytes]
"""The damaged files of a case, by their names."""


class Broken(Exception):
    """A promise that was not kept."""


@frozen
class Target:
    """One thing that is fuzzed."""

    make: Callable[[Random], Files]
    """Makes the files of a case."""
    attempt: Callable[[Files], None]
    """Tries them; raises anything where a promise is not kept. The files lie in the working folder, in `registers/`
    beside sound ones where they are registers."""


def tried(files: Files, attempt: Callable[[Files], None]) -> None:
    """Put the files of a case into the working folder, with the sound ones, and try them."""
    put(Path(), {**material.COUNCIL, **files})
    attempt(files)
    litter = list(Path().rglob(".riskreg-*"))
    if litter:
        raise Broken(f"left over: {litter}")


def put(folder: Path, files: Files) -> None:
    """Make the folder hold these files and no others."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def run(*words: str, raw: bool = False) -> tuple[int, str]:
    """Run the real command in this process: its exit code and all that it said. Raises what is no refusal."""
    result = CliRunner().invoke(program, words, prog_name="riskreg", standalone_mode=False)
    error = result.exception
    if error is not None and not isinstance(error, RiskregError | click.ClickException | click.exceptions.Exit):
        raise error
    hostile = sorted(c for c in set(result.output + str(error or "")) - {"\n", "\t"} if is_hostile(c))
    if hostile and not raw:
        raise Broken(f"{words}: printed {hostile}")
    if isinstance(error, RiskregError):
        return error.exit_code, result.output
    code = result.return_value if error is None else 2
    return (code if isinstance(code, int) else 0), result.output


# Registers


def _damaged(rng: Random, names: Sequence[str], *, akin: bool = False) -> Files:
    """Registers under these names, each damaged by itself; `akin` if they are to begin as one."""
    all_of_them = material.registers()
    base = rng.choice(all_of_them)
    files = {}
    for name in names:
        data = base if akin else rng.choice(all_of_them)
        files[name] = (of_lines if rng.random() < 0.8 else of_bytes)(data, rng, all_of_them)
    return files


def _read(files: Files) -> None:
    """Whatever the bytes, there is a reading; what is valid is read again as it was written, and laid out once."""
    for name, data in files.items():
        reading = read_register(data, name)
        lines = data.count(b"\n") + data.count(b"\r") + 1
        for finding in reading.findings:
            if not 1 <= finding.line <= lines:
                raise Broken(f"{finding} is outside the file")
        run("show", name)
        code, _ = run("fmt", name)
        if code == 0:
            if loads(dumps(reading.valid())) != reading.valid() or loads(_text(name)) != reading.valid():
                raise Broken("written and read again it is another register")
            if run("fmt", "--check", name)[0] != 0:
                raise Broken("laid out twice it is laid out otherwise")
        elif Path(name).read_bytes() != data:
            raise Broken("it was refused, and changed all the same")


def _text(name: str) -> str:
    return Path(name).read_bytes().decode("utf-8")


def _check(_: Files) -> None:
    run("check", "--strict")
    run("check", "--format", "json", "--as-of", "2024-01-01")


def _compare(files: Files) -> None:
    """Compared, told, and added up in every form; a register and itself do not differ."""
    earlier, later = files
    run("compare", earlier, later)
    if run("show", later)[0] == 0 and run("compare", later, later, "--exit-code")[0] != 0:
        raise Broken("it differs from itself")
    match len(files[later]) % 4:
        case 0:
            run("compare", earlier, later, "--format", "json")
        case 1:
            run("compare", earlier, later, "--section", "--format", "html")
        case 2:
            run("history")
        case _:
            run("matrix", earlier, later)


def _merge(files: Files) -> None:
    """Merged or declined; without a conflict it can be read; what one side did alone is taken byte for byte."""
    run("git", "merge", *files, raw=True)
    base, ours, theirs = files.values()
    try:
        for three in ((base, base, theirs), (base, theirs, base), (base, theirs, theirs)):
            if merge_texts(*three).text != theirs:
                raise Broken("what one side did alone is not what is merged")
    except RiskregError:
        return
    run("git", "textconv", next(iter(files)))
    del ours


# Papers


def _paper(name: str, inputs: Callable[[], list[bytes]], mutate: Mutator) -> Target:
    def make(rng: Random) -> Files:
        return {name: mutate(rng.choice(inputs()), rng, inputs())}

    return Target(make, lambda files: _embed(name, files[name]))


def _embed(name: str, data: bytes) -> None:
    """Refused and left as it was, or brought up to date; and then a second time nothing is changed."""
    path = Path(name)
    if run("embed", name, "--force")[0] == 0:
        once = path.read_bytes()
        if run("embed", name, "--force")[0] != 0 or path.read_bytes() != once:
            raise Broken("embedded twice, it is another paper")
    elif path.read_bytes() != data:
        raise Broken("it was refused, and changed all the same")
    place = ("[[riskreg:grid]]", "After", "Before")[len(data) % 3]
    before = path.read_bytes()
    if run("embed", name, "--add", "grid", "--at", place)[0] == 0:
        if run("embed", name, "--check")[0] not in (0, 1):
            raise Broken("with a block put in, it cannot be read any more")
    elif path.read_bytes() != before:
        raise Broken("no block could be put in, and it was changed all the same")


# Reports


def _report(form: str, mutate: Mutator) -> Target:
    name = f"report.{form}"

    def make(rng: Random) -> Files:
        return {name: mutate(rng.choice(material.reports(form)), rng, material.reports(form))}

    return Target(make, lambda _: _import(name))


def _import(name: str) -> None:
    """Refused, or a draft that can be read; the program itself proves that the draft says what it is to say."""
    code, _ = run("import", name, "--date", "2024", "--output", "draft.toml")
    if code == 2:
        code, _ = run("import", name, "--output", "draft.toml")  # an export tells its own date
    if code == 0:
        loads(_text("draft.toml"))
    elif Path("draft.toml").exists():
        raise Broken("it was refused, and written all the same")
    if not re.search("pdf|xlsx", name):  # each of these costs a process
        run("import", name, "--list-tables")
        run("import", name, "--date", "2024", "--format", "json")


def _markup(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    return (of_xml if rng.random() < 0.6 else of_bytes)(data, rng, others)


def _text_damage(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    return (of_lines if rng.random() < 0.6 else of_bytes)(data, rng, others)


TARGETS: dict[str, Target] = {
    "reader": Target(lambda rng: _damaged(rng, ["x.toml"]), _read),
    "checker": Target(lambda rng: _damaged(rng, ["registers/2021-09.toml", "registers/2022-03.toml"]), _check),
    "compare": Target(lambda rng: _damaged(rng, ["registers/2021-09.toml", "registers/2022-03.toml"]), _compare),
    "merge": Target(lambda rng: _damaged(rng, ["base.toml", "ours.toml", "theirs.toml"], akin=True), _merge),
    "embed-docx": _paper("paper.docx", material.word_papers, of_archive),
    "embed-md": _paper("paper.md", lambda: material.papers(".md"), _text_damage),
    "embed-html": _paper("paper.html", lambda: material.papers(".html"), _markup),
    "embed-tex": _paper("paper.tex", lambda: material.papers(".tex"), _text_damage),
    "import-txt": _report("txt", _text_damage),
    "import-md": _report("md", _text_damage),
    "import-html": _report("html", _markup),
    "import-csv": _report("csv", _text_damage),
    "import-docx": _report("docx", of_archive),
    "import-xlsx": _report("xlsx", of_archive),
    "import-pdf": _report("pdf", of_bytes),
}
"""All of them, by name."""
