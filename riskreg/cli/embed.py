"""The command `embed`: bring the tables between a paper's marks up to date, and touch nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from riskreg.cli import editing, options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import note

if TYPE_CHECKING:
    from riskreg.papers.refresh import Opened, Refreshed, Standing
    from riskreg.tables.block import Block


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the tables in riskreg.toml."""
    try:
        tables = ctx.ensure_object(Context).settings.tables
    except Exception:  # a completion that fails must not disturb the line being typed
        return []
    return [CompletionItem(t.id, help=t.caption or str(t.view)) for t in tables if t.id.startswith(incomplete)]


@click.command()
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a table is stale, edited or not put in.")
@editing.dry_run
@click.option("--force", is_flag=True, help="Overwrite tables that were edited by hand.")
@click.option(
    "--add", metavar="NAME", shell_complete=_complete, help="Put a first table, and its marks, into the paper."
)
@click.option("--at", metavar="TEXT", help="With --add: the paragraph that it takes the place of.")
@options.include_exempt
@options.shared
@pass_context
@click.pass_context
def embed(
    ctx: click.Context,
    context: Context,
    papers: tuple[str, ...],
    check: bool,
    dry_run: bool,
    force: bool,
    add: str | None,
    at: str | None,
    include_exempt: bool,
) -> None:
    """Bring the tables between the marks of papers up to date.

    PAPER is a Word document (.docx), or Markdown, HTML or LaTeX (.md, .html, .tex). The tables have names, which
    riskreg.toml beside registers/ explains; a first one is put in with --add. Nothing outside the marks is touched.
    All papers are looked through before the first is written.

    \b
    Examples:
      riskreg embed report.docx --add changes --at "[[riskreg:changes]]"
      riskreg embed report.docx
      riskreg embed report.md appendix.md --check
    """
    _refuse_odd(papers, check=check, dry_run=dry_run, force=force, add=add, at=at)
    writing = not (check or dry_run)
    with _held(papers, writing=writing):
        done = _refreshed(context, papers, add, at, include_exempt=include_exempt, writing=writing)
        known = [] if add else [table.id for table in context.settings.tables]
        if check:
            if not _all_fresh(done, known):
                ctx.exit(1)
            return
        if not add:
            _refuse_unfilled(done, known)
        if dry_run:
            _show(done)
            return
        if not force:
            _refuse_edited(done)
        _write(done)
    for paper in done:
        editing.say(f"{paper.opened.name}: {_said(paper)}")
    if not add:
        _tell_unfilled(done, known)


def _refuse_odd(
    papers: Sequence[str], *, check: bool, dry_run: bool, force: bool, add: str | None, at: str | None
) -> None:
    if (add is None) != (at is None):
        raise click.UsageError('--add and --at go together: --add changes --at "[[riskreg:changes]]"')
    if add is not None and (check or force):
        raise click.UsageError("--add puts in a first table: leave out --check and --force")
    if add is not None and len(papers) > 1:
        raise click.UsageError("--add puts a table into one paper: name one")
    if check and (dry_run or force):
        raise click.UsageError("--check only looks: leave out --dry-run and --force")


@contextmanager
def _held(papers: Sequence[str], *, writing: bool) -> Iterator[None]:
    """The lock on the folders of the papers, where they are to be written."""
    from pathlib import Path

    from riskreg.errors import UnreadableFile
    from riskreg.store.lock import locked

    for name in papers:
        if not Path(name).exists():
            raise UnreadableFile(name, "there is no such file")
    if not writing:
        yield
        return
    with locked((Path(name).resolve().parent for name in papers), papers[0]):
        yield


def _refreshed(
    context: Context, names: Sequence[str], add: str | None, at: str | None, *, include_exempt: bool, writing: bool
) -> list[Refreshed]:
    """Every paper with its new bytes; everything that can be refused is refused here."""
    from riskreg.papers.refresh import named_in, opened, refreshed, with_added
    from riskreg.store.settings import no_settings

    _ = context.finder.folder  # where there are no registers, that is what is said
    papers = _each_once([opened(name, context.finder.max_size, to_write=writing) for name in names])
    if context.riskreg_toml is None:
        raise no_settings("it names the tables that papers use")
    settings = context.settings
    if add is not None and at is not None:
        return [with_added(papers[0], add, at, _blocks(context, (add,), include_exempt=include_exempt)[add])]
    known = [table.id for table in settings.tables]
    blocks = _blocks(context, named_in(papers, known), include_exempt=include_exempt)
    return [refreshed(paper, blocks) for paper in papers]


