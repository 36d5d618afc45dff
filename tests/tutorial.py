"""A tutorial walked through as its reader would: files are saved and changed, and commands run, in the page's order."""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import GIT_FREE

from riskreg.cli.main import main

STEPS = re.compile(
    r"^Save (?P<word>in Word )?as `(?P<save>[^`]+)`.*?\n\n```[a-z]*\n(?P<text>.*?)^```$"
    r"|^Add at the end of `(?P<more>[^`]+)`.*?\n\n```[a-z]*\n(?P<rest>.*?)^```$"
    r"|In `(?P<file>[^`]+)`, change `(?P<old>[^`]+)`\s+to\s+`(?P<new>[^`]+)`"
    r"|^```console\n(?P<console>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
"""What a page asks for: a file to save, text to add, words to change, commands to type."""


def walk(page: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Do what the page says; each command with the output that the page shows, and what it printed."""
    for step in STEPS.finditer(page):
        if step["console"] is not None:
            for part in re.split(r"^\$ ", step["console"], flags=re.MULTILINE)[1:]:
                command, _, shown = part.partition("\n")
                yield command, shown, printed(command, folder)
        elif step["word"]:
            in_word(folder / step["save"], step["text"])
        else:
            edit(folder, step)


def edit(folder: Path, step: re.Match[str]) -> None:
    """Save, lengthen or change a text file as an editor does."""
    path = folder / (step["save"] or step["more"] or step["file"])
    if step["save"]:
        path.parent.mkdir(exist_ok=True)
        text = step["text"]
    elif step["more"]:
        text = path.read_text(encoding="utf-8") + "\n\n" + step["rest"]
    else:
        before = path.read_text(encoding="utf-8")
        assert before.count(step["old"]) == 1, f"{step['old']} stands {before.count(step['old'])} times in {path.name}"
        text = before.replace(step["old"], step["new"])
    path.write_text(text, encoding="utf-8", newline="\n")


def in_word(path: Path, text: str) -> None:
    """A Word document with a paragraph for each line; the first is its title."""
    import docx

    paper = docx.Document()
    title, *others = filter(None, text.splitlines())
    paper.add_heading(title, 0)
    for line in others:
        paper.add_paragraph(line)
    paper.save(str(path))


def printed(command: str, folder: Path) -> str:
    """What the reader sees below a command, results and messages alike, at 80 columns; it is run in this process."""
    words = shlex.split(command)
    assert words[0] == "riskreg"
    text = io.BytesIO()
    seen = io.TextIOWrapper(text, encoding="utf-8", newline="\n", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - GIT_FREE.keys():
            patch.delenv(name)
        for name, value in {**GIT_FREE, "COLUMNS": "80"}.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdout", seen)
        patch.setattr(sys, "stderr", seen)
        with pytest.raises(SystemExit) as left:
            main()
    output = text.getvalue().decode()
    assert left.value.code in {0, 1, None}, output
    return output
