"""Pictures as files: SVG and PNG from the command line, the same bytes every time, told in words as well."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Run, folder_of, process
from pictured import described, texts, tree
from PIL import Image

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "example" / "registers"
PAGE = ROOT / "docs" / "pictures.md"
MATRIX = ("matrix", "2025-09", "2025-11")
COMMANDS = [MATRIX, ("history", "--since", "2025-05")]

pytestmark = pytest.mark.slow

HOSTILE = r"<script>alert('x')</script> $x^2$ $\frac{1}{0}$ & ]]> --> \u202e 😀 مخاطر {0} %s"


@pytest.fixture(autouse=True)
def _example(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKREG_REGISTERS", str(EXAMPLE))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_ending_chooses_the_form(words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """`--output x.svg` and `x.PNG` need no --format; what is printed is what the picture says."""
    svg, png = tmp_path / "x.svg", tmp_path / "x.PNG"
    printed = run(*words, "--output", str(svg))
    assert (printed.code, printed.err) == (0, f"riskreg: {svg}: written\n")
    assert run(*words, "--output", str(png)).out == printed.out
    title, said = described(svg.read_bytes())
    assert f"{said}\n" == printed.out
    assert said.startswith(f"{title}.")
    with Image.open(BytesIO(png.read_bytes())) as image:
        assert image.format == "PNG"
        assert image.size[0] == round(482 / 72 * 200) or image.size[0] == int(482 / 72 * 200)
        assert image.info["Title"] == title
        assert image.info["Description"] == said
        assert "Software" not in image.info


@pytest.mark.parametrize(("words", "form"), [(COMMANDS[0], "png"), (COMMANDS[1], "svg")], ids=["png", "svg"])
def test_the_same_bytes_every_time(words: tuple[str, ...], form: str, run: Run, tmp_path: Path) -> None:
    """A second run, another process, another machine's settings: nothing differs."""
    one, other = tmp_path / f"one.{form}", tmp_path / f"other.{form}"
    run(*words, "--output", str(one))
    settings = tmp_path / "matplotlibrc"
    settings.write_text("svg.fonttype: path\nfont.family: serif\nsavefig.dpi: 30\naxes.facecolor: red\n")
    env = {"MATPLOTLIBRC": str(settings), "RISKREG_REGISTERS": str(EXAMPLE), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = process(*words, "--output", str(other), cwd=tmp_path, env=env)
    assert done.code == 0, done.err
    assert one.read_bytes() == other.read_bytes()
    assert re.search(rb"(?i)matplotlib|20[0-9]{2}-[0-9]{2}-[0-9]{2}T", one.read_bytes()) is None


def test_text_stays_text(run: Run, tmp_path: Path) -> None:
    """What an SVG shows can be searched, in a generic type where the reader lacks the first; nothing is outside it."""
    file = tmp_path / "m.svg"
    run(*MATRIX, "--output", str(file))
    data = file.read_bytes()
    assert "Very high" in texts(data)
    assert any("The medium-term financial plan" in text for text in texts(data))
    assert all("sans-serif" in (e.get("style") or "") for e in tree(data).iter("{http://www.w3.org/2000/svg}text"))
    assert b"<!DOCTYPE" not in data
    assert not re.findall(rb'(?:href|src)="(?!#)', data)


@pytest.mark.parametrize("form", ["svg", "png"])
def test_hostile_titles_are_harmless(form: str, run: Run, tmp_path: Path) -> None:
    """Markup, mathematics and foreign scripts are shown as they are written, and break nothing."""
    text = (
        f"[register]\ntitle = '''{HOSTILE}'''\ndate = \"2022\"\n"
        '[matrix]\nlikelihood = ["<b>", "$a_b$"]\nimpact = ["1", "&amp;"]\n'
        "bands = [{ name = '<i>', from = 1 }, { name = '$$', from = 3 }]\n"
        f"[risk.a]\ntitle = '''{HOSTILE}'''\nscore.current = {{ likelihood = 2, impact = 2 }}\n"
    )
    folder, file = folder_of(tmp_path, {"2022": text}), tmp_path / f"x.{form}"
    for words in (("matrix", "2022"), ("history",)):
        done = run("--registers", str(folder), *words, "--output", str(file))
        assert done.code == 0
        assert done.err.startswith(f"riskreg: {file}: written")
        assert HOSTILE in done.out
    if form == "svg":
        assert HOSTILE in described(file.read_bytes())[1]
        assert not list(tree(file.read_bytes()).iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize("form", ["svg", "png"])
def test_exempt_risks_are_in_no_byte(form: str, run: Run, tmp_path: Path) -> None:
    """The example's exempt risk is in no file and no line, until it is asked for."""
    file = tmp_path / f"x.{form}"
    for words in (("matrix", "2024-09"), ("matrix", "2024-09", "2025-05"), ("history", "--until", "2024-09")):
        done = run(*words, "--output", str(file))
        assert "exempt risk not shown" in done.out
        said = file.read_bytes() + done.out.encode()
        assert b"sea-wall" not in said
        assert b"Brackenmouth" not in said
        assert b"EXEMPT" not in said
    shown = run("history", "--until", "2024-09", "--include-exempt", "--output", str(file))
    assert shown.out.startswith("EXEMPT: ")
    assert b"EXEMPT: Contractor's claim over ground conditions at Brackenmouth" in file.read_bytes()


# What is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("matrix", "2025-11", "--format", "png"), "a PNG picture goes into a file: add --output FILE.png"),
        (("history", "--format", "png"), "add --output FILE.png"),
        (
            ("matrix", "2025-11", "--format", "png", "--output", "x.svg"),
            "--format png and the ending of x.svg name two forms",
        ),
        (("matrix", "2025-11", "--format", "svg", "--columns", "3"), "a picture has none"),
        (("history", "--sort", "risk", "--output", "x.svg"), "a picture has none"),
        (("history", "mtfp", "--output", "x.svg"), "a picture shows the whole series: leave RISK out"),
        (("list", "--format", "svg"), 'no form "svg"'),
        (("list", "--output", "x.svg"), "riskreg history and riskreg matrix draw pictures"),
    ],
)
def test_what_has_no_meaning_is_refused(
    words: tuple[str, ...], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to do, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_matplotlib_the_extra_is_named(
    words: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lacks the library is told how to get it; a table needs none."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    done = run(*words, "--format", "svg")
    assert done.code == 2
    assert 'pip install ".[plot]"' in done.err
    assert run(*words).code == 0


def test_a_register_is_not_drawn_over(run: Run, tmp_path: Path) -> None:
    """The safe writer keeps TOML files from pictures too."""
    folder = folder_of(tmp_path, {"2022": "not a register"})
    done = run(*MATRIX, "--format", "svg", "--output", str(folder / "2022.toml"))
    assert done.code == 2
    assert (folder / "2022.toml").read_text() == "not a register"


def test_an_svg_goes_to_the_screen(run: Run) -> None:
    """Without a file the SVG itself is the output, for a pipe."""
    done = run(*MATRIX, "--format", "svg")
    assert done.out.startswith("<?xml")
    assert described(done.out.encode())[0].startswith("Corporate risk register")


@pytest.mark.parametrize("words", [("--version",), ("show", "2025-11"), MATRIX, ("history",)], ids=" ".join)
def test_no_other_command_waits_for_the_library(words: tuple[str, ...]) -> None:
    """Matplotlib is imported for a picture, and never else."""
    program = (
        "import sys\nfrom riskreg.cli.main import main\n"
        f"sys.argv = ['riskreg', *{words!r}]\n"
        "try:\n    main()\nfinally:\n    assert 'matplotlib' not in sys.modules and 'numpy' not in sys.modules\n"
    )
    import subprocess

    env = {"RISKREG_REGISTERS": str(EXAMPLE), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, env=env, timeout=60)
    assert done.returncode == 0, done.stderr


# The page


def commands() -> list[list[str]]:
    """The commands of docs/pictures.md that draw."""
    return [line.split()[2:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("    $ ")]


def shown(data: bytes) -> object:
    """What a reader gets of an SVG, whichever release of matplotlib wrote it: its size, words and colours."""
    fills = sorted(set(re.findall(rb"fill: (#[0-9a-f]{6})", data)))
    return tree(data).get("viewBox"), described(data), texts(data), fills


def test_the_pictures_of_the_page_are_fresh(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/pictures.md shows is what its commands draw today."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pictures").mkdir()
    assert len(commands()) == 2
    for words in commands():
        done = run(*(str(EXAMPLE) if word == "example/registers" else word for word in words))
        assert done.code == 0, done.err
    for file in sorted((PAGE.parent / "pictures").glob("*.svg")):
        assert shown(file.read_bytes()) == shown((tmp_path / "pictures" / file.name).read_bytes()), file.name
    assert {p.name for p in tmp_path.glob("pictures/*")} == {p.name for p in (PAGE.parent / "pictures").iterdir()}


def test_the_alternative_text_of_the_page_is_the_title(run: Run) -> None:
    """The page's own images have the alternative text that it advises."""
    for alt, name in re.findall(r"!\[(.+)\]\((pictures/.+\.svg)\)", PAGE.read_text(encoding="utf-8")):
        assert alt == described((PAGE.parent / name).read_bytes())[0]


def test_a_digest_tells_two_pictures_apart(run: Run, tmp_path: Path) -> None:
    """Two pictures within one page have ids of their own for their titles."""
    ids = set()
    for ref in ("2025-09", "2025-11"):
        run("matrix", ref, "--output", str(tmp_path / f"{ref}.svg"))
        root = tree((tmp_path / f"{ref}.svg").read_bytes())
        ids |= set((root.get("aria-labelledby") or "").split())
    assert len(ids) == 4
