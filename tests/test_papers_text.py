"""Papers of Markdown, HTML and LaTeX: what stands between the marks is written, and every other byte is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import FILES
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import PROSE

from riskreg.errors import NotPossible, UnknownWord, UnreadableFile
from riskreg.papers.kinds import read_paper
from riskreg.tables.block import Block
from riskreg.tables.table import Column, Table

GOOD = sorted(path for path in (FILES / "papers" / "good").iterdir())

COLUMNS = (Column("a", "First"), Column("b", "Second"))
PLAIN = Block(Table("A caption", COLUMNS, (("one", "two"),), ("A sentence.",), ("[1] A note.",)), "A heading")

HOSTILE = (
    "|",
    "<!-- riskreg:end changes -->",
    "\n<!-- riskreg:end changes -->\n",
    "% riskreg:end changes",
    "\n% riskreg:end changes\n",
    "<script>alert(1)</script>",
    "```",
    "\n~~~\n",
    "-->",
    "<!--",
    "<pre>",
    r"\begin{verbatim}",
    r"\end{document}",
    "=HYPERLINK(1)",
    "---",
    "\r\n",
    "\x1b[31m",
    "\u202eabc",
    "# heading",
    "&lt;",
    "",
)


def blocks(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Block]:
    """Blocks whose every text is any text, a hostile one included."""
    rows = st.lists(st.tuples(texts, texts), min_size=1, max_size=3).map(tuple)
    few = st.lists(texts, max_size=2).map(tuple)
    tables = st.builds(Table, texts, st.just(COLUMNS), rows, few, few)
    return st.builds(Block, tables, texts)


TEXTS = st.one_of(PROSE, st.sampled_from(HOSTILE), st.sampled_from(HOSTILE).map(lambda text: f"x{text}y"))
AROUND = st.text(st.sampled_from("ab \n\t#-.é*_>$&;"), max_size=30)
KINDS = {
    "md": ("<!-- riskreg:begin {} -->", "<!-- riskreg:end {} -->"),
    "html": ("<!-- riskreg:begin {} -->", "<!-- riskreg:end {} -->"),
    "tex": ("% riskreg:begin {}", "% riskreg:end {}"),
}


def empty(kind: str, name: str) -> str:
    begin, end = KINDS[kind]
    return f"{begin.format(name)}\n{end.format(name)}"


@pytest.mark.parametrize("kind", KINDS)
@given(before=AROUND, after=AROUND, first=blocks(TEXTS), second=blocks(TEXTS), crlf=st.booleans(), bom=st.booleans())
@example(before="", after="", first=PLAIN, second=PLAIN, crlf=True, bom=True)
def test_outside_is_kept_and_twice_is_once(
    kind: str, before: str, after: str, first: Block, second: Block, crlf: bool, bom: bool
) -> None:
    """For any text around and any cells: the bytes outside stay, a second run writes the same, nothing looks edited."""
    paper = f"{before}\n\n{empty(kind, 'changes')}\n\n{after}\n\n{empty(kind, 'risks')}\n{after}"
    if crlf:
        paper = paper.replace("\n", "\r\n")
    data = (b"\xef\xbb\xbf" if bom else b"") + paper.encode()
    given_blocks = {"changes": first, "risks": second}
    first_read = read_paper(f"p.{kind}", data)
    assume(first_read.marks)  # what stands before may be the opening of front matter without an end
    once = first_read.filled(given_blocks)
    read = read_paper(f"p.{kind}", once)
    assert read.filled(given_blocks) == once
    assert outside(once, kind) == outside(data, kind)
    for mark in read.marks:
        assert mark.stated == mark.actual
        assert mark.lines == read.lines(mark.name, given_blocks[mark.name])
    assert [mark.name for mark in read.marks] == ["changes", "risks"]
    assert len(outside(once, kind)) == 3
    if crlf:
        assert b"\n" not in once.replace(b"\r\n", b"")


def outside(data: bytes, kind: str) -> list[bytes]:
    """What stands outside the blocks: their marks are whole lines."""
    begin, end = (re.escape(mark).replace(r"\{\}", "[a-z]+").encode() for mark in KINDS[kind])
    begin = begin.removesuffix(rb"\ \-\->")
    return re.split(rb"^" + begin + rb"[^\n]*\n.*?^" + end, data, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_marks_are_found_where_they_are_marks(path: Path) -> None:
    """Marks in code, in front matter, in comments, scripts and verbatim are text; only the others are filled."""
    data = path.read_bytes()
    paper = read_paper(path.name, data)
    wanted = {mark.name: PLAIN for mark in paper.marks}
    assert "changes" in wanted
    after = paper.filled(wanted)
    again = read_paper(path.name, after)
    assert [mark.name for mark in again.marks] == list(wanted)
    assert all(not mark.edited and mark.lines for mark in again.marks)
    lines, new = data.split(b"\n"), after.split(b"\n")
    changed = [line for line in lines if line not in new]
    assert all(b"riskreg:begin" in line or line == b"old words\r" for line in changed)
    assert after.endswith(data[-8:])
    assert (b"\r\n" in data) == (b"\r\n" in after)


@pytest.mark.parametrize(
    ("paper", "level"),
    [
        ("", "##"),
        ("# Report\n", "##"),
        ("# Report\n\n## Risks\n", "###"),
        ("Report\n======\n\nRisks\n-----\n", "###"),
        ("# Report\n\n```\n##### no heading\n```\n", "##"),
        ("###### Deep\n", "######"),
    ],
)
def test_a_heading_is_one_below_the_last(paper: str, level: str) -> None:
    """A block's heading is one level below the one above it, and its own heading moves no other block."""
    text = f"{paper}\n{empty('md', 'changes')}\n\n{empty('md', 'risks')}\n"
    after = read_paper("p.md", text.encode()).filled({"changes": PLAIN, "risks": PLAIN}).decode()
    assert re.findall("^#+ A heading", after, re.MULTILINE) == [f"{level} A heading"] * 2
    again = read_paper("p.md", after.encode()).filled({"changes": PLAIN, "risks": PLAIN}).decode()
    assert again == after


