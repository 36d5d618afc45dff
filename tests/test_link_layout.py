"""However a list is typed, `link` only puts in, and `--undo` of what was just linked gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from builders import mitigation, register, risk
from hypothesis import given
from hypothesis import strategies as st

from riskreg.store.edit import Original
from riskreg.store.edit_link import linked, unlinked
from riskreg.store.read import read_register

EARLIER = register("2021", *(risk(id, mitigation("m")) for id in ("b0", "b1", "b2", "y", "z")))

HEAD = '[register]\ntitle = "R"\ndate = "2022"\n'
RISK = '[risk.a]\ntitle = "A"\n'

PLACES = [
    ("a", "", HEAD + '[risk.a]\ntitle = "A" # its name\n{row}note = "n"\n'),
    ("a", "", HEAD + '[risk.a]\n{row}title = "A"\n'),
    ("a", "  ", HEAD + "  [ risk . 'a' ]\n  title = 'A'\n{row}"),
    ("a", "risk.a.", 'risk.a.title = "A"\n{row}' + HEAD),
    ("a", "a.", '[risk]\na.title = "A"\n{row}' + HEAD + '[risk.a.mitigation.x]\naction = "Do"\n'),
    ("a", "a.", HEAD + '[risk]\na.title = "A"\n{row}'),
    ("a", "", HEAD + '[risk]\na = {{ title = "A"{behind}, number = "1" }} # c\n'),
    ("a", "", HEAD + '[risk]\na = {{{before}title = "A"}}\n'),
    ("a.m", "", HEAD + RISK + '[risk.a.mitigation]\nm = {{ action = "x"{behind} }}\n'),
    ("a.m", "", HEAD + RISK + '[risk.a.mitigation]\nm = {{ {before}action = "x" , owner = "o" }} # c\n'),
    ("a.m", "", HEAD + RISK + '[risk.a.mitigation.m]\naction = "x"\nstatus = "planned"\n{row}note = "n"\n'),
    ("a", "", HEAD + '[risk.q]\ntitle = "Q"\n' + RISK + '{row}[risk.c]\ntitle = "C"\n'),
    ("a", "", HEAD + RISK + '{row}[risk.c]\ntitle = "C"\n[risk.a.score]\ncurrent = {{ score = 3 }}\n'),
    ("a.m", "mitigation.m.", HEAD + RISK + 'mitigation.m.action = "x"\n{row}'),
]
"""Where the list of a risk or an action may stand: its owner, what its key begins with in a row, the file around it."""

GAPS = st.lists(st.sampled_from([" ", "   ", "\t", "\n", "\n  ", "# why\n", ' # ["it\'s", ],\n\t']), max_size=3)
QUOTES = st.sampled_from(['"', "'", '"""', "'''"])


@st.composite
def lists(draw: st.DrawFn, suffix: str) -> str:
    """A list with blanks, comments and line breaks wherever TOML has room for them."""
    gap = GAPS.map("".join)
    text = "[" + draw(gap)
    count = draw(st.integers(0, 3))
    for number in range(count):
        quote = draw(QUOTES)
        text += f"{quote}b{number}{suffix}{quote}{draw(gap)}"
        if number + 1 < count or draw(st.booleans()):
            text += "," + draw(gap)
    return text + "]"


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """The id of a risk or action, and a file in which it has such a list, or none."""
    owner, prefix, text = draw(st.sampled_from(PLACES))
    if draw(st.integers(0, 4)):
        pair = f"{draw(st.sampled_from(['supersedes', chr(34) + 'supersedes' + chr(34)]))} = "
        pair += draw(lists(".m" if "." in owner else ""))
        tail = draw(st.sampled_from(["\n", "  # tail\n"]))
        text = text.format(row=f"{prefix}{pair}{tail}", behind=f", {pair}", before=f"{pair}, ")
    else:
        text = text.format(row="", behind="", before="")
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    end, mark = draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    return owner, mark + text.replace("\n", end).encode()


def original(data: bytes) -> Original:
    """A register file of these bytes."""
    return Original("2022", Path("2022.toml"), data, read_register(data, "2022.toml"))


def only_put_in(before: bytes, after: bytes) -> bool:
    """Whether all bytes of before are there after it, in their order."""
    rest = iter(after)
    return all(byte in rest for byte in before)


@given(files(), st.permutations(["y", "z"]), st.booleans())
def test_what_is_linked_and_unlinked_is_the_same_file(given: tuple[str, bytes], order: list[str], one: bool) -> None:
    """For risks and actions, one id or two, taken out in any order: nothing but what link put in was ever changed."""
    owner, data = given
    suffix = ".m" if "." in owner else ""
    ids = [f"{id}{suffix}" for id in (["z"] if one else ["z", "y"])]
    before = original(data)
    assert not before.reading.findings
    made = linked(before, [EARLIER], owner, ids)
    draft = before.draft(made.text, made.register)
    draft.check(draft.after)
    assert only_put_in(data, draft.after)
    after = original(draft.after)
    undone = unlinked(after, owner, [id for id in (f"{o}{suffix}" for o in order) if id in ids])
    again = after.draft(undone.text, undone.register)
    again.check(again.after)
    assert again.after == data


@given(files(), st.data())
def test_taking_out_what_was_typed_leaves_a_sound_file(given: tuple[str, bytes], data: st.DataObject) -> None:
    """Whichever item of a list goes, the others, the comments and all else are read as before."""
    owner, text = given
    before = original(text)
    known = before.reading.valid().risk("a")
    listed = known.mitigation("m").supersedes if "." in owner else known.supersedes
    if not listed:
        return
    id = str(data.draw(st.sampled_from(listed)))
    made = unlinked(before, owner, [id])
    draft = before.draft(made.text, made.register)
    draft.check(draft.after)
    assert only_put_in(draft.after, text)
    assert draft.after.count(b"# why") == text.count(b"# why")
