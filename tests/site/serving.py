"""A web server for the tests of the site."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

# As servers send them; the machine's own list of types must not decide how a test goes.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


COMPRESSED = {".css", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".wasm", ".xml"}
"""What servers compress: the other kinds of file are compressed already."""


@lru_cache(maxsize=256)
def zipped(file: Path, changed: int) -> bytes:
    """Return a file compressed as servers do by default; ``changed`` says when it was."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, with the folder's own page where something is missing, and no log."""

    extensions_map = TYPES
    protocol_version = "HTTP/1.1"
    # Head and content go out one by one: else the second waits until the other side confirms the
    # first, for which that takes its time: 40 ms on Linux.
    disable_nagle_algorithm = True
    # A test reads what was built a moment ago, never what was there before.
    headers_of_all = (("Cache-Control", "no-store"),)
    compresses = False
    root = "/"

    def do_GET(self) -> None:
        """Send a file below the root, compressed where a server is to and the browser takes it."""
        if not self.path.startswith(self.root):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.path = "/" + self.path.removeprefix(self.root)
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (self.compresses and takes and file.suffix in COMPRESSED and file.is_file()):
            super().do_GET()
            return
        content = zipped(file, file.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES[file.suffix])
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Send the headers that every answer has."""
        for name, value in self.headers_of_all:
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with ``404.html`` where the site has one, as hosts of such sites do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: what fails is said by the test."""


class Server(ThreadingHTTPServer):
    """A server that waits for no request when it is closed, and takes many at once."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that hung up: a test that is done closes its page."""


@contextmanager
def served(
    folder: Path,
    *headers: tuple[str, str],
    compressed: bool = False,
    root: str = "/",
    handler: type[Handler] = Handler,
) -> Iterator[str]:
    """Serve a folder on this machine; yield its address, which ends with a slash.

    Every answer has the ``headers``, pairs of a name and a value; without any, browsers are told
    to keep nothing. Where ``compressed``, text goes out as the servers of sites send it. The path
    of the address is ``root``, and above it there is nothing. What else a server may do is told by
    another ``handler``.
    """
    own = {
        "headers_of_all": headers or Handler.headers_of_all,
        "compresses": compressed,
        "root": root,
    }
    made = type("Handler", (handler,), own)
    server = Server(("127.0.0.1", 0), partial(made, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{root}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
