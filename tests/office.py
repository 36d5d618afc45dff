"""Documents that tests make: Word and Excel parts written by hand, and PDFs drawn word by word."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return out.getvalue()


def _package(main: str, kind: str, parts: Mapping[str, str | bytes], related: Mapping[str, str]) -> bytes:
    override = f'<Override PartName="/{main}" ContentType="application/{kind}"/>'
    types = f'<Types xmlns="{_PACKAGE}/content-types">{override}</Types>'
    folder, _, file = main.rpartition("/")
    relations = "".join(f'<Relationship Id="{i}" Type="{R}/{t}" Target="{i}.xml"/>' for i, t in related.items())
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{R}/officeDocument" Target="{main}"/></Relationships>',
            f"{folder}/_rels/{file}.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f"{relations}</Relationships>",
            **parts,
        }
    )


def docx(body: str, *, styles: str = "", numbering: str = "", prolog: str = "") -> bytes:
    """A Word document with this body."""
    parts = {
        "word/document.xml": f'{prolog}<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
    }
    related = {"styles": "styles", "numbering": "numbering"}
    return _package(
        "word/document.xml",
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        parts,
        related,
    )


def par(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str, properties: str = "") -> str:
    """A cell; plain text becomes a paragraph."""
    inner = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, each XML of a cell or plain text."""
    made = (c if c.startswith(("<w:tc>", "<w:sdt>")) else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def control(content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def xlsx(data: str, *, prolog: str = "", state: str = "visible") -> bytes:
    """A workbook with one sheet of this `sheetData`."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
        f'<sheet name="Risks" sheetId="1" state="{state}" r:id="worksheets/sheet1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{S}"><sheetData>{data}</sheetData></worksheet>',
    }
    kind = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return _package("xl/workbook.xml", kind, parts, {"worksheets/sheet1": "worksheet"})


Placed = tuple[float, float, str]


def pdf(
    *pages: Sequence[Placed],
    ruled: Sequence[tuple[Sequence[float], Sequence[float]]] = (),
    password: str = "",
    font: str = "Helvetica",
) -> bytes:
    """A PDF; each page has texts at x and y from the top left, and the grid of that page's `ruled` lines."""
    out = io.BytesIO()
    encrypt = pdfencrypt.StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(out, pagesize=A4, invariant=1, encrypt=encrypt)
    for number, page in enumerate(pages):
        if number < len(ruled):
            xs, ys = ruled[number]
            canvas.grid(list(xs), [A4[1] - y for y in ys])
        for x, y, text in page:
            canvas.setFont("Helvetica-Bold" if text.startswith("**") else font, 10)
            canvas.drawString(x, A4[1] - y, text.removeprefix("**"))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def raw_pdf(stream: bytes) -> bytes:
    """A PDF of one page with this packed content."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
    )
    out = b"%PDF-1.4\n"
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def zeros(mebibytes: int, piece: bytes = b" ") -> bytes:
    """Packed bytes that unpack to so much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = piece * ((1 << 20) // len(piece))
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # after which the next block packs alike
    check = 1
    for _ in range(mebibytes):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + packed * mebibytes + b"\x03\x00" + check.to_bytes(4, "big")
