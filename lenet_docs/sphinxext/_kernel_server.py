"""A process that has imported what kernels need, and becomes one kernel after the other by forking.

Run by its path, so that nothing of Sphinx is imported here, as
``python -P _kernel_server.py ADDRESS LIFE MODULE...``: the socket at which it listens, a pipe that
is closed when the build is over, and what it imports beforehand. Who connects sends a line of JSON,
``{"argv": [...], "cwd": "...", "env": {...}}``, and is told the number of a new process. This
process keeps the connection open for as long as it lives.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

ALWAYS = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
)
"""What every kernel imports."""


def listen(address: Path) -> socket.socket:
    """Return a socket that listens at `address`; who finds it there can connect."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    early = address.with_suffix(".early")
    listener.bind(str(early))
    listener.listen(64)
    early.rename(address)
    return listener


def import_beforehand(modules: Iterable[str]) -> None:
    """Import modules. One that fails does so again in the cell that imports it."""
    for module in modules:
        with suppress(Exception):
            importlib.import_module(module)
    # What exists by now is common to all kernels: none looks through it for garbage.
    gc.freeze()


def bury(*_: object) -> None:
    """Let the processes go that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def serve(listener: socket.socket, life: int) -> socket.socket | None:
    """Fork a process for each connection; return it there, and nothing when the build is over."""
    signal.signal(signal.SIGCHLD, bury)
    while True:
        ready, _, _ = select.select([listener.fileno(), life], [], [])
        if life in ready:
            return None
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            os.close(life)
            return connection
        connection.close()


def run_kernel(connection: socket.socket) -> None:
    """Be the kernel that was asked for, in nothing different from one that was just started."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # so that signals reach what it starts as well, and nobody else
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with connection.makefile() as lines:
        asked = json.loads(lines.readline())
    connection.sendall(f"{os.getpid()}\n".encode())
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = asked["argv"]
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    ends_with = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance([*asked["argv"][1:], ends_with])


def main() -> None:
    """Serve until the build is over, or be a kernel."""
    address, life, *modules = sys.argv[1:]
    listener = listen(Path(address))
    import_beforehand([*ALWAYS, *modules])
    connection = serve(listener, int(life))
    if connection is not None:
        run_kernel(connection)


if __name__ == "__main__":
    main()
