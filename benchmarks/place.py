"""Where the benchmark works: its folder, the two Pythons, and the generated data, each made when it is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent


class Missing(Exception):
    """A peer that is not installed, so that a row cannot be measured."""


class Place:
    """A folder to work in, and where the peers are installed."""

    def __init__(self, folder: Path, peers: Path) -> None:
        self.folder = folder
        self.peers = peers

    def riskreg(self, *words: str) -> list[str | Path]:
        """The command line of riskreg, whatever the size of the file."""
        return [Path(sys.executable).with_name("riskreg"), "--max-size", "1G", *words]

    def python(self, *words: str | Path) -> list[str | Path]:
        """The Python that riskreg is installed for."""
        return [sys.executable, *words]

    def peer(self, command: str, *words: str | Path) -> list[str | Path]:
        """A peer's command line, or the Python that the peers are installed for. Raises Missing."""
        found = shutil.which(command, path=str(self.peers / "bin"))
        if found is None:
            what = "what it is held beside" if command == "python" else command
            raise Missing(f"{what} is not installed; `make bench` installs it in .venv/peers")
        return [found, *words]

    def has(self, module: str) -> None:
        """Raises Missing where the peers' Python cannot import the module."""
        check = [*map(str, self.peer("python")), "-c", f"import {module}"]
        if subprocess.run(check, capture_output=True, check=False).returncode:
            raise Missing(f"{module} is not installed; `make bench` installs it in .venv/peers")

    def without(self, *modules: str) -> Path:
        """A folder that makes these modules look as if they were not installed."""
        folder = self.folder / f"without-{'-'.join(modules)}"
        folder.mkdir(exist_ok=True)
        for module in modules:
            (folder / f"{module}.py").write_text('raise ImportError("not installed, for the benchmark")\n')
        return folder

    def pair(self, size: int) -> Path:
        """The folder of a pair of registers of so many risks."""
        return self._made(f"pair-{size}", "pairs.py", "--risks", str(size))

    def single(self, size: int) -> Path:
        """A folder that holds the earlier register of the pair alone."""
        folder = self.folder / f"single-{size}"
        if not folder.is_dir():
            (folder / "registers").mkdir(parents=True)
            shutil.copy(self.pair(size) / "registers" / "2021.toml", folder / "registers")
        return folder

    def dates(self, number: int) -> Path:
        """A folder with one series of so many registers."""
        return self._made(f"dates-{number}", "series.py", "--dates", str(number))

    def bodies(self, number: int, dates: int) -> Path:
        """A folder with the series of so many bodies."""
        words = ("--bodies", str(number), "--dates", str(dates))
        return self._made(f"bodies-{number}-{dates}", "series.py", *words)

    def real(self) -> Path:
        """A folder with the two real registers, their cards, and the forms of both for the peers."""
        folder = self.folder / "real"
        if not folder.is_dir():
            shutil.copytree(PROJECT / "registers", folder / "registers")
            shutil.copytree(PROJECT / "seeds", folder / "seeds")
            for year in ("2021", "2022"):
                self._run(HERE / "forms.py", folder / "registers" / f"{year}.toml", folder)
        return folder

    def titles(self, size: int) -> Path:
        """A file with the titles of two registers, and which of them are the same."""
        path = self.folder / f"titles-{size}.json"
        if not path.is_file():
            self._run(HERE / "pairing.py", "titles", path, str(size))
        return path

    def truth(self, size: int) -> dict[str, Any]:
        """What is wrong in riskreg's answer about a pair, and how well renamings are found."""
        command = [*map(str, self.python(HERE / "truth.py", self.pair(size)))]
        done = subprocess.run(command, capture_output=True, check=False)
        if not done.stdout:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        verdict: dict[str, Any] = json.loads(done.stdout)
        return verdict

    def _made(self, name: str, script: str, *words: str) -> Path:
        folder = self.folder / name
        if not (folder / "made").is_file():
            self._run(HERE / script, *words, folder)
            (folder / "made").touch()
        return folder

    def _run(self, *words: str | Path) -> None:
        subprocess.run([*map(str, self.python(*words))], check=True)
