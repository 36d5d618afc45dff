"""How a page looks: its colours, each pair with a contrast that a test computes, and its rules for screen and print.

Sizes are relative and nothing has a fixed height, so that larger text and wider spacing push nothing out of sight. On a
narrow screen each row of a table becomes a block, and each cell tells its heading.
"""

from __future__ import annotations

INK = "#1b1b1b"
PAPER = "#ffffff"
SHADE = "#e9eef2"
LINK = "#0b4f8a"
LINE = "#5a656e"
ALARM = "#8a1220"
TINTS = ("#d5efdc", "#f3f3c4", "#ffe3b3", "#ffd2c2", "#f7bcbc")
"""Behind the cells of a matrix, from the lowest band to the highest; the band's letter stands in each cell."""

TEXT_ON = (
    (INK, PAPER),
    (INK, SHADE),
    (LINK, PAPER),
    (LINK, SHADE),
    (PAPER, ALARM),
    (PAPER, LINK),
    *((INK, tint) for tint in TINTS),
)
"""Every pair of text and ground that the page uses: WCAG 2.2 asks for 4.5 to 1 (1.4.3)."""
LINES_ON = ((LINE, PAPER), (LINE, SHADE), (LINK, PAPER), *((LINE, tint) for tint in TINTS))
"""Every pair of a line or a focus ring and its ground: WCAG 2.2 asks for 3 to 1 (1.4.11)."""


def tone(band: int, bands: int) -> str:
    """The class of the cells of a band, counted from 0 for the lowest of so many."""
    top = len(TINTS) - 1
    return f"band-{round(band * top / (bands - 1)) if bands > 1 else 0}"


_TONES = "\n".join(f".band-{number} {{ background: {tint}; }}" for number, tint in enumerate(TINTS))

STYLE = f"""
* {{ box-sizing: border-box; }}
html {{ color: {INK}; background: {PAPER}; font-family: system-ui, Arial, sans-serif; line-height: 1.5; }}
body {{ margin: 0 auto; max-width: 75rem; padding: 1rem; overflow-wrap: anywhere; }}
h1, h2, h3 {{ line-height: 1.25; margin: 2rem 0 0.75rem; }}
h1 {{ margin-top: 0.5rem; }}
p, dl, ul {{ max-width: 45rem; }}
a {{ color: {LINK}; }}
a:focus-visible, main:focus-visible {{ outline: 0.2rem solid {LINK}; outline-offset: 0.15rem; }}
.skip {{ position: absolute; left: -999rem; }}
.skip:focus {{ position: static; display: inline-block; padding: 0.5rem; color: {PAPER}; background: {LINK}; }}
.marking {{ max-width: none; padding: 0.5rem 1rem; color: {PAPER}; background: {ALARM}; font-weight: bold; }}
nav ul {{ padding-left: 1.25rem; }}
nav a {{ display: inline-block; padding: 0.25rem 0; }}
dl {{ display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr; gap: 0.25rem 1rem; }}
dt {{ font-weight: bold; }}
dd {{ margin: 0; }}
article {{ border-top: 0.1rem solid {LINE}; margin-top: 2rem; }}
table {{ width: 100%; border-collapse: collapse; margin: 1rem 0; background: {PAPER}; }}
caption {{ text-align: left; font-weight: bold; padding: 0.5rem 0; }}
th, td {{ border: 0.0625rem solid {LINE}; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }}
thead th {{ background: {SHADE}; }}
.wide th, .wide td {{ min-width: min(6.5em, 9vw); }}
.pair {{ table-layout: fixed; }}
.pair th {{ background: {SHADE}; }}
.pair th:first-child {{ width: 12rem; }}
.number {{ text-align: right; }}
{_TONES}
@media screen and (max-width: 64rem) {{
  .pair th:first-child {{ width: 35%; }}
  dl {{ display: block; }}
  dd {{ margin-bottom: 0.5rem; }}
  .wide thead {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
  .wide, .wide caption, .wide tbody, .wide tr, .wide tbody th, .wide tbody td {{ display: block; }}
  .wide tr {{ margin-bottom: 1rem; border-top: 0.15rem solid {LINE}; }}
  .wide tbody th, .wide tbody td {{ border-top: 0; text-align: left; }}
  .wide tbody th::before, .wide tbody td::before {{ content: attr(data-label); display: block; font-weight: bold; }}
}}
@media print {{
  html {{ font-size: 9pt; }}
  .wide {{ font-size: 8pt; }}
  .wide th, .wide td {{ min-width: 6.6em; padding: 0.25rem 0.35rem; }}
  body {{ max-width: none; padding: 0; }}
  nav, .skip {{ display: none; }}
  a {{ color: {INK}; text-decoration: none; }}
  h2, h3, caption {{ break-after: avoid; }}
  tr {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
  .marking {{ border: 0.15rem solid {ALARM}; }}
}}
@page {{ size: A4; margin: 15mm; }}
"""
