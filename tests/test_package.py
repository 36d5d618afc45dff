"""The wheel and the sdist hold what they should, and the tests of releases cover all that riskreg rests on."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from releases import TOUCHING, above_the_lowest, floors

import riskreg

ROOT = Path(__file__).parents[1]
NAMED = f"riskreg-{riskreg.__version__}"
RECORDED = f"{NAMED}.dist-info"


def built(kind: str, source: Path, into: Path) -> Path:
    """The package that the build backend makes of a folder, without an environment of its own and without network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    [made] = into.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    place = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(built("sdist", ROOT, tmp_path_factory.mktemp("sdist"))) as archive:
        archive.extractall(place, filter="data")
    return place / NAMED


def files(folder: Path) -> set[str]:
    """The files below a folder, as paths from the one that holds it; what Python keeps for itself is left out."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder.parent).as_posix() for path in found}


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    """All files of riskreg, to the byte, that it is typed, its licence and its command; no test and no register."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        code = {name for name in names if not name.startswith(RECORDED)}
        assert code == files(ROOT / "riskreg")
        assert all(archive.read(name) == (ROOT / name).read_bytes() for name in code)
        assert archive.read(f"{RECORDED}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert b"riskreg = riskreg.cli.main:main" in archive.read(f"{RECORDED}/entry_points.txt")
    assert "riskreg/py.typed" in code
    assert {name.split("/")[1] for name in names - code} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses",
    }


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    """Its version is the program's, its description the README; it is typed; its extras are those that users know."""
    with zipfile.ZipFile(wheel) as archive:
        said = message_from_bytes(archive.read(f"{RECORDED}/METADATA"))
    assert (said["Version"], said["Requires-Python"]) == (riskreg.__version__, ">=3.11")
    assert (said["License-Expression"], said["Description-Content-Type"]) == ("MIT", "text/markdown")
    description = said.get_payload(decode=True)
    assert isinstance(description, bytes)
    assert description.decode().strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()
    assert "Typing :: Typed" in (said.get_all("Classifier") or [])
    assert set(said.get_all("Provides-Extra") or []) == {"analytics", "dev", "excel", "fast", "import", "plot"}


def test_the_sdist_builds_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    """Who builds from the sdist has the wheel that was published, to the byte."""
    again = built("wheel", sdist, tmp_path / "again")
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_the_sdist_is_the_project(sdist: Path) -> None:
    """What `make test` needs is there, whole; nothing that was made, no Python and no hidden folder goes with it."""
    whole = ("riskreg", "registers", "seeds", "docs", "benchmarks", "tests")
    for folder in whole:
        assert files(sdist / folder) == files(ROOT / folder)
    loose = {path.name for path in sdist.iterdir() if path.is_file()}
    pages = {path.name for path in ROOT.glob("*.md")}
    hidden = {".gitignore", ".pre-commit-hooks.yaml"}
    assert loose == {"LICENSE", "Makefile", "PKG-INFO", "pyproject.toml", "riskreg.toml"} | pages | hidden
    assert {path.name for path in sdist.iterdir() if path.is_dir()} == set(whole)


def test_every_dependency_is_tried_at_other_releases() -> None:
    """What riskreg rests on has a lowest release, and tests that `make lowest` and `make newest` run."""
    assert set(TOUCHING) == set(floors())
    assert all(floor[0].isdigit() for floor in floors().values())
    named = {name for names in TOUCHING.values() for name in names}
    assert not [name for name in named if not (ROOT / "tests" / f"{name}.py").exists()]


def test_a_later_release_is_not_taken_for_the_lowest(monkeypatch: pytest.MonkeyPatch) -> None:
    """3.2.0 is the lowest of 3.2; 3.2.1 is not, nor is anything else."""
    monkeypatch.setattr("releases.version", {**floors(), "click": "8.1.7.0", "XlsxWriter": "3.2.1"}.__getitem__)
    assert [line.split(" is installed")[0] for line in above_the_lowest()] == ["XlsxWriter 3.2.1"]