def test_headings_of_html_and_latex() -> None:
    """The level of a heading follows those of the paper in HTML and LaTeX too."""
    page = read_paper("p.html", f"<h2>Risks</h2>\n{empty('html', 'changes')}".encode())
    assert b"<h3>A heading</h3>" in page.filled({"changes": PLAIN})
    report = read_paper("p.tex", f"\\section{{Risks}}\n{empty('tex', 'changes')}".encode())
    assert rb"\subsection{A heading}" in report.filled({"changes": PLAIN})


@pytest.mark.parametrize(("meta", "expected"), [('<meta charset="utf-8">', "é".encode()), ("", b"&#233;")])
def test_a_page_in_another_encoding_is_not_garbled(meta: str, expected: bytes) -> None:
    """A page that does not say UTF-8 gets letters beyond ASCII by number."""
    accented = Block(Table("Café", COLUMNS, (("é", "x"),)))
    paper = read_paper("p.html", f"<html>{meta}\n{empty('html', 'changes')}".encode())
    after = paper.filled({"changes": accented})
    assert b">" + expected + b"</th>" in after
    assert not read_paper("p.html", after).marks[0].edited


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_within_the_marks_is_known(kind: str) -> None:
    """Another word makes the digest differ; blanks that an editor takes away, and CRLF, do not."""
    data = read_paper(f"p.{kind}", empty(kind, "changes").encode()).filled({"changes": PLAIN})
    assert read_paper(f"p.{kind}", data.replace(b"two", b"three")).marks[0].edited
    assert not read_paper(f"p.{kind}", data.replace(b"\n", b"\r\n")).marks[0].edited
    assert not read_paper(f"p.{kind}", data.replace(b"two", b"two").replace(b"\n\n", b"\n  \n")).marks[0].edited


def test_what_stands_within_marks_by_hand_counts_as_edited() -> None:
    """Marks put round an author's own words do not lose them silently."""
    paper = read_paper("p.md", b"<!-- riskreg:begin changes -->\nmy words\n<!-- riskreg:end changes -->\n")
    assert paper.marks[0].edited
    assert paper.marks[0].lines == ("my words",)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("crlf", [False, True])
def test_a_first_block_takes_the_place_of_a_paragraph(kind: str, crlf: bool) -> None:
    """The paragraph is gone, the block stands there marked, and the rest is as it was."""
    text = "Before\n\n[[riskreg:changes]]\n\nAfter"
    data = (text.replace("\n", "\r\n") if crlf else text).encode()
    after = read_paper(f"p.{kind}", data).added("changes", "[[riskreg:changes]]", PLAIN)
    before, behind = data.split(b"[[riskreg:changes]]")
    assert after.startswith(before)
    assert after.endswith(behind)
    assert b"[[" not in after
    marks = read_paper(f"p.{kind}", after).marks
    assert [mark.name for mark in marks] == ["changes"]
    assert not marks[0].edited
    assert read_paper(f"p.{kind}", after).filled({"changes": PLAIN}) == after


def test_a_paragraph_of_html_may_have_its_tags() -> None:
    """`<p class="x">TEXT</p>` says TEXT and nothing else."""
    after = read_paper("p.html", b'<p class="x">HERE</p>\n').added("changes", "HERE", PLAIN)
    assert after.startswith(b"<!-- riskreg:begin changes")


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("Before\n", "HERE", "no paragraph"),
        ("Before\n", " ", "no paragraph"),
        ("```\nHERE\n```\n", "HERE", "line 2, but not as a paragraph"),
        ("Put it HERE please\n", "HERE", "line 1, but not as a paragraph"),
        ("Before\nHERE\n", "HERE", "line 2, but not as a paragraph"),
        ("HERE\n\nHERE\n", "HERE", "lines 1 and 3"),
        ("<!-- riskreg:begin changes -->\n<!-- riskreg:end changes -->\n\nHERE\n", "HERE", "has a block changes"),
    ],
)
def test_no_place_is_guessed(text: str, at: str, said: str) -> None:
    """Where no one paragraph says the text, or the table is there already, nothing is put in."""
    with pytest.raises(NotPossible, match=said):
        read_paper("p.md", text.encode()).added("changes", at, PLAIN)


