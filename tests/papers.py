"""A council's folder for tests of papers: three registers, a riskreg.toml, and the marks of each kind of paper."""

from __future__ import annotations

from pathlib import Path

MATRIX = """
[matrix]
likelihood = ["Rare", "Possible", "Likely"]
impact = ["Low", "Medium", "High"]
bands = [{ name = "Green", from = 1 }, { name = "Amber", from = 4 }, { name = "Red", from = 6 }]
"""

REGISTERS = {
    "2021-09": f"""[register]
title = "Corporate risks"
date = "2021-09"
{MATRIX}
[risk.turnover]
title = "Staff leave"
owner = "Head of People"
score.current = {{ likelihood = 3, impact = 3 }}

[risk.turnover.mitigation]
academy = {{ status = "planned", action = "Open an academy", due = 2022-03-31 }}

[risk.cyber]
title = "A cyber attack"
score.current = {{ likelihood = 1, impact = 3 }}

[risk.arc-1]
title = "The archive floods"
""",
    "2022-03": f"""[register]
title = "Corporate risks"
date = 2022-03-09
{MATRIX}
[risk.turnover]
title = "Staff leave"
owner = "Head of People"
score.current = {{ likelihood = 3, impact = 3 }}

[risk.turnover.mitigation]
academy = {{ status = "planned", action = "Open an academy", due = 2022-03-31 }}

[risk.cyber]
title = "A cyber attack"
score.current = {{ likelihood = 1, impact = 3 }}

[risk.arc-1]
title = "The archive floods"
""",
    "2022-11": f"""[register]
title = "Corporate risks"
date = 2022-11-16
{MATRIX}
[risk.turnover]
title = "Staff leave"
owner = "Head of People"
score.current = {{ likelihood = 2, impact = 3 }}

[risk.turnover.mitigation]
academy = {{ status = "in place", action = "Open an academy", due = 2022-03-31 }}

[risk.cyber]
title = "A cyber attack"
score.current = {{ likelihood = 1, impact = 3 }}

[risk.pay]
title = "Pay awards outrun the budget"
score.current = {{ likelihood = 3, impact = 2 }}

[removed.arc-1]
reason = "not reported"
""",
}

SETTINGS = """
[labels]
current = "Residual"
owner = "Lead officer"

[table.changes]
view = "compare"
section = true

[table.risks]
view = "register"

[table.moves]
view = "compare"
form = "movement"

[table.summary]
view = "compare"
form = "summary"
section = true

[table.one]
view = "risk"
risk = "turnover"

[table.grid]
view = "history"

[table.heat]
view = "matrix"

[table.heat_then]
view = "matrix"
earlier = "previous"
"""

NAMES = ("changes", "risks", "moves", "summary", "one", "grid", "heat", "heat_then")


def council(place: Path, settings: str = SETTINGS, **registers: str) -> Path:
    """A folder with registers and a riskreg.toml."""
    (place / "registers").mkdir(parents=True, exist_ok=True)
    for stem, text in (registers or REGISTERS).items():
        (place / "registers" / f"{stem}.toml").write_text(text, encoding="utf-8")
    (place / "riskreg.toml").write_text(settings, encoding="utf-8")
    return place


def marks(name: str, ending: str) -> str:
    """An empty block."""
    if ending == ".tex":
        return f"% riskreg:begin {name}\n% riskreg:end {name}\n"
    return f"<!-- riskreg:begin {name} -->\n<!-- riskreg:end {name} -->\n"