def _each_once(papers: Sequence[Opened]) -> list[Opened]:
    return list({paper.path.resolve(): paper for paper in reversed(papers)}.values())[::-1]


def _blocks(context: Context, names: Sequence[str], *, include_exempt: bool) -> dict[str, Block]:
    from riskreg.papers.named import blocks_of

    blocks, left_out = blocks_of(names, context.settings, context.finder, include_exempt=include_exempt)
    if left_out:
        note(f"left out of the lineage, as not valid: {', '.join(left_out)}")
    return blocks


def _all_fresh(done: Sequence[Refreshed], known: Sequence[str]) -> bool:
    """Say of each paper what is not up to date, a line each; whether all is."""
    from riskreg.papers.refresh import unfilled

    fresh = True
    for paper in done:
        name = paper.opened.name
        told = [f"{name}: {_why(s)}" for s in paper.standings if s.state != "unchanged"]
        if not told and paper.changed:
            told = [f"{name}: the tables are up to date, but their marks are not as riskreg writes them"]
        empty = [f"{name}: {said}" for said in unfilled(paper.opened, known)]
        fresh = fresh and not paper.changed and not empty
        for line in [*told, *empty] or [f"{name}: up to date"]:
            editing.say(line)
    return fresh


def _why(standing: Standing) -> str:
    where = f" ({standing.mark.place})" if standing.mark.place else ""
    if standing.state == "edited by hand":
        return f"{standing.mark.name}{where} was edited by hand since riskreg wrote it"
    if not standing.mark.lines:
        return f"{standing.mark.name}{where} is stale: it is empty"
    number = _changed(standing.mark.lines, standing.wanted)
    return f"{standing.mark.name}{where} is stale: {number} line{'' if number == 1 else 's'} would change"


def _changed(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines differ; one that says something else counts once."""
    from difflib import SequenceMatcher

    spans = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in spans if tag != "equal")


def _show(done: Sequence[Refreshed]) -> None:
    """The differences, table by table."""
    for paper in done:
        for standing in paper.standings:
            before, after = ("".join(f"{t}\n" for t in x) for x in (standing.mark.lines, standing.wanted))
            editing.show_difference(f"{paper.opened.name}: {standing.mark.name}", before, after)


def _refuse_unfilled(done: Sequence[Refreshed], known: Sequence[str]) -> None:
    """A paper in which no table stands yet: what is typed for one needs --add."""
    from riskreg.errors import NotPossible
    from riskreg.papers.refresh import unfilled

    for paper in done:
        if not paper.standings:
            why = f"{paper.opened.name} holds no table of riskreg yet"
            raise NotPossible(why, "; ".join(unfilled(paper.opened, known)))


def _tell_unfilled(done: Sequence[Refreshed], known: Sequence[str]) -> None:
    from riskreg.papers.refresh import unfilled

    for paper in done:
        for said in unfilled(paper.opened, known):
            note(f"{paper.opened.name}: {said}")


def _refuse_edited(done: Sequence[Refreshed]) -> None:
    from attrs import evolve

    from riskreg.errors import NotPossible

    edited = [evolve(p, standings=tuple(s for s in p.standings if s.state == "edited by hand")) for p in done]
    edited = [paper for paper in edited if paper.standings]
    if edited:
        _show(edited)
        why = "; ".join(f"{p.opened.name}: {' and '.join(map(_why, p.standings))}" for p in edited)
        advice = "nothing was changed. The differences are printed above; to overwrite what was edited, add --force"
        raise NotPossible(why, advice)


def _write(done: Sequence[Refreshed]) -> None:
    from riskreg.store.safe import write_drafts

    write_drafts([paper.draft() for paper in done])


def _said(paper: Refreshed) -> str:
    """`changes brought up to date, risks unchanged`."""
    said = ", ".join(f"{s.mark.name} {_became(s)}" for s in paper.standings)
    fresh = all(s.state == "unchanged" for s in paper.standings)
    return f"{said}; marks renewed" if fresh and paper.changed else said


def _became(standing: Standing) -> str:
    if standing.added:
        return f"put in{f' at {standing.mark.place}' if standing.mark.place else ''}"
    if standing.state == "unchanged":
        return "unchanged"
    return "overwritten" if standing.state == "edited by hand" else "brought up to date"
