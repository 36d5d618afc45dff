"""The commands `git …`: registers at home in git; each in a file of its own."""

from __future__ import annotations

import click

from riskreg.cli import git_install, git_merge, git_merge_driver, git_status, git_textconv, git_verify

_COMMANDS = (
    git_install.install,
    git_install.uninstall,
    git_status.status,
    git_textconv.textconv,
    git_merge.merge,
    git_merge_driver.merge_driver,
    git_verify.verify_merge,
)


@click.group(name="git")
def git() -> None:
    """Teach git to show, merge and verify registers by record and by field.

    \b
    Examples:
      riskreg git install
      riskreg git status
      riskreg git verify-merge
      riskreg git merge base.toml mine.toml theirs.toml
    """


for _command in _COMMANDS:
    git.add_command(_command)
