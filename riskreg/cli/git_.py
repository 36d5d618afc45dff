"""The commands `git …`: what git runs, and what is run around git."""

from __future__ import annotations

import click

from riskreg.cli import git_merge, git_merge_driver

_COMMANDS = (git_merge.merge, git_merge_driver.merge_driver)


@click.group(name="git")
def git() -> None:
    """Merge registers by record and by field, in git and by hand.

    \b
    Examples:
      riskreg git merge base.toml mine.toml theirs.toml
    """


for _command in _COMMANDS:
    git.add_command(_command)
