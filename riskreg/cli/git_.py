"""The commands `git …`: registers at home in git; each in a file of its own."""

from __future__ import annotations

import click

from riskreg.cli.late import Commands, Late

_COMMANDS = {
    "install": Late("git_install.install", "Have git merge registers by record, and show them by field."),
    "uninstall": Late("git_install.uninstall", "Take back what git install did, to the byte."),
    "status": Late("git_status.status", "Say what is missing, stale or overridden."),
    "textconv": Late("git_textconv.textconv", "Print FILE as one line a field, for git diff and git log -p."),
    "merge": Late("git_merge.merge", "Merge two edits of one register, by record and by field."),
    "merge-driver": Late("git_merge_driver.merge_driver", ""),
    "verify-merge": Late("git_verify.verify_merge", "Replay merges, and name the edits that they lost."),
}


@click.group(name="git", commands=Commands(_COMMANDS))
def git() -> None:
    """Teach git to show, merge and verify registers by record and by field.

    \b
    Examples:
      riskreg git install
      riskreg git status
      riskreg git verify-merge
      riskreg git merge base.toml mine.toml theirs.toml
    """
