"""What is no sound Word paper, or has no sound mark, is refused with one clear message."""

from __future__ import annotations

import struct

import pytest
from word_files import (
    HEADING,
    PLACE,
    RELS,
    ROOT,
    W,
    added,
    archive,
    block,
    body,
    document,
    main_part,
    paragraph,
    parts,
)

from riskreg.errors import NotPossible, RiskregError, UnreadableFile
from riskreg.papers.word import read_word

BOMB = ROOT + "<w:body><w:p><w:r><w:t>" + " " * 60_000_000 + "</w:t></w:r></w:p></w:body></w:document>"
ENTITIES = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>{ROOT}<w:body/></w:document>'
DEEP = ROOT + "<w:body>" + "<w:p>" * 400 + "</w:p>" * 400 + "</w:body></w:document>"


def of_main(main: bytes | str) -> bytes:
    return archive(parts(main.encode() if isinstance(main, str) else main))


def without(name: str) -> bytes:
    return archive({k: v for k, v in parts(body(PLACE)).items() if k != name})


def patched(data: bytes, offset: int, form: str, value: int) -> bytes:
    """One number in the directory's entry of the main part changed."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.rindex(b"word/document.xml") - 46 + offset, value)
    return bytes(changed)


def flipped(data: bytes) -> bytes:
    """One byte of the main part's packed data changed."""
    at = data.index(b"word/document.xml") + 40
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def twice() -> bytes:
    """Two members of one name; the name of the second is written over another one of the same length."""
    data = archive({**parts(body(PLACE)), "word/documenu.xml": body()})
    return data.replace(b"word/documenu.xml", b"word/document.xml")


