"""A real PostgreSQL server on loopback, with its data in a temporary folder.

Whoever lacks the server or psycopg gets skips with the reason; `SUMMARIZE_ENGINES=required` (which
.ci/engines sets) makes them failures.
"""

from __future__ import annotations

import importlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.engines_support import lacking

PASSWORD = "p@ss:w/rd 1%"  # noqa: S105  # of a server that lives as long as a test
QUOTED = "p%40ss%3Aw%2Frd%201%25"


class Server:
    """A server that can be stopped, killed and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.port = _free_port()
        self._process: subprocess.Popen[Any] | None = None
        self._databases = 0
        # The server refuses to run as root.
        root = os.geteuid() == 0
        self._owner: dict[str, Any] = {"user": "nobody", "extra_groups": ()} if root else {}
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if root:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            os.chown(secret, nobody.pw_uid, nobody.pw_gid)
        options = ("--username=tester", f"--pwfile={secret}", "--auth=scram-sha-256")
        self._run("initdb", "--no-sync", "--locale=C", "--encoding=UTF8", *options)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        done = subprocess.run(  # noqa: S603  # the server's own programs
            command, cwd=self.folder, capture_output=True, text=True, check=False, **self._owner
        )
        if done.returncode:
            pytest.fail(f"{program}: {done.stderr[-2000:]}")

    def start(self) -> None:
        options = (
            f"port={self.port}",
            "fsync=off",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
        )
        settings = [word for option in options for word in ("-c", option)]
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # the server's own program
                command, cwd=self.folder, stdout=log, stderr=log, **self._owner
            )
        for _ in range(300):
            try:
                self.execute("SELECT 1")
            except driver().OperationalError:
                time.sleep(0.1)
            else:
                return
        pytest.fail((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        """Ends it at once, and with it every connection."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            self._process = None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://tester:{QUOTED}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The URL of a new database."""
        self._databases += 1
        name = f"results{self._databases}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def execute(self, statement: str, url: str | None = None) -> list[Any]:
        with driver().connect(url or self.url(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def running_server() -> Iterator[Server]:
    """A server; skips the test where there is none."""
    driver()
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="summarize-postgres-"))
    try:
        server = Server(programs, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def driver() -> Any:
    try:
        return importlib.import_module("psycopg")
    except ImportError:
        lacking("no psycopg (pip install 'summarize[postgres]', or see .ci/engines)")


def _programs() -> Path:
    """The folder of initdb and postgres: Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    if not debian:
        lacking("no PostgreSQL server (apt-get install postgresql, or see .ci/engines)")
    return debian[-1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