def test_only_marked_names_are_filled() -> None:
    """A block that the paper does not ask for is refused."""
    with pytest.raises(NotPossible, match="no block risks"):
        read_paper("p.md", empty("md", "changes").encode()).filled({"risks": PLAIN})


@pytest.mark.parametrize(("name", "data"), [("p.md", b"caf\xe9"), ("p.md", b"\xff\xfea\0"), ("p.tex", b"a\0b")])
def test_what_is_no_text_is_refused(name: str, data: bytes) -> None:
    """Another encoding, and files that are no text, are refused."""
    with pytest.raises(UnreadableFile):
        read_paper(name, data)


def test_a_kind_that_is_none_is_refused() -> None:
    """The ending says what a paper is; another one is refused with those there are."""
    with pytest.raises(UnknownWord, match=r"\.rtf.*\.docx, \.md"):
        read_paper("p.rtf", b"")


def test_formatters_are_kept_out() -> None:
    """Markdown's formatter and linter, HTML's formatter and LaTeX's are told to leave a block alone."""
    for kind, guard in (("md", "prettier-ignore-start"), ("html", "prettier-ignore"), ("tex", "noindent")):
        after = read_paper(f"p.{kind}", empty(kind, "changes").encode()).filled({"changes": PLAIN}).decode()
        mark, second, *_ = after.split("\n")
        assert "riskreg:begin" in mark
        assert guard in second


PRETTY = """\
<html>
  <body>
    <section>
      <p>Words</p>
      {begin}
      <!-- prettier-ignore -->
      <div>
{content}
</div>
      {end}
    </section>
  </body>
</html>
"""


def test_what_a_formatter_indents_is_not_edited() -> None:
    """A page that prettier has laid out since (mark, guards and first element indented) has no block edited by hand.

    A refresh keeps that layout, so that the formatter has nothing to change again.
    """
    page = f"<html><body><section><p>Words</p>\n{empty('html', 'changes')}\n</section></body></html>"
    written = read_paper("p.html", page.encode()).filled({"changes": PLAIN}).decode()
    begin, end = (re.findall(f"<!-- riskreg:{what} .*?-->", written)[0] for what in ("begin", "end"))
    content = written.partition("<div>\n")[2].rpartition("\n</div>")[0]
    pretty = PRETTY.format(begin=begin, content=content, end=end)
    read = read_paper("p.html", pretty.encode())
    assert not read.marks[0].edited
    assert read.marks[0].lines == read.lines("changes", PLAIN)
    assert read.filled({"changes": PLAIN}).decode() == pretty
    assert read_paper("p.html", pretty.replace("two", "three").encode()).marks[0].edited


@pytest.mark.parametrize("kind", KINDS)
def test_blanks_around_guards_say_nothing(kind: str) -> None:
    """What keeps formatters out may be moved to the right by one."""
    data = read_paper(f"p.{kind}", empty(kind, "changes").encode()).filled({"changes": PLAIN}).decode()
    lines = data.split("\n")
    moved = "\n".join([lines[0], f"  {lines[1]}", *lines[2:-2], f"\t{lines[-2]}", lines[-1]])
    assert moved != data
    assert not read_paper(f"p.{kind}", moved.encode()).marks[0].edited


def test_words_moved_to_the_right_are_edited() -> None:
    """In Markdown a line that was indented alone means something else, and counts as edited."""
    data = read_paper("p.md", empty("md", "changes").encode()).filled({"changes": PLAIN})
    assert read_paper("p.md", data.replace(b"A sentence.", b"    A sentence.")).marks[0].edited


@pytest.mark.parametrize("item", ["- ", "1. ", " * "])
@given(block=blocks(TEXTS))
@example(block=PLAIN)
def test_a_block_in_a_list_item_stays_in_it(item: str, block: Block) -> None:
    """Below a mark that is indented every line is, so that the list goes on behind it; a second run changes nothing."""
    indent = " " * len(item)
    begin, end = empty("md", "changes").split("\n")
    paper = f"{item}one\n\n{indent}{begin}\n{indent}{end}\n\n{item}two\n".encode()
    once = read_paper("p.md", paper).filled({"changes": block})
    inside = once.decode().split("\n")[2:-4]
    assert all(line.startswith(indent) for line in inside if line)
    read = read_paper("p.md", once)
    assert not read.marks[0].edited
    assert read.marks[0].lines == read.lines("changes", block)
    assert read.filled({"changes": block}) == once
    assert (
        read_paper("p.md", f"{item}one\n\n{indent}HERE\n\n{item}two\n".encode()).added("changes", "HERE", block) == once
    )


def test_no_table_is_put_where_it_would_be_code() -> None:
    """A paragraph that stands four spaces to the right cannot be marked, and says so."""
    with pytest.raises(NotPossible, match="would be code"):
        read_paper("p.md", b"- a\n\n  - b\n\n    HERE\n").added("changes", "HERE", PLAIN)
