"""Kernels that are forked from one process, which has imported already what all of them need.

To start a kernel takes a second, nearly all of it imports. Here the imports are made once in a
build, beginning with the first cell that is met; each page still has a kernel of its own, in which
nothing has been executed. What is imported cannot be stale: the process lives no longer than the
build.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

__all__ = ["ONE_THREAD", "Kernel", "KernelServer"]

SCRIPT = Path(__file__).with_name("_kernel_server.py")

ONE_THREAD = dict.fromkeys(("MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
"""Has libraries of linear algebra use one thread: sums come out the same on every machine, and
kernels that run side by side do not fight for processors."""

PATIENCE = 60.0
"""How many seconds a busy machine may take to start Python."""


class KernelServer:
    """The process from which kernels are forked; it is started when the first cell is met.

    Processes that are forked from the one that made this object, such as those that read pages
    side by side, share it.

    Parameters
    ----------
    modules
        What is imported beforehand, besides what every kernel needs.
    """

    current: ClassVar[KernelServer | None] = None
    """The server of the running build."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules = modules
        self._folder = TemporaryDirectory(prefix="kernels-")
        self._address = Path(self._folder.name) / "server"
        # The server ends when nobody holds the other end of this pipe any more.
        self._life, self._held = os.pipe()
        self._process: subprocess.Popen[bytes] | None = None

    def fork(self, argv: Sequence[str], cwd: str, env: Mapping[str, str]) -> ForkedProcess:
        """Return a new kernel that was forked."""
        self.start()
        self._wait()
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(str(self._address))
        asked = json.dumps({"argv": list(argv), "cwd": cwd, "env": dict(env)})
        connection.sendall(f"{asked}\n".encode())
        with connection.makefile() as lines:
            return ForkedProcess(int(lines.readline()), connection)

    def start(self) -> None:
        """Have the server start, if no process of this build has asked for it yet."""
        with self._address.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if lock.tell():
                return
            lock.write("started")
            self._process = subprocess.Popen(
                [sys.executable, "-P", SCRIPT, self._address, str(self._life), *self._modules],
                cwd=self._folder.name,
                env={**os.environ, **ONE_THREAD},
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
                pass_fds=[self._life],
            )

    def close(self) -> None:
        """Let the server end."""
        os.close(self._held)
        os.close(self._life)
        if self._process is not None:
            self._process.wait()
        self._folder.cleanup()

    def _wait(self) -> None:
        """Wait until the server listens."""
        end = time.monotonic() + PATIENCE
        while not self._address.exists():
            ended = self._process is not None and self._process.poll() is not None
            if ended or time.monotonic() > end:
                raise RuntimeError("the process from which kernels are forked does not start")
            time.sleep(0.01)


class ForkedProcess:
    """A kernel's process, which is not a child of this one, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection

    def poll(self) -> int | None:
        """Return 0 if the process has ended, however it did, and nothing while it lives."""
        return self._ended(within=0)

    def wait(self) -> int | None:
        """Wait until the process has ended."""
        return self._ended(within=None)

    def _ended(self, within: float | None) -> int | None:
        if self._connection.fileno() >= 0:
            # There is nothing to be read from it but its end.
            ready, _, _ = select.select([self._connection], [], [], within)
            if not ready:
                return None
            self._connection.close()
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)


class ForkingProvisioner(LocalProvisioner):
    """Has the kernels of IPython forked, and starts any other."""

    process: subprocess.Popen[bytes] | ForkedProcess | None  # type: ignore[assignment]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel."""
        server = KernelServer.current
        if server is None or "ipykernel_launcher" not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        argv = cmd[cmd.index("ipykernel_launcher") :]
        process = server.fork(argv, kwargs["cwd"], kwargs["env"])
        self.process = process
        self.pid = self.pgid = process.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


class Kernel(AsyncKernelManager):
    """A kernel whose process writes nothing into the log of the build.

    What a cell writes is sent as messages. What is left are the last words of
    libraries while the process ends, and they differ from run to run.
    """

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Start the process."""
        self.provisioner = ForkingProvisioner(kernel_spec=self.kernel_spec, parent=self)
        await super().start_kernel(stderr=DEVNULL, **kwargs)
