"""What several processes do to one store, each scenario in a process of its own.

    python -m tests.store_scenarios NAME WHERE

Children are forked, so that a round takes milliseconds. Ends with 0 when all is as it should be.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable

from summarize.store import ResultStore, open_store

BLOB = {"article_sha256": "0" * 64, "model": "stub/one", "prompt": None}


def child(work: Callable[[], None]) -> int:
    """The id of a forked process that does this and nothing else."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:  # noqa: BLE001  # shown, and known by the exit code
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def ended_well(*pids: int) -> None:
    for pid in pids:
        assert os.waitpid(pid, 0)[1] == 0


def put(store: ResultStore, key: str, value: str) -> None:
    store.put_json(key, value.encode(), **BLOB)  # type: ignore[arg-type]  # a test's own values


def killed(where: str) -> None:
    """Twenty writers are killed at a random moment: what they said was kept is there."""
    acknowledged: list[str] = []
    for number in range(20):
        reading, writing = os.pipe()

        def write(number: int = number, pipe: int = writing) -> None:
            with open_store(where) as store:
                for each in range(100_000):
                    key = f"{number}-{each}"
                    put(store, key, f"{key} " * 500)
                    os.write(pipe, f"{key}\n".encode())

        pid = child(write)
        os.close(writing)
        first = os.read(reading, 65536)
        time.sleep(random.random() * 0.05)  # noqa: S311  # no secret
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        while more := os.read(reading, 65536):
            first += more
        os.close(reading)
        acknowledged += first.decode().splitlines()
    assert len(acknowledged) >= 20
    with open_store(where) as store:
        for key in acknowledged:
            assert store.get_json(key) == (f"{key} " * 500).encode(), key
        # The last of each may be kept without having been said.
        assert len(acknowledged) <= len(store) <= len(acknowledged) + 20


def crowded(where: str) -> None:
    """Eight processes make the store at once, and write the same and different keys."""
    starting = os.pipe()

    def write(number: int) -> None:
        os.close(starting[1])
        os.read(starting[0], 1)  # until all are there
        with open_store(where) as store:
            for each in range(60):
                put(store, f"shared-{each}", f"by {number}")
                once = store.get_json(f"shared-{each}")
                put(store, f"own-{number}-{each}", f"{number} {each}")
                assert once == store.get_json(f"shared-{each}")
                store.remember(f"said-{number}-{each}", str(once))

    pids = [child(lambda number=number: write(number)) for number in range(8)]  # type: ignore[misc]
    os.close(starting[0])
    os.close(starting[1])
    ended_well(*pids)
    with open_store(where) as store:
        assert len(store) == 60 + 8 * 60
        for each in range(60):
            once = store.get_json(f"shared-{each}")
            for number in range(8):
                assert store.recall(f"said-{number}-{each}") == str(once)
                assert store.get_json(f"own-{number}-{each}") == f"{number} {each}".encode()


def forked(where: str) -> None:
    """A store that was open before a fork serves both sides, also when the parent leaves first."""
    store = open_store(where)
    put(store, "before", "1")
    left = os.pipe()

    def late() -> None:
        put(store, "child", "2")
        os.close(left[1])
        os.read(left[0], 1)  # until the parent has closed its own
        put(store, "late", "3")
        store.close()

    pid = child(late)
    for each in range(50):
        put(store, f"parent-{each}", "4")
    store.close()
    os.close(left[0])
    os.close(left[1])
    ended_well(pid)
    with open_store(where) as store:
        values = [store.get_json(key) for key in ("before", "child", "late", "parent-49")]
        assert values == [b"1", b"2", b"3", b"4"], values


def forked_while_writing(where: str) -> None:
    """Forks while other threads write leave no lock behind."""
    from threading import Thread

    store = open_store(where)

    def write(number: int) -> None:
        for each in range(200):
            put(store, f"{number}-{each}", "x" * 2000)

    writers = [Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    pids = [child(lambda n=n: put(store, f"child-{n}", "y")) for n in range(10)]  # type: ignore[misc]
    for writer in writers:
        writer.join()
    ended_well(*pids)
    assert len(store) == 4 * 200 + 10
    store.close()


if __name__ == "__main__":
    scenarios = {f.__name__: f for f in (killed, crowded, forked, forked_while_writing)}
    scenarios[sys.argv[1]](sys.argv[2])
