"""Exempt risks are in no byte of an export, no cell, property, sheet name, id or reference; their number is told."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from conftest import Run, folder_of

WORD = "zqx"
"""Begins every word that belongs to something exempt."""

EARLIER = """\
[register]
title = "Risks"
date = "2021"

[risk.zqxold]
title = "zqxtitle"
exempt = true

[risk.zqxgone]
title = "zqxtitle"
exempt = true

[risk.public]
title = "Public"
"""

NOW = """\
[register]
title = "Risks"
date = "2022"
organisation = "Harbourside Council"
source = "open"

[matrix]
likelihood = ["1", "2", "3"]
impact = ["1", "2", "3"]
bands = [{ name = "Green", from = 1 }, { name = "Red", from = 6 }]

[risk.public]
title = "Public"
supersedes = ["zqxold", "older"]
score.current = { likelihood = 2, impact = 2 }

[risk.public.mitigation]
do = { action = "Act", supersedes = ["zqxold.zqxaction", "older.action"] }

[risk.zqxnow]
title = "zqxtitle"
number = "zqxnumber"
description = "zqxdescription"
owner = "zqxowner"
category = "zqxcategory"
exempt = true
place = "zqxplace"
evidence = ["zqxcard: zqx1"]
assurance = [{ by = "zqxby", finding = "zqxfinding" }]
note = "zqxnote"
score.current = { likelihood = 3, impact = 3 }

[risk.zqxnow.mitigation]
zqxm = { action = "zqxdo", owner = "zqxwho", cost = [{ amount = 987654321, note = "zqxcost" }] }

[removed.zqxgone]
reason = "closed"
note = "zqxclosed"
evidence = ["zqxcard: zqx2"]
"""

CARD = """\
title = "zqxcardtitle"
kind = "report"
date = "2022"
organisation = "zqxcardbody"
file = "zqxfile"
sha256 = "{}"
"""

FORMS = ["html", "xlsx", "csv", "json", "docx"]


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    folder_of(tmp_path, {"zqxcard": CARD.format("0" * 64)}, "seeds")
    return folder_of(tmp_path, {"2021": EARLIER, "2022": NOW})


def exported(run: Run, registers: Path, form: str, *words: str) -> dict[str, bytes]:
    """The parts of an export, unpacked, by their names; the whole file among them."""
    file = registers.parent / f"out.{form}"
    done = run("--registers", str(registers), "export", "2022", "--output", str(file), *words)
    assert (done.code, done.err) == (0, f"riskreg: {file}: written\n")
    data = file.read_bytes()
    parts = {"whole": data}
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts |= {name: packed.read(name) for name in packed.namelist()}
            parts["names"] = " ".join(packed.namelist()).encode()
    return parts


@pytest.mark.parametrize("form", FORMS)
def test_not_a_byte_of_it(run: Run, registers: Path, form: str) -> None:
    """No part of the file has a word of an exempt risk, its actions, its removal, its cards, or its id at any date."""
    for name, content in exported(run, registers, form).items():
        assert WORD.encode() not in content.lower(), name
        assert b"987654321" not in content, name
        assert b"EXEMPT" not in content, name


@pytest.mark.parametrize("form", FORMS)
def test_it_is_counted(run: Run, registers: Path, form: str) -> None:
    """How many risks and removals are not shown is told."""
    everything = b"".join(exported(run, registers, form).values())
    if form == "json":
        assert json.loads(everything)["not-shown"] == {"risks": 1, "removals": 1}
    else:
        assert b"1 exempt risk not shown." in everything
        assert b"1 removal of exempt risks not shown." in everything


@pytest.mark.parametrize("form", FORMS)
def test_it_is_there_when_asked_for(run: Run, registers: Path, form: str) -> None:
    """With --include-exempt all of it is there, what is public is as well, and the output is marked EXEMPT."""
    everything = b"".join(exported(run, registers, form, "--include-exempt").values())
    gone = "zqxtitle" if form == "docx" else "zqxgone"  # a paper names it by its title
    for word in ("zqxold", "zqxnow", gone, "zqxnumber", "zqxdo", "zqxclosed", "zqxfinding", "older", "EXEMPT"):
        assert word.encode() in everything, word
    assert b"not shown." not in everything


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_read_back_without_it(run: Run, registers: Path, form: str) -> None:
    """An export from which something was left out is read back with a word of that."""
    exported(run, registers, form)
    done = run("import", str(registers.parent / f"out.{form}"))
    assert done.code == 0
    assert WORD not in done.out
    assert "the export had left out what is exempt: 1 exempt risk not shown." in done.err


def test_a_marked_workbook(run: Run, registers: Path) -> None:
    """A workbook with exempt risks says EXEMPT in its properties, on every printed sheet and in a cell."""
    parts = exported(run, registers, "xlsx", "--include-exempt")
    assert b"<dc:title>EXEMPT: Risks</dc:title>" in parts["docProps/core.xml"]
    sheets = [content for name, content in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert all(b"EXEMPT" in sheet for sheet in sheets)
    assert b">EXEMPT</t>" in parts["xl/sharedStrings.xml"]


def test_a_risk_that_is_public_now(run: Run, registers: Path) -> None:
    """A risk that no register says is exempt is shown; the removal of one that was is not."""
    text = NOW.replace('title = "zqxtitle"\nnumber', 'title = "Open now"\nnumber').replace("exempt = true\n", "")
    (registers / "2022.toml").write_text(text, encoding="utf-8")
    data = json.loads(exported(run, registers, "json")["whole"])
    assert [risk["id"] for risk in data["risks"]] == ["public", "zqxnow"]
    assert data["not-shown"] == {"risks": 0, "removals": 1}


ONCE = """\
[register]
title = "Risks"
date = "{}"

