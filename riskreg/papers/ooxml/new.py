"""A new Word document: the parts besides its text; in British English, with styles for headings, lists and tables."""

from __future__ import annotations

import io
import zipfile

from riskreg.papers.ooxml.scan import WORD
from riskreg.papers.ooxml.spoken import escaped, one_line

TEXT_WIDTH = 16838 - 2 * 1134
"""Of a landscape A4 page with margins of 2 cm, in twentieths of a point."""

BULLET_STYLE = "ListBullet"
TABLE_STYLE = "RegisterTable"

_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACE = f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}"'
_WHEN = (1980, 1, 1, 0, 0, 0)
_PARTS = ("document.main", "styles", "settings", "numbering", "header", "footer")
_FILES = {"document.main": "document"}


def new_document(body: str, title: str, *, header: str = "") -> bytes:
    """The document with that body, the same bytes whenever it is made: it holds a title, and no name or date."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("document", "word/document.xml"), core=True),
        "docProps/core.xml": _core(title),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(*((kind, f"{kind}.xml") for kind in _PARTS[1:])),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/header.xml": _margin("hdr", "Header", _run(header) if header else ""),
        "word/footer.xml": _margin("ftr", "Footer", _run("Page ") + _field("PAGE") + _run(" of ") + _field("NUMPAGES")),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, _WHEN)
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            archive.writestr(member, (_START + text).encode("utf-8"))
    return made.getvalue()


def _types() -> str:
    named = (f'<Override PartName="/word/{_FILES.get(p, p)}.xml" ContentType="{_TYPE}.{p}+xml"/>' for p in _PARTS)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(named)}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _relations(*targets: tuple[str, str], core: bool = False) -> str:
    kinds = [(f"{_OFFICE}/{'officeDocument' if kind == 'document' else kind}", target) for kind, target in targets]
    if core:
        kinds.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    each = (f'<Relationship Id="rId{n}" Type="{k}" Target="{t}"/>' for n, (k, t) in enumerate(kinds, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _core(title: str) -> str:
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    named = f"<dc:title>{escaped(one_line(title))}</dc:title><dc:language>en-GB</dc:language>"
    return f"<cp:coreProperties {spaces}>{named}</cp:coreProperties>"


def _document(body: str) -> str:
    header, footer = (f"rId{_PARTS.index(kind)}" for kind in ("header", "footer"))
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:footerReference w:type="default" r:id="{footer}"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f"<w:document {_SPACE}><w:body>{body}{section}</w:body></w:document>"


def _settings() -> str:
    mode = "http://schemas.microsoft.com/office/word"
    compatible = f'<w:compatSetting w:name="compatibilityMode" w:uri="{mode}" w:val="15"/>'
    language = '<w:themeFontLang w:val="en-GB"/>'
    return f"<w:settings {_SPACE}><w:compat>{compatible}</w:compat>{language}</w:settings>"


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl>'
    )
    kind = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
    return f'<w:numbering {_SPACE}>{kind}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'


def _margin(tag: str, style: str, runs: str) -> str:
    return f'<w:{tag} {_SPACE}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:{tag}>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _styles() -> str:
    font = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    language = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    run = f'<w:rPrDefault><w:rPr>{font}<w:sz w:val="22"/><w:szCs w:val="22"/>{language}</w:rPr></w:rPrDefault>'
    paragraph = '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    item = '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="0"/><w:contextualSpacing/>'
    return "".join(
        (
            f"<w:styles {_SPACE}><w:docDefaults>{run}{paragraph}</w:docDefaults>",
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
            _style("Title", "Title", '<w:keepNext/><w:spacing w:after="120"/>', 40),
            _heading(1, 32, 360),
            _heading(2, 26, 280),
            _heading(3, 22, 200),
            _style("Caption", "caption", '<w:keepNext/><w:spacing w:before="120" w:after="60"/>', 20),
            _style("TableText", "Table Text", '<w:spacing w:after="0"/>', 20, bold=False),
            _style(BULLET_STYLE, "List Bullet", item, 20, bold=False),
            _style("Header", "header", '<w:jc w:val="center"/>', 22),
            _style("Footer", "footer", '<w:jc w:val="center"/>', 20, bold=False),
            _table_style(),
            "</w:styles>",
        )
    )


def _heading(level: int, size: int, before: int) -> str:
    space = f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120"/>'
    return _style(f"Heading{level}", f"heading {level}", f'{space}<w:outlineLvl w:val="{level - 1}"/>', size)


def _style(id: str, name: str, paragraph: str, size: int, *, bold: bool = True) -> str:
    run = f'{"<w:b/><w:bCs/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    head = f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
    after = '<w:next w:val="Normal"/>' if bold else ""
    return f"{head}{after}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"


def _table_style() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>' for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{n}" w:type="dxa"/>'
        for side, n in (("top", 57), ("left", 108), ("bottom", 57), ("right", 108))
    )
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    shade = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/></w:tcPr>'
    return (
        f'<w:style w:type="table" w:styleId="{TABLE_STYLE}"><w:name w:val="Register Table"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{bold}{shade}</w:tblStylePr>'
        f'<w:tblStylePr w:type="firstCol">{bold}</w:tblStylePr></w:style>'
    )
