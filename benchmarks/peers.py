"""What a peer without a command line for it does: DeepDiff over risks by id, tomlkit's edit, tomllib's reading.

    python benchmarks/peers.py deepdiff EARLIER.json LATER.json
    python benchmarks/peers.py tomlkit REGISTER.toml ID EARLIER-ID
    python benchmarks/peers.py tomllib FILE_OR_FOLDER…

The last reads all registers in a folder.
"""

# Each side imports only what it has, and start-up is part of what is measured.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path


def deepdiff(earlier: str, later: str) -> None:
    """Print all that differs between two files of risks by id."""
    import json

    from deepdiff import DeepDiff

    before, after = (json.loads(Path(name).read_text(encoding="utf-8")) for name in (earlier, later))
    print(DeepDiff(before, after))  # noqa: T201


def tomlkit(register: str, id: str, earlier: str) -> None:
    """Load, set one key, dump and write."""
    import tomlkit as library

    path = Path(register)
    document = library.parse(path.read_text(encoding="utf-8"))
    document["risk"][id]["supersedes"] = [earlier]  # type: ignore[index]
    path.write_text(library.dumps(document), encoding="utf-8")


def tomllib(*names: str) -> None:
    """Read files, and all in folders, one after another."""
    import tomllib as library

    for path in map(Path, names):
        for one in sorted(path.rglob("*.toml")) if path.is_dir() else [path]:
            with one.open("rb") as file:
                library.load(file)


if __name__ == "__main__":
    {"deepdiff": deepdiff, "tomlkit": tomlkit, "tomllib": tomllib}[sys.argv[1]](*sys.argv[2:])