SOUND = document(PLACE)
UNREADABLE = {
    "empty": (b"", "no Word document"),
    "html": (b"<html><body>[[riskreg:changes]]</body></html>", "no Word document"),
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "cut short": (SOUND[: len(SOUND) // 2], "damaged or cut short"),
    "cut at the end": (SOUND[:-3], "damaged"),
    "more behind": (SOUND + b"more", "damaged"),
    "no parts": (b"PK\x05\x06" + bytes(18), "holds no word/document.xml"),
    "no relations": (without("_rels/.rels"), "holds no word/document.xml"),
    "no main part": (without("word/document.xml"), "holds no word/document.xml"),
    "a sheet": (of_main(f'<worksheet xmlns="{W[:-4]}"/>'), "another kind"),
    "no body": (of_main(f"{ROOT}</w:document>"), "another kind"),
    "encrypted": (patched(SOUND, 8, "<H", 9), "encrypted"),
    "packed oddly": (patched(SOUND, 10, "<H", 12), "packed in a way"),
    "wrong checksum": (patched(SOUND, 16, "<I", 1), "damaged"),
    "declares less": (patched(SOUND, 24, "<I", 10), "damaged"),
    "declares far more": (patched(SOUND, 24, "<I", 2**31), "zip bomb"),
    "points elsewhere": (patched(SOUND, 42, "<I", 5), "damaged"),
    "points beyond": (patched(SOUND, 42, "<I", 2**31), "damaged"),
    "zip64": (patched(SOUND, 24, "<I", 2**32 - 1), "zip64"),
    "flipped": (flipped(SOUND), "damaged"),
    "bomb": (of_main(BOMB), "zip bomb"),
    "twice": (twice(), "more than once"),
    "twice by case": (archive(parts(body(PLACE), Word__Document_dot_xml=b"x")), "more than once"),
    "doctype": (of_main(ENTITIES), "DOCTYPE"),
    "doctype in relations": (
        archive({**parts(body(PLACE)), "_rels/.rels": f"<!DOCTYPE a>{RELS.format('officeDocument', 'x')}".encode()}),
        "DOCTYPE",
    ),
    "doctype in styles": (archive({**parts(body(PLACE)), "word/styles.xml": b"<!DOCTYPE a><a/>"}), "DOCTYPE"),
    "doctype in a part that is not read": (
        archive(
            parts(body(PLACE), word__settings_dot_xml=b'<?xml version="1.0"?>\r\n<!-- x -->\n<!DOCTYPE a [ ]><a/>')
        ),
        "word/settings.xml in it has a DOCTYPE",
    ),
    "doctype in utf-16": (
        archive(parts(body(PLACE), customXml__item2_dot_xml="<!DOCTYPE a><a/>".encode("utf-16"))),
        "customXml/item2.xml in it has a DOCTYPE",
    ),
    "doctype in relations that are not read": (
        archive({**parts(body(PLACE)), "customXml/_rels/item1.xml.rels": b"\xef\xbb\xbf<!DOCTYPE a><a/>"}),
        "DOCTYPE",
    ),
    "doctype behind a long comment": (
        archive(parts(body(PLACE), word__settings_dot_xml=b"<!--" + b"ab" * 2**15 + b"--><!DOCTYPE a><a/>")),
        "word/settings.xml in it begins with what",
    ),
    "not well-formed": (of_main(ROOT + "<w:body></w:document>"), "line 1, column"),
    "nested": (of_main(DEEP), "nested deeper"),
    "utf-16": (
        of_main(('<?xml version="1.0" encoding="UTF-16"?>' + ROOT + "<w:body/></w:document>").encode("utf-16")),
        "UTF-16",
    ),
    "utf-16, unsaid": (of_main((ROOT + "<w:body/></w:document>").encode("utf-16")), "UTF-16"),
    "latin": (of_main('<?xml version="1.0" encoding="ISO-8859-1"?>' + ROOT + "<w:body/></w:document>"), "ISO-8859-1"),
    "windows": (
        of_main('<?xml version="1.0" encoding="windows-1252"?>' + ROOT + "<w:body/></w:document>"),
        "windows-1252",
    ),
    "unknown": (of_main('<?xml version="1.0" encoding="x-y"?>' + ROOT + "<w:body/></w:document>"), "x-y"),
    "signed": (archive({**parts(body(PLACE)), "_xmlsignatures/sig1.xml": b"<s/>"}), "digitally signed"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_sound_word_document_is_refused(case: str) -> None:
    """One message names the paper, what is wrong with it and what to do; it has one line."""
    data, reason = UNREADABLE[case]
    with pytest.raises(UnreadableFile) as refused:
        read_word("paper.docx", data)
    assert str(refused.value).startswith("paper.docx: ")
    assert reason in str(refused.value)
    assert refused.value.advice
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["paper.doc", "paper.odt", "paper", "paper.docx.pdf"])
def test_only_word_documents_are_read(name: str) -> None:
    """A name that does not end in .docx is refused before the bytes are looked at."""
    with pytest.raises(UnreadableFile, match=r"does not end in \.docx"):
        read_word(name, SOUND)


def test_names_that_lead_out_of_the_archive_do_no_harm() -> None:
    """Nothing is ever unpacked: a member's name is kept as it is."""
    data = archive({**parts(body(PLACE)), "../../escape": b"x", "/etc/absolute": b"y", "C:\\z": b"z"})
    assert b"../../escape" in added(data, block())


@pytest.mark.parametrize("part", [b"", b"<!-- <!DOCTYPE a> --><a/>", b"<a>&lt;!DOCTYPE a></a>", b"\x00\xff", b"words"])
def test_a_part_that_only_speaks_of_a_doctype_is_no_fault(part: bytes) -> None:
    """Parts that are not read need no more than to have no DOCTYPE."""
    data = added(archive(parts(body(PLACE), word__settings_dot_xml=part)), block())
    assert HEADING.encode() in main_part(data)


def test_a_missing_styles_part_is_no_fault() -> None:
    """A document need not have styles."""
    assert HEADING.encode() in main_part(added(without("word/styles.xml"), block()))


# Marks

START, END = '<w:bookmarkStart w:id="1" w:name="riskreg_{}"/>', '<w:bookmarkEnd w:id="1"/>'
ONE = START.format("one__00000000")
OTHER, OTHER_END = ONE.replace("one_", "two_").replace('"1"', '"2"'), END.replace("1", "2")
TEXT = paragraph("text")
CELL = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r>{}</w:p></w:tc></w:tr></w:tbl>"
MARKS = {
    "no end": (ONE + TEXT, "has no end"),
    "reversed": (END + TEXT + ONE, "has no end"),
    "id of another": (ONE + TEXT + END + ONE.replace("riskreg_one__00000000", "x") + END, "shares its id"),
    "name twice": (ONE + TEXT + END + OTHER.replace("two", "one") + TEXT + OTHER_END, "is there 2 times"),
    "name twice, edited": (ONE + TEXT + END + OTHER.replace("two__0", "one__1") + TEXT + OTHER_END, "is there 2 times"),
    "nested": (ONE + TEXT + OTHER + TEXT + OTHER_END + TEXT + END, "overlaps"),
    "crossing": (ONE + TEXT + OTHER + TEXT + END + TEXT + OTHER_END, "overlaps"),
    "odd name": (ONE.replace("one__", "One-") + TEXT + END, "not named as"),
    "long name": (START.format("a" * 30) + TEXT + END, "not named as"),
    "covers nothing": (TEXT + ONE + END, "covers nothing"),
    "in a cell": (CELL.format(ONE + END), "within one cell"),
    "half a paragraph": (TEXT.replace("</w:p>", ONE + "</w:p>") + TEXT + END, "begins in the middle"),
    "half a last paragraph": (
        ONE + TEXT + TEXT.replace("<w:r>", f"<w:r><w:t>a</w:t></w:r>{END}<w:r>"),
        "ends in the middle",
    ),
    "half a control": (f"<w:sdt><w:sdtContent>{ONE}{TEXT}</w:sdtContent></w:sdt>{TEXT}{END}", "begins in the middle"),
    "tracked": (ONE + f'<w:p><w:ins w:id="9"><w:r><w:t>a</w:t></w:r></w:ins></w:p>{END}', "tracked changes"),
    "tracked looks": (ONE + f"<w:p><w:pPr><w:pPrChange/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>{END}", "tracked changes"),
    "tracked row": (
        ONE + CELL.format("").replace("<w:tc>", "<w:trPr><w:ins/></w:trPr><w:tc>") + END,
        "tracked changes",
    ),
    "section": (ONE + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" + END, "section break"),
    "half a field": (ONE + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + END, "within a field"),
    "unknown": (ONE + TEXT + "<w:altChunk/>" + TEXT + END, "does not know"),
}


@pytest.mark.parametrize("case", MARKS)
def test_a_mark_that_is_not_sound_is_refused(case: str) -> None:
    """Half, doubled, nested, crossing and misplaced bookmarks are refused when the paper is read."""
    inner, reason = MARKS[case]
    with pytest.raises(NotPossible) as refused:
        read_word("paper.docx", document(inner, TEXT))
    assert reason in str(refused.value)
    assert "; " in str(refused.value)


def test_marks_that_others_left_half_do_no_harm() -> None:
    """Only riskreg's own bookmarks are judged."""
    data = document('<w:bookmarkEnd w:id="7"/><w:bookmarkStart w:id="8" w:name="_GoBack"/>', PLACE)
    assert HEADING.encode() in main_part(added(data, block()))


def test_a_mark_in_a_content_control_is_fine() -> None:
    """A block may stand in a content control as a whole."""
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{PLACE}</w:sdtContent></w:sdt>"
    first = added(document(control, TEXT), block())
    assert read_word("p.docx", first).filled({"changes": block()}) == first


# Places for a first block

SPOTS = {
    "nowhere": (TEXT, "no paragraph says"),
    "twice": (PLACE + PLACE, "2 paragraphs say"),
    "among words": (paragraph("see [[riskreg:changes]] below"), "among other words"),
    "in a table": (CELL.format("").replace("a</w:t>", "[[riskreg:changes]]</w:t>"), "in a table"),
    "in a box": (f"<w:p><w:r><w:pict><w:txbxContent>{PLACE}</w:txbxContent></w:pict></w:r></w:p>", "text box"),
    "inserted": ('<w:p><w:ins w:id="4"><w:r><w:t>[[riskreg:changes]]</w:t></w:r></w:ins></w:p>', "tracked"),
    "deleted beside": (PLACE.replace("</w:p>", '<w:del w:id="4"/></w:p>'), "tracked"),
    "locked": (
        f"<w:sdt><w:sdtPr><w:lock/></w:sdtPr><w:sdtContent>{PLACE}</w:sdtContent></w:sdt>",
        "locked, or holds plain",
    ),
    "within a block": (ONE + PLACE + END, "within the block of one"),
}


@pytest.mark.parametrize("case", SPOTS)
def test_a_place_where_no_block_can_go_is_refused(case: str) -> None:
    """The text must be one whole paragraph of the running text."""
    inner, reason = SPOTS[case]
    with pytest.raises(NotPossible) as refused:
        added(document(inner, TEXT), block())
    assert reason in str(refused.value)
    assert str(refused.value).startswith("paper.docx: ")


def test_an_empty_text_is_no_place() -> None:
    """Empty paragraphs are not what is looked for."""
    with pytest.raises(NotPossible, match="is empty"):
        added(document("<w:p/>"), block(), at="  ")


def test_a_name_is_marked_once_and_an_unknown_one_not_at_all() -> None:
    """A second block of a name, and a refresh of what is not there, are refused with what is there."""
    first = added(document(PLACE, PLACE.replace("changes", "x")), block())
    with pytest.raises(NotPossible, match="changes is marked already"):
        added(first, block(), at="[[riskreg:x]]")
    with pytest.raises(NotPossible, match="no bookmark marks other; marked there: changes"):
        read_word("p.docx", first).filled({"other": block()})


@pytest.mark.parametrize("at", range(60))
def test_damage_anywhere_is_a_refusal_or_harmless(at: int) -> None:
    """Whatever byte is damaged, there is no crash, and what is written still says what it was meant to."""
    data = bytearray(SOUND)
    place = at * (len(data) - 1) // 59
    data[place] ^= 0x55
    try:
        made = added(bytes(data), block())
    except RiskregError:
        return
    assert HEADING in read_word("p.docx", made).marks[0].lines