[risk.public]
title = "Public"
supersedes = ["older"]

[risk.wassecret]
title = "zqxtitle"
{}
[risk.wassecret.mitigation]
do = {{ action = "zqxaction" }}

[risk.zqxnow]
title = "zqxtitle"
exempt = true
"""
FLAG = "exempt = true\n"


@pytest.fixture(params=["before", "after"])
def once(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A series in which a risk of 2022 stands openly and was, or became, exempt in another year."""
    year = {"before": "2021", "after": "2023"}[request.param]
    return folder_of(tmp_path, {"2022": ONCE.format("2022", ""), year: ONCE.format(year, FLAG)})


@pytest.mark.parametrize("form", FORMS)
def test_exempt_once_is_exempt_in_every_export(run: Run, once: Path, form: str) -> None:
    """A risk that is exempt in any register of the series is in no byte of an export of another, and is counted."""
    parts = exported(run, once, form)
    for name, content in parts.items():
        assert b"zqx" not in content.lower(), name
        assert b"wassecret" not in content, name
    everything = b"".join(parts.values())
    told = b'"risks": 2' if form == "json" else b"2 exempt risks not shown."
    assert told in everything
    assert b"exempt risk not shown" not in everything


@pytest.mark.parametrize("form", FORMS)
def test_exempt_once_is_marked_when_asked_for(run: Run, once: Path, form: str) -> None:
    """With --include-exempt it is there and marked exempt, though this register does not say so itself."""
    parts = exported(run, once, form, "--include-exempt")
    assert b"wassecret" in b"".join(parts.values()) or form == "docx"
    assert b"zqxaction" in b"".join(parts.values())
    assert b"EXEMPT" in b"".join(parts.values())
    if form == "json":
        risks = {risk["id"]: risk.get("exempt", False) for risk in json.loads(parts["whole"])["risks"]}
        assert risks == {"public": False, "wassecret": True, "zqxnow": True}


def test_the_refusal_says_where_it_is_exempt(run: Run, once: Path) -> None:
    """A risk that is exempt in another register of the series is not said to be exempt in this one."""
    done = run("--registers", str(once), "show", "2022", "wassecret")
    assert done.code == 2
    assert done.err == (
        'riskreg: the risk "wassecret" is exempt from publication in a register of this series; '
        "add --include-exempt to show it\n"
    )
    own = run("--registers", str(once), "show", "2022", "zqxnow")
    assert 'the risk "zqxnow" of 2022 is exempt from publication; add' in own.err
