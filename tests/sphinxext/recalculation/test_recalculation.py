"""The form that recalculates: what the build writes of it, and where."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lenet_docs import lenet5
from lenet_docs.recalculation.fields import FIELDS, TABLE
from lenet_docs.recalculation.settings import PRESETS
from lenet_docs.recalculation.steps import derived
from lenet_docs.sphinxext.recalculation.files import ENTRY, PYODIDE, ROOT, archive, files
from tests.sphinxext.conftest import Build, Built


@pytest.fixture
def built(build: Build) -> Built:
    return build("recalculation")


def test_the_usual_network_stands_on_the_page_without_a_script(built: Built) -> None:
    """The derivations are set while the page is built, by the same functions."""
    assert built.complaints == []
    page = built.page("recalculate.html")
    for layer in lenet5():
        found = page.select(f'[data-part="{layer.name}"] annotation[encoding="application/x-tex"]')
        assert [each.text for each in found] == [step.latex() for _, step in derived(layer)]


def test_every_field_is_there_with_its_number(built: Built) -> None:
    """Each has a label, its limits and the number of LeNet-5, and cannot be used yet."""
    page = built.page("recalculate.html")
    values = PRESETS["lenet5"].settings.values
    for field in FIELDS:
        box = page.select_one(f'input[name="{field.name}"]')
        assert box is not None
        assert box["value"] == str(values[field.name])
        assert box.has_attr("disabled")
        assert page.select_one(f'label[for="{box["id"]}"]') is not None
        assert page.select_one(f'[data-problem="{field.name}"]') is not None


def test_the_connection_table_is_a_table_of_boxes(built: Built) -> None:
    """Each row and column has its header, and the boxes that are ticked are those of Table I."""
    page = built.page("layers/c3.html")
    ticked = [box["data-cell"] for box in page.select("[data-cell][checked]")]
    table = lenet5()[TABLE.layer]
    columns = getattr(table, "table").columns  # noqa: B009 -- only convolutions have one
    expected = [f"{s} {c}" for s in range(6) for c, column in enumerate(columns) if s in column]
    assert ticked == expected
    assert len(page.select('.recalculation-grid th[scope="row"]')) == 6 + 1
    assert len(page.select('.recalculation-grid [tabindex="0"]')) == 1


def test_a_form_of_one_layer_has_its_fields_only(built: Built) -> None:
    """Nothing of other layers stands there, but a way to the form of the whole network."""
    page = built.page("layers/c3.html")
    assert {box["name"] for box in page.select(".recalculation input[name]")} == {
        "C3.maps",
        "C3.kernel",
        "C3.stride",
        "C3.table",
    }
    assert {part["data-part"] for part in page.select("[data-part]")} == {"C3", "table"}
    link = page.select_one("a.recalculation-whole")
    assert link is not None
    assert link["href"] == "../recalculate.html"


def test_drawings_lead_to_the_chapters_that_there_are(built: Built) -> None:
    """A page that a project does not have is led to by nothing."""
    drawing = built.page("recalculate.html").select_one('[data-part="network"]')
    assert drawing is not None
    assert {link["href"] for link in drawing.select("a")} == {"layers/c3.html", "#"}


def test_only_pages_with_a_form_load_its_script(built: Built) -> None:
    """Other pages load nothing of it."""
    assert "recalculation" in built.text("layers/c3.html")
    assert "recalculation/" not in built.text("plain.html")
    page = built.page("recalculate.html")
    scripts = [script["src"] for script in page.select("script[src*=recalculation]")]
    assert [str(each).partition("?")[0] for each in scripts] == ["_static/recalculation/start.js"]


def test_paper_says_that_the_site_has_it(built: Built) -> None:
    """A form is of no use there: the style sheet for print shows this sentence instead."""
    for page, what in (("recalculate", "the network"), ("layers/c3", "C3")):
        root = built.page(f"{page}.html").select_one(".recalculation")
        assert root is not None
        assert str(root["data-printed"]).endswith(f"the numbers follow when {what} changes.")


def test_what_the_script_loads_is_in_the_site(built: Built) -> None:
    """Pyodide, KaTeX, the package and the other scripts are files of the site."""
    root = built.page("recalculate.html").select_one(".recalculation")
    assert root is not None
    settings = json.loads(str(root["data-settings"]))
    static = built.out / "_static"
    assert (static / "recalculation" / settings["archive"]).read_bytes() == archive()
    for name in PYODIDE:
        assert (static / "pyodide" / name).is_file()
    loaded = [name for name in PYODIDE if not name.endswith(".mjs")]
    size = sum((static / "pyodide" / name).stat().st_size for name in loaded)
    assert settings["bytes"] == size + len(archive())
    assert (static / "katex" / "katex.min.js").is_file()


@pytest.mark.parametrize("builder", ["text", "epub", "latex"])
def test_other_forms_of_the_book_say_that_the_site_has_it(build: Build, builder: str) -> None:
    """They run no scripts: a sentence stands there."""
    built = build("recalculation", builder, folder=f"recalculation-{builder}")
    files = {"text": "recalculate.txt", "epub": "recalculate.xhtml", "latex": "recalculation.tex"}
    text = " ".join(built.text(files[builder]).split())
    assert "a form stands here: the numbers follow when the network changes." in text
    assert "data-part" not in text
    assert not (built.out / "_static" / "pyodide").exists()


def test_a_layer_that_there_is_not_is_refused(build: Build) -> None:
    """The error names the page, the line, and what there is."""
    built = build("recalculation", pages={"plain.md": "# A\n\n```{recalculation} C4\n```\n"})
    assert (
        "plain.md:3: ERROR: recalculation: there is no layer 'C4'; "
        "known: C1, S2, C3, S4, C5, F6, output"
    ) in "\n".join(built.complaints)


def test_a_second_form_is_refused(build: Build) -> None:
    """The fields of a page have names, and each name is there once."""
    form = "```{recalculation} C1\n```\n"
    built = build("recalculation", pages={"plain.md": f"# A\n\n{form}\n{form}"})
    assert "plain.md:6: ERROR: recalculation: a page has room for one form" in built.complaints[0]


def test_the_archive_holds_what_is_imported_and_no_more(tmp_path: Path) -> None:
    """Unpacked alone, it runs: without NumPy, Sphinx, and the rest of the package."""
    with zipfile.ZipFile(io.BytesIO(archive())) as opened:
        names = opened.namelist()
        opened.extractall(tmp_path)
    assert not [name for name in names if "/network/" in name or "/sphinxext/" in name]
    program = (
        "import sys, importlib\n"
        "for name in ('numpy', 'sphinx', 'docutils', 'tabulate'): sys.modules[name] = None\n"
        f"browser = importlib.import_module({ENTRY!r})\n"
        'session = browser.Session(\'{"links": {}, "layer": ""}\')\n'
        'session.ask(\'{"preset": "lenet5"}\')\n'
        "while session.part(): pass\n"
        "print(browser.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


def test_the_archive_is_the_same_each_time() -> None:
    """Its bytes tell of the files only, not of when or where it was made."""
    first = archive()
    archive.cache_clear()
    assert archive() == first
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_folder_beside_the_package_is_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be called as a module of Python is, such as the site of a build beside its sources."""
    (tmp_path / "html").mkdir()
    shutil.copytree(ROOT / "lenet_docs", tmp_path / "lenet_docs")
    found = [file.relative_to(ROOT) for file in files()]
    monkeypatch.setattr("lenet_docs.sphinxext.recalculation.files.ROOT", tmp_path)
    assert [file.relative_to(tmp_path) for file in files()] == found
