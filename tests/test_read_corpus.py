"""Files that are not TOML, from the corpora of its parsers, each taken for a register.

The corpus of the standard library is used where Python brings it; the public toml-test suite where `TOML_TEST` names
its folder.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from riskreg.store.read import read_register


def corpus(kind: str) -> Iterator[Path]:
    """The files of all corpora there are."""
    spec = find_spec("test.test_tomllib")
    for folder in spec.submodule_search_locations or () if spec else ():
        yield from sorted((Path(folder) / "data" / kind).rglob("*.toml"))
    if suite := os.environ.get("TOML_TEST"):
        listed = (Path(suite) / "files-toml-1.0.0").read_text().split()
        yield from (Path(suite) / name for name in listed if name.startswith(f"{kind}/") and name.endswith(".toml"))


INVALID = list(corpus("invalid"))
VALID = list(corpus("valid"))


def label(path: Path) -> str:
    return "/".join(path.parts[-3:])


@pytest.mark.skipif(not INVALID, reason="this Python comes without the corpus")
@pytest.mark.parametrize("path", INVALID, ids=label)
def test_what_is_not_toml_is_refused_at_a_place_in_the_file(path: Path) -> None:
    """There is at least one fault of bytes or syntax, each on a line and column that the file has."""
    data = path.read_bytes()
    reading = read_register(data, "x.toml")
    assert any(f.code[:2] in ("E0", "E1") for f in reading.findings), reading.findings
    lines = data.decode("utf-8", errors="replace").removeprefix("\ufeff").split("\n")
    for finding in reading.findings:
        assert 1 <= finding.line <= len(lines)
        if not finding.message.startswith("the file is in UTF-16"):
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.hint
        assert "\n" not in str(finding)


@pytest.mark.skipif(not VALID, reason="this Python comes without the corpus")
@pytest.mark.parametrize("path", VALID, ids=label)
def test_what_is_toml_has_no_fault_of_syntax(path: Path) -> None:
    """What the parser takes is never called faulty TOML, except beyond the limits of a register."""
    data = path.read_bytes()
    tomllib.loads(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    findings = read_register(data, "x.toml").findings
    assert not [f for f in findings if f.code[:2] == "E1" and f.code not in ("E106", "E111", "E112")]
