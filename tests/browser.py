"""A real browser for tests: what a page comes to at a width, as a script in it sees it.

The page stands in a frame of that width, since a browser's own window cannot be as narrow as a phone.
"""

from __future__ import annotations

import html
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
needs_axe = pytest.mark.skipif(
    CHROMIUM is None or importlib.util.find_spec("axe_playwright_python") is None,
    reason="no Chromium, or no axe.min.js of the package axe-playwright-python, is installed",
)

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
_OUT = re.compile(r'<pre id="out">(.*?)</pre>', re.DOTALL)


def axe() -> str:
    """The script of axe-core."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def seen(folder: Path, page: str, script: str, width: int = 1280) -> Any:
    """What `await (async () => {script})()` returns in a page of that width; its policy against scripts is lifted."""
    tell = (
        f"(async () => {{{script}}})().then(r => parent.document.getElementById('out').textContent = JSON.stringify(r))"
    )
    open_page = _POLICY.sub("", page).replace("</body>", f"<script>onload = () => {{{tell}}}</script></body>")
    frame = f'<iframe style="width:{width}px;height:900px;border:0" srcdoc="{html.escape(open_page)}"></iframe>'
    file = folder / "frame.html"
    file.write_text(f'<!DOCTYPE html><pre id="out"></pre>{frame}', encoding="utf-8")
    found = _OUT.search(_chromium(folder, "--virtual-time-budget=20000", "--dump-dom", file.as_uri()))
    assert found
    assert found[1], "the script in the page gave no answer"
    return json.loads(html.unescape(found[1]))


def picture(folder: Path, page: str) -> bytes:
    """What the page looks like, as it is."""
    file, image = folder / "page.html", folder / "page.png"
    file.write_text(page, encoding="utf-8")
    whole = ("--run-all-compositor-stages-before-draw", "--virtual-time-budget=1000")  # however busy the machine is
    _chromium(folder, *whole, "--window-size=800,600", f"--screenshot={image}", file.as_uri())
    return image.read_bytes()


def _chromium(folder: Path, *words: str) -> str:
    assert CHROMIUM
    ours = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run([CHROMIUM, *ours, *words], capture_output=True, check=True, timeout=120, text=True)
    return done.stdout
